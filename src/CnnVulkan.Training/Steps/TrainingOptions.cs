namespace CnnVulkan.Training;

/// <summary>How a network is trained. What changes from step to step, the learning rate, is given with the step.</summary>
public sealed record TrainingOptions
{
    /// <summary>How many samples a step sees.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How weights follow their gradients.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd();

    /// <summary>The longest gradient, over all weights: a longer one is scaled down to it. Null for no limit.</summary>
    public float? MaxGradientNorm { get; init; }

    /// <summary>How much of a moving average of the weights is kept at each step, such as 0.999; null for none. With one, the average is what is saved.</summary>
    public float? AverageDecay { get; init; }

    /// <summary>Which weights stay as they are, by the name the file gives them; null for none.</summary>
    public Func<string, bool>? Frozen { get; init; }

    /// <summary>
    /// Whether batch normalisation keeps the averages it has instead of measuring each batch: for few samples, whose own averages would say
    /// nothing. Its scale and bias are trained all the same.
    /// </summary>
    public bool FrozenStatistics { get; init; }

    /// <summary>Whether each dispatch of a step is timed, for <see cref="Trainer.Profile"/>; it takes a little longer then.</summary>
    public bool Profile { get; init; }

    /// <summary>What dropout is drawn from.</summary>
    public int Seed { get; init; } = 1;
}
