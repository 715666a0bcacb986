namespace CnnVulkan.Training;

/// <summary>How a <see cref="TeachableClassifier"/> is taught. Everything has a default.</summary>
public sealed record TeachableOptions
{
    /// <summary>How many classes can be taught.</summary>
    public int MaxClasses { get; init; } = 8;

    /// <summary>How much of the network is taught.</summary>
    public TeachDepth Depth { get; init; } = TeachDepth.Head;

    /// <summary>
    /// The value of the network behind which all is taught, instead of what <see cref="Depth"/> says; every path from the picture to the scores
    /// must pass through it.
    /// </summary>
    public string? CutValue { get; init; }

    /// <summary>How many examples a step of training sees: the classes take turns.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How many examples of a class are kept; a further one takes the place of the oldest.</summary>
    public int MaxExamples { get; init; } = 200;

    /// <summary>Bytes of memory that all examples together may take; fewer are kept where they are large.</summary>
    public long MaxExampleBytes { get; init; } = 256L << 20;

    /// <summary>How fast weights follow their gradients; null for what suits the examples.</summary>
    public float? LearningRate { get; init; }

    /// <summary>Training rests when the loss is below this, in nats, until there is a new example.</summary>
    public double RestLoss { get; init; } = 0.1;

    /// <summary>Training rests after so many steps without a new example, whatever the loss.</summary>
    public int MostSteps { get; init; } = 600;

    /// <summary>The part of a frame's budget that training takes while there is something to learn, 0 to 1; looking takes the rest.</summary>
    public double TrainingShare { get; init; } = 0.5;

    /// <summary>
    /// How many frames of the host may be under way, at least as many as there are: when a frame is recorded, the one so many before it has
    /// been finished by the GPU.
    /// </summary>
    public int FramesInFlight { get; init; } = 3;

    /// <summary>How the network that looks stores real numbers; training is done in 32 bits.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>What examples are drawn by.</summary>
    public int Seed { get; init; } = 1;
}
