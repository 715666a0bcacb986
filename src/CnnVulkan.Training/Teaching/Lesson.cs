namespace CnnVulkan.Training;

/// <summary>What is to be learnt: batches of examples, how far a step goes, and when it is enough.</summary>
internal sealed class Lesson
{
    /// <summary>The step length of a whole block: what is usual for going on with a trained network.</summary>
    private const float BlockRate = 0.005f;

    private readonly TeachableOptions _options;
    private readonly TaughtClasses _classes;
    private int _stepsSinceNews;

    /// <param name="options">How it is taught.</param>
    /// <param name="classes">The classes, with their examples.</param>
    /// <param name="most">How many classes there can be.</param>
    public Lesson(TeachableOptions options, TaughtClasses classes, int most)
    {
        (_options, _classes) = (options, classes);
        // What was loaded was learnt already.
        _stepsSinceNews = options.MostSteps;
        Inputs = new Tensor<float>(new TensorShape([options.BatchSize, .. classes.Shape.Dimensions]));
        Targets = new Tensor<float>(new TensorShape(options.BatchSize, most));
    }

    /// <summary>The batch.</summary>
    public Tensor<float> Inputs { get; }

    /// <summary>Its targets.</summary>
    public Tensor<float> Targets { get; }

    /// <summary>The mean loss of the newest step that has come back since the newest example; infinity before.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether there is something to be learnt.</summary>
    public bool IsOpen => _classes.Examples.ClassesWithExamples >= 2 && !(Loss < _options.RestLoss) && _stepsSinceNews < _options.MostSteps;

    /// <summary>
    /// A step length that suits the examples, whatever their scale: the score of an example moves by about its part of the error.
    /// </summary>
    public float Rate
    {
        get
        {
            float ofHead = 1 / _classes.MeanSquare;
            return _options.LearningRate ?? (_options.Depth == TeachDepth.Head && _options.CutValue is null ? ofHead : Math.Min(BlockRate, ofHead));
        }
    }

    /// <summary>Makes the batch of a step.</summary>
    public void NextBatch(long step)
    {
        _classes.Examples.Fill(_options.Seed, (int)(step % int.MaxValue), Inputs, Targets);
        // Places without a class are no answers, so nothing is learnt about them.
        for (int i = 0; i < Targets.Data.Length; i++)
        {
            if (!_classes.Has(i % Targets.Shape[1]))
                Targets.Data[i] = -1;
        }
        _stepsSinceNews++;
    }

    /// <summary>Takes what a step gave. One that was begun before the newest example says nothing of that.</summary>
    public void Take(StepResult result) => Loss = _stepsSinceNews <= _options.FramesInFlight ? double.PositiveInfinity : result.Loss;

    /// <summary>There are other examples.</summary>
    public void Reopen() => (_stepsSinceNews, Loss) = (0, double.PositiveInfinity);
}
