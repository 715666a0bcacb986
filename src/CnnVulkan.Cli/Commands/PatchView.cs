using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws which patches of a folder's pictures excite the channels of a layer most.</summary>
internal static class PatchView
{
    private const int UsualChannels = 8;

    public static int Run(CommandContext context, Model model, string folder, string? layer, ChannelChoice choice, int top, Precision precision, string path)
    {
        if (!Directory.Exists(folder) && !File.Exists(folder))
            throw new CommandException($"{folder}: no such folder.");
        IReadOnlyList<string> pictures = PictureFile.Find([folder]);
        layer ??= LayerFilters.Layers(model).FirstOrDefault() ?? model.Outputs[0];
        // What is told is the layer's name, whichever way it was asked for.
        layer = model.Graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(layer))?.Name ?? layer;
        using var file = new OutputFile(path);
        using var search = new PatchSearch(model, context.Device, layer, top, precision);
        int broken = AddAll(context, search, pictures, () => choice.Of(layer, search.Channels, UsualChannels));
        if (broken == pictures.Count)
            throw new CommandException($"None of the {pictures.Count} pictures in '{folder}' could be used.");
        int[] shown = choice.Of(layer, search.Channels, UsualChannels);
        (int Channel, IReadOnlyList<Patch> Patches)[] rows = [.. shown.Select(c => (c, (IReadOnlyList<Patch>)search.Best(c)))];
        string line = Describe(rows, pictures.Count - broken, search.Channels);
        using (var tiles = new TileSource(context.Device, Preprocessing.For(model), rows.SelectMany(r => r.Patches)))
            PictureFile.SavePng(PatchSheet.Draw(rows, tiles.Tile, $"{model.Name}  {layer}", line), file.Stream);
        file.Commit();
        if (context.Json)
            context.WriteJson(json => Write(json, path, layer, rows));
        else
            context.Output.WriteLine($"Wrote {path}: {layer}, {line}.");
        return broken == 0 ? 0 : 1;
    }

    /// <summary>A picture that cannot be used is reported; the others still run.</summary>
    /// <param name="check">Called after each picture: a channel that is not there is found at the first one.</param>
    private static int AddAll(CommandContext context, PatchSearch search, IReadOnlyList<string> pictures, Action check)
    {
        int broken = 0;
        foreach (string picture in pictures)
        {
            context.Interrupt.ThrowIfCancellationRequested();
            try
            {
                search.Add(picture, PictureFile.Load(picture));
            }
            catch (Exception failure) when (failure is CommandException or ShapeException)
            {
                context.Report($"{picture}: {failure.Message.Replace($"{picture}: ", "", StringComparison.Ordinal)}");
                broken++;
                continue;
            }
            check();
        }
        return broken;
    }

    private static string Describe((int Channel, IReadOnlyList<Patch> Patches)[] rows, int pictures, int channels)
    {
        PixelArea largest = rows.SelectMany(r => r.Patches).Select(p => p.Area).OrderByDescending(a => a.Width * a.Height).FirstOrDefault();
        return $"what excites {(rows.Length == channels ? "the" : $"{rows.Length} of")} {channels} channels most on {pictures} "
            + $"picture{(pictures == 1 ? "" : "s")}; each value sees {largest.Width}×{largest.Height} pixels";
    }

    private static void Write(Utf8JsonWriter json, string path, string layer, (int Channel, IReadOnlyList<Patch> Patches)[] rows)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteString("layer", layer);
        json.WriteStartArray("channels");
        foreach ((int channel, IReadOnlyList<Patch> patches) in rows)
        {
            json.WriteStartObject();
            json.WriteNumber("channel", channel);
            json.WriteStartArray("patches");
            foreach (Patch patch in patches)
                Write(json, patch);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Patch patch)
    {
        json.WriteStartObject();
        json.WriteString("file", patch.Picture);
        json.WriteReal("activation", patch.Activation);
        json.WriteNumber("row", patch.Row);
        json.WriteNumber("column", patch.Column);
        json.WriteNumber("left", patch.Area.Left);
        json.WriteNumber("top", patch.Area.Top);
        json.WriteNumber("width", patch.Area.Width);
        json.WriteNumber("height", patch.Area.Height);
        json.WriteEndObject();
    }

    /// <summary>Cuts the tiles picture by picture, so that each picture is read once and none is kept.</summary>
    private sealed class TileSource : IDisposable
    {
        private readonly SeenPicture _seen;
        private readonly Dictionary<Patch, Canvas> _tiles = [];

        public TileSource(VisionDevice device, Preprocessing preprocessing, IEnumerable<Patch> patches)
        {
            _seen = new SeenPicture(device, preprocessing);
            foreach (IGrouping<string, Patch> picture in patches.GroupBy(p => p.Picture))
            {
                Canvas seen = _seen.Draw(PictureFile.Load(picture.Key));
                foreach (Patch patch in picture)
                    _tiles[patch] = PatchTile.Cut(seen, patch.Area, PatchSheet.TileExtent);
            }
        }

        public Canvas Tile(Patch patch) => _tiles[patch];

        public void Dispose() => _seen.Dispose();
    }
}
