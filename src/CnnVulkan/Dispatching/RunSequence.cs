namespace CnnVulkan.Dispatching;

/// <summary>
/// The order of the runs of one worker or converter, whatever plans they are of. What it records is submitted in the order in which it was recorded: so when a
/// recorded run is done, earlier ones that are not were never submitted.
/// </summary>
internal sealed class RunSequence
{
    // Of all runs of the process: memory that a run ends in may hold the number of another's.
    private static long _numbers;
    private long _recordedDone;

    /// <summary>The newest recorded run that is known to be done.</summary>
    public long RecordedDone => Interlocked.Read(ref _recordedDone);

    /// <summary>The number of the next run.</summary>
    public long Next() => Interlocked.Increment(ref _numbers);

    /// <summary>Notes that a recorded run is done.</summary>
    public void NoteRecordedDone(long number)
    {
        long known = RecordedDone;
        for (long seen; number > known; known = seen)
        {
            seen = Interlocked.CompareExchange(ref _recordedDone, number, known);
            if (seen == known)
                return;
        }
    }
}
