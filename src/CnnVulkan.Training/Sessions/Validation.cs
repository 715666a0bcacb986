using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>Judges a network by labelled pictures, as it is used: what it says of each batch is compared with the labels.</summary>
internal static class Validation
{
    /// <summary>A probability of 0 for what is true has no logarithm.</summary>
    private const double LeastProbability = 1e-12;

    /// <summary>The mean loss and the share that is right.</summary>
    /// <param name="graph">The network; its first output holds probabilities, or scores.</param>
    /// <param name="isProbability">Which of both.</param>
    /// <param name="device">The device.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="format">What the network is fed.</param>
    /// <param name="batch">How many at once.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (double Loss, double Accuracy) Run(
        Graph graph, bool isProbability, VisionDevice device, ILabelledData data, BatchFormat format, int batch, CancellationToken cancellation)
    {
        using var loader = new BatchLoader(data, format, new BatchOptions { BatchSize = batch, Training = false, Cancellation = cancellation });
        using var worker = new Worker(graph, device);
        double loss = 0;
        int hits = 0;
        while (loader.TryNext(out LabelledBatch? samples))
        {
            worker.SetInput(samples.Inputs);
            worker.Schedule();
            float[] scores = ((Tensor<float>)worker.PeekOutput().Readback()).Data;
            int classes = scores.Length / batch;
            for (int i = 0; i < samples.Count; i++)
            {
                ReadOnlySpan<float> row = scores.AsSpan(i * classes, classes);
                hits += Best(row) == samples.Labels[i] ? 1 : 0;
                loss -= Math.Log(Math.Max(isProbability ? row[samples.Labels[i]] : Probability(row, samples.Labels[i]), LeastProbability));
            }
        }
        return (loss / data.Count, (double)hits / data.Count);
    }

    private static int Best(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }
        return best;
    }

    private static double Probability(ReadOnlySpan<float> scores, int index)
    {
        double most = scores[Best(scores)], sum = 0;
        foreach (float score in scores)
            sum += Math.Exp(score - most);
        return Math.Exp(scores[index] - most) / sum;
    }
}
