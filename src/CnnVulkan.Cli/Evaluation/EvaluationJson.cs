using System.Text.Json;
using CnnVulkan.Cli.Output;

namespace CnnVulkan.Cli.Evaluation;

/// <summary>An evaluation for machines.</summary>
internal static class EvaluationJson
{
    public static void Write(Utf8JsonWriter json, Model model, EvaluationResult result, double seconds)
    {
        json.WriteStartObject();
        json.WriteString("model", model.Name);
        json.WriteNumber("count", result.Count);
        json.WriteReal("top1", result.Top1);
        json.WriteReal("top5", result.Top5);
        json.WriteReal("loss", result.Loss);
        json.WriteReal("seconds", seconds, 3);
        json.WriteStartArray("classes");
        for (int i = 0; i < result.Classes.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("label", result.Classes[i]);
            json.WriteNumber("count", result.CountOf(i));
            json.WriteReal("precision", result.Precision(i));
            json.WriteReal("recall", result.Recall(i));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        // A row per class, a column per class it was taken for, the last for what is no class of the data.
        json.WriteStartArray("confusion");
        for (int row = 0; row < result.Classes.Count; row++)
        {
            json.WriteStartArray();
            for (int i = 0; i <= result.Classes.Count; i++)
                json.WriteNumberValue(result.Confusion[row, i]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
