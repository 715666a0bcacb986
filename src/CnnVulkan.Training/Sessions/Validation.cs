namespace CnnVulkan.Training;

/// <summary>Judges a network by labelled pictures: what it says of each is compared with the labels, which are its classes in their order.</summary>
internal static class Validation
{
    /// <summary>A probability of 0 for what is true has no logarithm.</summary>
    private const double LeastProbability = 1e-12;

    /// <summary>The mean loss and the share that is right.</summary>
    /// <param name="model">The network.</param>
    /// <param name="device">The device.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="format">What the network is fed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (double Loss, double Accuracy) Run(Model model, VisionDevice device, ILabelledData data, BatchFormat format, CancellationToken cancellation)
    {
        double loss = 0;
        int hits = 0;
        SampleScores.ForEach(
            model,
            format,
            data,
            device,
            Precision.Float32,
            (_, label, probabilities) =>
            {
                int best = 0;
                for (int i = 1; i < probabilities.Length; i++)
                    best = probabilities[i] > probabilities[best] ? i : best;
                hits += best == label ? 1 : 0;
                loss -= Math.Log(Math.Max(probabilities[label], LeastProbability));
            },
            cancellation);
        return (loss / data.Count, (double)hits / data.Count);
    }
}
