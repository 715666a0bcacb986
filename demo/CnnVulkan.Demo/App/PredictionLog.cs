using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CnnVulkan.Demo.Vision;

namespace CnnVulkan.Demo.App;

/// <summary>Results as lines of JSON: the frame, the likeliest classes, what it really is where that is known, and how long the GPU took.</summary>
internal sealed class PredictionLog(Stream stream) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(VisionResult result)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("frame", result.Frame);
            json.WriteStartArray("top");
            foreach (Prediction prediction in result.Predictions)
            {
                json.WriteStartObject();
                json.WriteNumber("index", prediction.Index);
                json.WriteString("label", prediction.Label);
                json.WriteNumber("probability", prediction.Probability);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (result.Truth is { } truth)
                json.WriteString("truth", truth);
            // The only value that differs from run to run.
            json.WriteNumber("gpu_ms", Math.Round(result.GpuMilliseconds, 3));
            json.WriteEndObject();
        }
        stream.Write(Encoding.ASCII.GetBytes("\n"));
    }

    public void Dispose() => stream.Dispose();
}
