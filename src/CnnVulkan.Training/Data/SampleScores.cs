namespace CnnVulkan.Training;

/// <summary>Shows a network labelled pictures, in batches, and tells what it says of each.</summary>
public static class SampleScores
{
    private const int UsualBatch = 32;

    /// <summary>A row of scores this near to 1 in sum, with none below 0, is probabilities already.</summary>
    private const float SumTolerance = 1e-2f;

    /// <summary>Takes what a network says of a picture.</summary>
    /// <param name="sample">The picture's number in the data.</param>
    /// <param name="label">Its class.</param>
    /// <param name="probabilities">How likely the network finds each of its classes; overwritten by the next.</param>
    public delegate void Reader(int sample, int label, ReadOnlySpan<float> probabilities);

    /// <summary>Shows all pictures, in their order.</summary>
    /// <param name="model">The network; its first output holds one score or probability per class.</param>
    /// <param name="format">What it is fed.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="device">The device.</param>
    /// <param name="precision">How reals are stored.</param>
    /// <param name="read">Told of each.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ShapeException">The network's output is not one score per class.</exception>
    /// <exception cref="TrainingDataException">There are no pictures, or one cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void ForEach(
        Model model, BatchFormat format, ILabelledData data, VisionDevice device, Precision precision, Reader read, CancellationToken cancellation = default)
    {
        int size = BatchOf(model);
        using var loader = new BatchLoader(data, format, new BatchOptions { BatchSize = size, Training = false, Cancellation = cancellation });
        using Worker worker = MakeWorker(model, device, precision);
        while (loader.TryNext(out LabelledBatch? batch))
        {
            worker.SetInput(batch.Inputs);
            worker.Schedule();
            float[] scores = worker.PeekOutput().Readback().ToFloatArray();
            TensorShape shape = worker.PeekOutput().Shape;
            if (shape.Rank < 2 || shape[0] != size || shape.Count == 0 || shape.Dimensions.Skip(1).Count(d => d != 1) > 1)
                throw new ShapeException($"{model.Name} is no classifier: its output '{model.Outputs[0]}' is {shape}, not one score per class for each of {size} pictures.");
            int classes = shape.Count / size;
            for (int i = 0; i < batch.Count; i++)
            {
                Span<float> row = scores.AsSpan(i * classes, classes);
                ToProbabilities(row);
                read(batch.Samples[i], batch.Labels[i], row);
            }
        }
    }

    /// <summary>Makes the network ready for batches, to see that it can be.</summary>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    internal static Worker MakeWorker(Model model, VisionDevice device, Precision precision) => new(model, device, new WorkerOptions { Precision = precision, BatchSize = BatchOf(model) });

    /// <summary>A model for a fixed number of pictures is shown as many.</summary>
    private static int BatchOf(Model model) => model.Inputs[0].Dimensions[0] ?? UsualBatch;

    /// <summary>The softmax, where the network ends before it.</summary>
    private static void ToProbabilities(Span<float> scores)
    {
        float sum = 0, most = float.NegativeInfinity, least = float.PositiveInfinity;
        foreach (float score in scores)
            (sum, most, least) = (sum + score, MathF.Max(most, score), MathF.Min(least, score));
        if (least >= 0 && MathF.Abs(sum - 1) < SumTolerance)
            return;
        sum = 0;
        foreach (ref float score in scores)
            sum += score = MathF.Exp(score - most);
        foreach (ref float score in scores)
            score /= sum;
    }
}
