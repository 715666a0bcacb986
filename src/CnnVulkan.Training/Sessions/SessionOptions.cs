namespace CnnVulkan.Training;

/// <summary>A training from beginning to end: how long, at which rates, with what pictures, and what is kept.</summary>
public sealed record SessionOptions
{
    /// <summary>How often all pictures are seen.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>The learning rate of each step; null for 0.01 throughout.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>How pictures are varied each time they are seen.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>Decides the order of the pictures, how they are varied, and what dropout drops.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>After this long the training ends as if it had been told to; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>After so many epochs without a better validation the training ends; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>Where the state is kept to go on from; null for nowhere. Written behind each epoch and every <see cref="CheckpointInterval"/>, but on a slow disk so seldom that it takes a twentieth of the time, and at the end.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>How often the state is kept within an epoch, where <see cref="CheckpointPath"/> is given.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether a state that lies at <see cref="CheckpointPath"/> is gone on from.</summary>
    public bool Resume { get; init; }
}
