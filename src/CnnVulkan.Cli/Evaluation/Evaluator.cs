using CnnVulkan.Training;

namespace CnnVulkan.Cli.Evaluation;

/// <summary>Shows a network labelled pictures, in batches.</summary>
internal static class Evaluator
{
    private const int UsualBatch = 32;

    /// <summary>A row of scores this near to 1 in sum, with none below 0, is probabilities already.</summary>
    private const float SumTolerance = 1e-2f;

    /// <exception cref="CommandException">The network's output is not one score per class, or its classes are not the data's.</exception>
    public static EvaluationResult Run(Model model, BatchFormat format, ILabelledData data, VisionDevice device, Precision precision, CancellationToken cancellation)
    {
        // A model for a fixed number of pictures is shown as many.
        int size = model.Inputs[0].Dimensions[0] ?? UsualBatch;
        using var loader = new BatchLoader(data, format, new BatchOptions { BatchSize = size, Training = false, Cancellation = cancellation });
        using var worker = new Worker(model, device, new WorkerOptions { Precision = precision, BatchSize = size });
        EvaluationResult? result = null;
        float[] row = [];
        while (loader.TryNext(out LabelledBatch? batch))
        {
            worker.SetInput(batch.Inputs);
            worker.Schedule();
            float[] scores = worker.PeekOutput().Readback().ToFloatArray();
            if (result is null)
            {
                TensorShape shape = worker.PeekOutput().Shape;
                if (shape.Rank < 2 || shape[0] != size || shape.Count == 0 || shape.Dimensions.Skip(1).Count(d => d != 1) > 1)
                    throw new CommandException($"{model.Name} is no classifier: its output '{model.Outputs[0]}' is {shape}, not one score per class for each of {size} pictures.");
                row = new float[shape.Count / size];
                result = new EvaluationResult(data.Classes, ClassMatch.Of(data.Classes, model.Labels, row.Length, model.Name));
            }
            for (int i = 0; i < batch.Count; i++)
            {
                scores.AsSpan(i * row.Length, row.Length).CopyTo(row);
                ToProbabilities(row);
                result.Add(batch.Samples[i], batch.Labels[i], row);
            }
        }
        return result!;
    }

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
