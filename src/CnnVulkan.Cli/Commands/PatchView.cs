using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws which patches of a folder's pictures excite the channels of a layer most.</summary>
internal static class PatchView
{
    private const int UsualChannels = 8;

    /// <summary>Pictures from which on a progress bar is worth its line.</summary>
    private const int ManyPictures = 8;

    public static int Run(CommandContext context, Model model, string folder, string? tensor, ChannelChoice choice, int top, Precision precision, string path)
    {
        if (!Directory.Exists(folder) && !File.Exists(folder))
            throw new CommandException($"{folder}: no such folder.");
        IReadOnlyList<string> pictures = PictureFile.Find([folder]);
        string value = tensor ?? (LayerFilters.Layers(model) is [var first, ..] ? first : model.Outputs[0]);
        // A layer of one value is told by its own name, whichever way it was asked for.
        string layer = model.Graph.Nodes.FirstOrDefault(n => n.Outputs is [var only] && only == value)?.Name ?? value;
        using var file = new OutputFile(path);
        using var search = new PatchSearch(model, context.Device, value, top, precision);
        int broken = AddAll(context, search, pictures, () => _ = search.Channels == 0 ? [] : choice.Of(layer, search.Channels, UsualChannels));
        if (broken == pictures.Count)
            throw new CommandException($"None of the {pictures.Count} pictures in '{folder}' could be used.");
        int[] shown = choice.Of(layer, search.Channels, UsualChannels);
        (int Channel, string? Name, IReadOnlyList<Patch> Patches)[] rows =
            [.. shown.Select(c => (c, model.Labels?.Count == search.Channels ? model.Labels[c] : null, (IReadOnlyList<Patch>)search.Best(c)))];
        string line = Describe(rows, pictures.Count - broken, search.Channels);
        var tiles = new PatchTiles(context.Device, Preprocessing.For(model), rows.SelectMany(r => r.Patches));
        PictureFile.SavePng(PatchSheet.Draw(rows, tiles.Tile, $"{model.Name}  {layer}", line), file.Stream);
        file.Commit();
        if (context.Json)
            context.WriteJson(json => Write(json, path, layer, rows));
        else
            context.Output.WriteLine($"Wrote {path}: {layer}, {line}.");
        return broken == 0 ? 0 : 1;
    }

    /// <summary>A picture that cannot be used is reported; the others still run.</summary>
    /// <param name="check">Called after each picture: a channel that is not there is told after the first.</param>
    private static int AddAll(CommandContext context, PatchSearch search, IReadOnlyList<string> pictures, Action check)
    {
        if (pictures.Count < ManyPictures || context.ProgressConsole() is not { } console)
            return AddAll(context.Interrupt, search, pictures, context.Report, check);
        var problems = new List<string>();
        int broken = console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("Looking at pictures", maxValue: pictures.Count);
            return AddAll(context.Interrupt, search, pictures, problems.Add, () =>
            {
                task.Increment(1);
                check();
            });
        });
        problems.ForEach(context.Report);
        return broken;
    }

    private static int AddAll(CancellationToken interrupt, PatchSearch search, IReadOnlyList<string> pictures, Action<string> report, Action advance)
    {
        int broken = 0;
        foreach (string picture in pictures)
        {
            interrupt.ThrowIfCancellationRequested();
            try
            {
                search.Add(picture, PictureFile.Load(picture));
            }
            catch (Exception failure) when (failure is CommandException or ShapeException)
            {
                report($"{picture}: {failure.Message.Replace($"{picture}: ", "", StringComparison.Ordinal)}");
                broken++;
            }
            advance();
        }
        return broken;
    }

    private static string Describe((int Channel, string? Name, IReadOnlyList<Patch> Patches)[] rows, int pictures, int channels)
    {
        PixelArea largest = rows.SelectMany(r => r.Patches).Select(p => p.Area).OrderByDescending(a => a.Width * a.Height).FirstOrDefault();
        return $"what excites {(rows.Length == channels ? "the" : $"{rows.Length} of")} {channels} channels most on {pictures} "
            + $"picture{(pictures == 1 ? "" : "s")}; each value sees {largest.Width}×{largest.Height} pixels";
    }

    private static void Write(Utf8JsonWriter json, string path, string layer, (int Channel, string? Name, IReadOnlyList<Patch> Patches)[] rows)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteString("layer", layer);
        json.WriteStartArray("channels");
        foreach ((int channel, string? name, IReadOnlyList<Patch> patches) in rows)
        {
            json.WriteStartObject();
            json.WriteNumber("channel", channel);
            if (name is not null)
                json.WriteString("label", name);
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
}
