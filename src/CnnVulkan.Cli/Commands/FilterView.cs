using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws the filters of a convolution layer. Needs no GPU.</summary>
internal static class FilterView
{
    /// <summary>What fits a screen: filters of one tile each, and rows and columns of single channels.</summary>
    private const int UsualTiles = 256;
    private const int UsualRows = 32;

    public static int Run(CommandContext context, Model model, string? layer, ChannelChoice choice, FilterScale scale, string path)
    {
        LayerFilters filters = LayerFilters.Of(model, layer);
        var tiles = new FilterTiles(filters.Weights, scale, Preprocessing.For(model).FlipChannelOrder);
        int[] shown = choice.Of(filters.Layer, filters.Count, tiles.IsColor || tiles.Channels == 1 ? UsualTiles : UsualRows);
        int channels = Math.Min(filters.Channels, choice.Most ?? UsualRows);
        using var file = new OutputFile(path);
        string line = Describe(filters, tiles, shown.Length, channels);
        PictureFile.SavePng(FilterSheet.Draw(tiles, shown, channels, $"{model.Name}  {filters.Layer}", line), file.Stream);
        file.Commit();
        if (context.Json)
            context.WriteJson(json => Write(json, path, filters, tiles, shown));
        else
            context.Output.WriteLine($"Wrote {path}: {filters.Layer}, {line}.");
        return 0;
    }

    private static string Describe(LayerFilters filters, FilterTiles tiles, int shown, int channels)
    {
        var parts = new List<string> { $"{filters.Count} filters of {string.Join('×', filters.Weights.Shape.Dimensions.Skip(1))}" };
        if (filters.Groups > 1)
            parts.Add($"{filters.Groups} groups");
        (float least, float greatest) = (filters.Weights.Data.Min(), filters.Weights.Data.Max());
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"weights {least:g3} to {greatest:g3}"));
        if (shown < filters.Count)
            parts.Add($"{shown} of {filters.Count} filters shown");
        if (!tiles.IsColor && channels < filters.Channels)
            parts.Add($"the first {channels} of {filters.Channels} channels each");
        return string.Join(", ", parts);
    }

    private static void Write(Utf8JsonWriter json, string path, LayerFilters filters, FilterTiles tiles, int[] shown)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteString("layer", filters.Layer);
        json.WriteNumber("filters", filters.Count);
        json.WriteNumber("channels", filters.Channels);
        json.WriteStartArray("kernel");
        foreach (int extent in filters.Weights.Shape.Dimensions.Skip(2))
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteNumber("groups", filters.Groups);
        json.WriteStartArray("shown");
        foreach (int index in shown)
        {
            (float least, float greatest) = tiles.Range(index);
            double squares = 0;
            foreach (float weight in tiles.Filter(index))
                squares += (double)weight * weight;
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteReal("least", least);
            json.WriteReal("greatest", greatest);
            json.WriteReal("norm", Math.Sqrt(squares));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
