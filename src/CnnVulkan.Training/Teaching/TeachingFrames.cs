namespace CnnVulkan.Training;

/// <summary>
/// What was recorded into the frames of a host and when its results may be read: so many frames later. Keeps apart what frames under way still
/// use and what is written for the next.
/// </summary>
internal sealed class TeachingFrames : IDisposable
{
    private readonly Worker _worker;
    private readonly Trainer _trainer;
    private readonly string _cut;
    private readonly int _inFlight;
    private readonly Stack<IDisposable> _owned = new();
    private readonly RecordedReadback[] _probabilities, _features;
    private readonly PendingLook?[] _looks;
    private readonly RecordedStep _step;
    private readonly long[] _begun = [long.MinValue / 2, long.MinValue / 2];
    private long _frame, _recorded = -1, _recordedNumber, _published = long.MinValue / 2;
    private int? _label;

    /// <param name="device">The device; borrowed.</param>
    /// <param name="worker">What looks; borrowed.</param>
    /// <param name="trainer">What trains; borrowed.</param>
    /// <param name="cut">The value that examples are taken of.</param>
    /// <param name="inFlight">After how many frames a frame has finished.</param>
    public TeachingFrames(VisionDevice device, Worker worker, Trainer trainer, string cut, int inFlight)
    {
        (_worker, _trainer, _cut, _inFlight) = (worker, trainer, cut, inFlight);
        _looks = new PendingLook?[inFlight];
        try
        {
            _probabilities = [.. Enumerable.Range(0, inFlight).Select(_ => Readback(TeachableGraph.Probabilities))];
            _features = [.. Enumerable.Range(0, inFlight).Select(_ => Readback(cut))];
            _step = Own(trainer.MakeRecordedStep());
        }
        catch
        {
            Dispose();
            throw;
        }

        RecordedReadback Readback(string value) => Own(new RecordedReadback(device, worker.Plan!.Outputs[value].Bytes));
    }

    /// <summary>Whether a look was begun and has not ended.</summary>
    public bool IsLooking { get; private set; }

    /// <summary>Whether a step may begin: the one before the last, whose inputs it writes over, has finished.</summary>
    public bool MayBeginStep => _frame - _begun[0] >= _inFlight;

    /// <summary>Whether new weights may be set, likewise; notes that they are.</summary>
    public bool TryPublish()
    {
        if (_frame - _published < _inFlight)
            return false;
        _published = _frame;
        return true;
    }

    /// <summary>Begins a frame.</summary>
    public void Next() => _frame++;

    /// <summary>Begins a look, at an example of a class or at a picture that is none.</summary>
    public void BeginLook(int? label) => (IsLooking, _label) = (true, label);

    /// <summary>Forgets the look under way: another run takes its place.</summary>
    public void AbandonLook() => IsLooking = false;

    /// <summary>Records a part of the look under way; returns whether it was the last.</summary>
    public bool RecordLook(nint commandBuffer, TimeSpan budget)
    {
        if (_worker.RecordSlice(commandBuffer, budget).IsRecording)
            return false;
        IsLooking = false;
        int slot = (int)(_frame % _inFlight);
        _probabilities[slot].Record(commandBuffer, _worker.PeekOutput(TeachableGraph.Probabilities));
        if (_label is not null)
            _features[slot].Record(commandBuffer, _worker.PeekOutput(_cut));
        _looks[slot] = new PendingLook(_frame, _label);
        return true;
    }

    /// <summary>Reads the oldest look that has finished; false where there is none.</summary>
    /// <param name="probabilities">Gets the classes' probabilities.</param>
    /// <param name="features">Gets the example, where it is one.</param>
    /// <param name="label">The class it is an example of; null for none.</param>
    public bool TryTakeLook(float[] probabilities, float[] features, out int? label)
    {
        label = null;
        // This frame's slot is the oldest; nothing younger can have finished.
        int slot = (int)(_frame % _inFlight);
        if (_looks[slot] is not { } look || _frame - look.Frame < _inFlight)
            return false;
        _looks[slot] = null;
        label = look.Label;
        _probabilities[slot].ReadInto(probabilities);
        if (label is not null)
            _features[slot].ReadInto(features);
        return true;
    }

    /// <summary>Forgets whose examples the looks under way are, where they are of one class.</summary>
    public void ForgetLooks(int label)
    {
        for (int i = 0; i < _looks.Length; i++)
        {
            if (_looks[i] is { } look && look.Label == label)
                _looks[i] = look with { Label = null };
        }
        if (_label == label)
            _label = null;
    }

    /// <summary>Notes that a step was begun in this frame.</summary>
    public void StepBegun() => (_begun[0], _begun[1]) = (_begun[1], _frame);

    /// <summary>Records a part of the step under way, and behind its last the copies of what it gave, where no other such copy is under way.</summary>
    public void RecordStep(nint commandBuffer, TimeSpan budget)
    {
        if (!_trainer.RecordSlice(commandBuffer, budget) || _recorded >= 0)
            return;
        _step.Record(commandBuffer);
        (_recorded, _recordedNumber) = (_frame, _trainer.Steps);
    }

    /// <summary>What the copied step gave, where it has finished.</summary>
    public (StepResult Result, IEnumerable<(string, Tensor<float>)> Weights)? TryTakeStep()
    {
        if (_recorded < 0 || _frame - _recorded < _inFlight)
            return null;
        _recorded = -1;
        return _recordedNumber < 0 ? null : (_step.Result(_recordedNumber), _step.Weights());
    }

    /// <summary>Forgets what the copy under way will bring: the weights are others now. Its memory is left alone until it has finished.</summary>
    public void ForgetStep() => _recordedNumber = -1;

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    /// <summary>A look that has been recorded.</summary>
    /// <param name="Frame">The frame it ended in.</param>
    /// <param name="Label">The class it is an example of.</param>
    private readonly record struct PendingLook(long Frame, int? Label);
}
