using CnnVulkan.Dispatching;

namespace CnnVulkan.Training;

/// <summary>Where the CPU reads what one of the steps under way gave; freed with the executor.</summary>
internal sealed class StepReadback(VisionDevice device, PlanExecutor executor)
{
    private readonly ReadbackSlot _losses = Slot(device, executor, TrainingGraph.Losses);
    private readonly ReadbackSlot _hits = Slot(device, executor, TrainingGraph.Hits);
    private readonly ReadbackSlot _norm = Slot(device, executor, TrainingGraph.Norm);

    /// <summary>Whether a step was submitted whose results were not collected.</summary>
    public bool IsPending { get; private set; }

    /// <summary>That step.</summary>
    public long Step { get; private set; }

    /// <summary>Its submission.</summary>
    public ulong Submission { get; private set; }

    /// <summary>Adds the copies behind the step.</summary>
    public void AddTo(Submission submission)
    {
        submission.Add(_losses.Commands);
        submission.Add(_hits.Commands);
        submission.Add(_norm.Commands);
    }

    /// <summary>Notes the step that was submitted.</summary>
    public void Submitted(ulong submission, long step) => (IsPending, Submission, Step) = (true, submission, step);

    /// <summary>What the step gave; waits for it.</summary>
    public StepResult Collect()
    {
        executor.Timeline.Wait(Submission);
        IsPending = false;
        return new StepResult(Step, Sum(_losses) / _losses.View.Count, (int)Math.Round(Sum(_hits)), _hits.View.Count, Sum(_norm));
    }

    private static ReadbackSlot Slot(VisionDevice device, PlanExecutor executor, string name)
        => executor.Own(new ReadbackSlot(device, executor.Pool, name, executor.Plan.Outputs[name], executor.Arena));

    private static double Sum(ReadbackSlot slot)
    {
        slot.Buffer.Invalidate();
        Span<float> elements = stackalloc float[Math.Min(slot.View.Count, 4096)];
        if (slot.View.Count > elements.Length)
            elements = new float[slot.View.Count];
        slot.Read(elements);
        double sum = 0;
        foreach (float element in elements)
            sum += element;
        return sum;
    }
}
