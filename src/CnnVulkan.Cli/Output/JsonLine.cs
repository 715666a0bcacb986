using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CnnVulkan.Cli.Output;

/// <summary>JSON values, one line each. By hand, not by reflection: that would cost every start 50 ms.</summary>
internal static class JsonLine
{
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write) => output.WriteLine(Of(write));

    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>A number; null where it is not finite, which JSON cannot say.</summary>
    public static void WriteReal(this Utf8JsonWriter json, string name, double value, int digits = 6)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, Math.Round(value, digits));
        else
            json.WriteNull(name);
    }

    /// <summary>An element of an array, likewise.</summary>
    public static void WriteRealValue(this Utf8JsonWriter json, double value, int digits = 6)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(Math.Round(value, digits));
        else
            json.WriteNullValue();
    }
}
