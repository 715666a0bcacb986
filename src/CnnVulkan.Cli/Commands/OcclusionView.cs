using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws where on a picture a classifier looks.</summary>
internal static class OcclusionView
{
    /// <summary>The picture is enlarged by a whole factor to about this edge.</summary>
    private const int Extent = 448;

    public static int Run(CommandContext context, Model model, string picture, string path, OcclusionOptions options)
    {
        ImageView image = PictureFile.Load(picture);
        using var file = new OutputFile(path);
        OcclusionMap map = Map(context, model, image, options);
        int factor = Math.Max((int)Math.Round((double)Extent / Math.Max(map.Width, map.Height)), 1);
        using var seen = new SeenPicture(context.Device, Preprocessing.For(model), factor);
        string title = string.Create(CultureInfo.InvariantCulture, $"{map.Class.Label}  {map.Class.Probability:0.000}");
        string line = $"{model.Name}: how far this score falls with a grey square of {map.Square}×{map.Square} at each place, {map.Step} apart";
        string caption = $"{Path.GetFileName(picture)}: the part that the network sees, at {map.Width}×{map.Height}";
        PictureFile.SavePng(OcclusionSheet.Draw(map, seen.Draw(image), title, line, caption), file.Stream);
        file.Commit();
        if (context.Json)
            context.WriteJson(json => Write(json, path, picture, map));
        else
            Tell(context, path, picture, map);
        return 0;
    }

    private static OcclusionMap Map(CommandContext context, Model model, ImageView image, OcclusionOptions options)
    {
        VisionDevice device = context.Device;
        if (context.ProgressConsole() is not { } console)
            return OcclusionMap.Of(model, device, image, options, progress: null, context.Interrupt);
        return console.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("Covering places");
            var told = new ProgressOf(done => (task.MaxValue, task.Value) = (done.All, done.Done));
            return OcclusionMap.Of(model, device, image, options, told, context.Interrupt);
        });
    }

    private static void Tell(CommandContext context, string path, string picture, OcclusionMap map)
    {
        (int row, int column) = OcclusionSheet.Strongest(map);
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{picture}: {map.Class.Label} {map.Class.Probability:0.00000}; least {map.Scores[row * map.Columns + column]:0.00000} with {map.Covered(row, column)} covered."));
        context.Output.WriteLine($"Wrote {path}: {map.Rows}×{map.Columns} places.");
    }

    private static void Write(Utf8JsonWriter json, string path, string picture, OcclusionMap map)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteString("file", picture);
        json.WriteNumber("index", map.Class.Index);
        json.WriteString("label", map.Class.Label);
        json.WriteReal("probability", map.Class.Probability);
        json.WriteNumber("width", map.Width);
        json.WriteNumber("height", map.Height);
        json.WriteNumber("square", map.Square);
        json.WriteNumber("step", map.Step);
        json.WriteStartArray("covered");
        for (int row = 0; row < map.Rows; row++)
        {
            json.WriteStartArray();
            for (int column = 0; column < map.Columns; column++)
                json.WriteRealValue(map.Scores[row * map.Columns + column]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reports at once; .NET's own Progress does so some time later, on another thread.</summary>
    private sealed class ProgressOf(Action<(int Done, int All)> report) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => report(value);
    }
}
