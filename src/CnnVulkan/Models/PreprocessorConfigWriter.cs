using System.Numerics;
using System.Text.Json;

namespace CnnVulkan.Models;

/// <summary>Writes <c>preprocessor_config.json</c>: what <see cref="PreprocessorConfig"/> reads, every field said.</summary>
internal static class PreprocessorConfigWriter
{
    public static void Write(Stream stream, Preprocessing preprocessing)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteBoolean("do_resize", preprocessing.DoResize);
        if (preprocessing.DoResize)
            WriteSize(json, preprocessing);
        json.WriteNumber("resample", (int)preprocessing.Resample);
        json.WriteBoolean("do_center_crop", preprocessing.DoCenterCrop);
        if (preprocessing.DoCenterCrop)
            WriteExtents(json, "crop_size", preprocessing.CropWidth, preprocessing.CropHeight);
        if (preprocessing.DoGrayscale)
            json.WriteBoolean("do_grayscale", true);
        json.WriteBoolean("do_rescale", preprocessing.DoRescale);
        json.WriteNumber("rescale_factor", preprocessing.RescaleFactor);
        json.WriteBoolean("do_normalize", preprocessing.DoNormalize);
        if (preprocessing.DoNormalize)
        {
            WriteChannels(json, "image_mean", preprocessing.Mean, preprocessing.Channels);
            WriteChannels(json, "image_std", preprocessing.Std, preprocessing.Channels);
        }
        json.WriteBoolean("do_flip_channel_order", preprocessing.FlipChannelOrder);
        json.WriteEndObject();
    }

    private static void WriteSize(Utf8JsonWriter json, Preprocessing preprocessing)
    {
        if (preprocessing.ShortestEdge is not { } edge)
        {
            WriteExtents(json, "size", preprocessing.Width, preprocessing.Height);
            return;
        }
        json.WriteStartObject("size");
        json.WriteNumber("shortest_edge", edge);
        json.WriteEndObject();
    }

    private static void WriteExtents(Utf8JsonWriter json, string name, int width, int height)
    {
        json.WriteStartObject(name);
        json.WriteNumber("height", height);
        json.WriteNumber("width", width);
        json.WriteEndObject();
    }

    private static void WriteChannels(Utf8JsonWriter json, string name, Vector3 channels, int count)
    {
        json.WriteStartArray(name);
        foreach (float number in new[] { channels.X, channels.Y, channels.Z }.Take(count))
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
