using System.CommandLine;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws the project's own picture, for trying things without one.</summary>
internal sealed class SceneCommand : ToolCommand
{
    private readonly Option<string> _out = new("--out") { Description = "The PNG file to write.", Required = true, HelpName = "FILE.png" };

    public SceneCommand(CommonOptions common, CancellationToken interrupt)
        : base("scene", "Draw the project's own test picture.", common, interrupt)
        => Options.Add(_out);

    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_out);
        using var file = new OutputFile(path);
        Canvas scene = TestScene.Draw();
        PictureFile.SavePng(scene, file.Stream);
        file.Commit();
        if (context.Json)
            context.WriteJson(json => Describe(json, path, scene));
        else
            context.Output.WriteLine($"Drew {path} ({scene.Width}×{scene.Height}).");
        return 0;
    }

    private static void Describe(System.Text.Json.Utf8JsonWriter json, string path, Canvas scene)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteNumber("width", scene.Width);
        json.WriteNumber("height", scene.Height);
        json.WriteEndObject();
    }
}
