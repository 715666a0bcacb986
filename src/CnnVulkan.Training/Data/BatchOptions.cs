namespace CnnVulkan.Training;

/// <summary>Which batches a <see cref="BatchLoader"/> makes.</summary>
public sealed record BatchOptions
{
    /// <summary>Samples per batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Whether to train: epochs follow each other without end, each in an order of its own, and what does not fill a batch is left out of
    /// its epoch. Else all samples come once, in their order.
    /// </summary>
    public bool Training { get; init; } = true;

    /// <summary>Decides the order and everything that is random in the samples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How samples are varied; while evaluating they should not be.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>The epoch to begin with, from 0.</summary>
    public int FirstEpoch { get; init; }

    /// <summary>The step of that epoch to begin with.</summary>
    public int FirstStep { get; init; }

    /// <summary>Threads that make batches; null for one less than there are processors, at most 8. The batches are the same.</summary>
    public int? Threads { get; init; }

    /// <summary>Batches in memory, the one in use among them; null for two more than threads.</summary>
    public int? Ring { get; init; }

    /// <summary>Ends the work; the caller who waits for a batch gets an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
