using CnnVulkan.Training;

namespace CnnVulkan.Cli.Evaluation;

/// <summary>Counts what a network says of labelled pictures.</summary>
internal static class Evaluator
{
    /// <exception cref="CommandException">The network's classes are not the data's.</exception>
    /// <exception cref="ShapeException">The network's output is not one score per class.</exception>
    public static EvaluationResult Run(Model model, BatchFormat format, ILabelledData data, VisionDevice device, Precision precision, CancellationToken cancellation)
    {
        EvaluationResult? result = null;
        SampleScores.ForEach(
            model,
            format,
            data,
            device,
            precision,
            (sample, label, probabilities) =>
            {
                result ??= new EvaluationResult(data.Classes, ClassMatch.Of(data.Classes, model.Labels, probabilities.Length, model.Name));
                result.Add(sample, label, probabilities);
            },
            cancellation);
        return result!;
    }
}
