namespace CnnVulkan;

/// <summary>How far a run has come: see <see cref="VisionRun.State"/>.</summary>
public enum RunState
{
    /// <summary>No run: the handle is the default one.</summary>
    None,

    /// <summary>Begun by <see cref="Worker.RecordSlice"/>; its last part is not recorded yet.</summary>
    Recording,

    /// <summary>Recorded whole into command buffers of the host. Whether these were submitted, only the host knows until the run is done.</summary>
    Recorded,

    /// <summary>Submitted to a queue by the worker.</summary>
    Submitted,

    /// <summary>The GPU has finished it.</summary>
    Done,

    /// <summary>Begun in slices and dropped, because another run took its memory; or recorded into command buffers that the host never submitted, as a later one's end tells.</summary>
    Abandoned,

    /// <summary>So long ago that its results were written over, or its worker is gone: see <see cref="WorkerOptions.RunsInFlight"/>.</summary>
    Expired,
}
