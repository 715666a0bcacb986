using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Lists the networks that can be made by name.</summary>
internal sealed class NetworksCommand : ToolCommand
{
    public NetworksCommand(CommonOptions common, CancellationToken interrupt)
        : base("networks", "List the networks that every command takes by name: trained ones that came with the program, and untrained ones.", common, interrupt)
    {
    }

    protected override int Execute(CommandContext context)
    {
        if (context.Json)
        {
            context.WriteJson(Describe);
            return 0;
        }
        IReadOnlyList<Model> trained = Trained();
        if (trained.Count > 0)
            context.WriteTable(TableOf(trained));
        context.Output.WriteLine(trained.Count > 0
            ? $"{trained.Count} trained {(trained.Count == 1 ? "network" : "networks")} that came with the program."
            : "No trained network came with the program.");
        context.Output.WriteLine();
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in new[] { "name", "network", "input", "classes", "year", "paper" })
            table.AddColumn(column);
        foreach (NetworkInfo network in NetworkCatalog.All)
        {
            table.AddRow(
                new Text(network.Name), new Text(network.Description), new Text(network.Input.ToString()), new Text(network.Classes.ToString()),
                new Text(network.Year.ToString()), new Text(network.Paper));
        }
        context.WriteTable(table);
        context.Output.WriteLine($"{NetworkCatalog.All.Length} networks, with untrained weights (--seed, --initialization); --width and --classes make others of them.");
        return 0;
    }

    private static IReadOnlyList<Model> Trained()
        => [.. BundledModels.Installed.Names.Select(n => ModelLoader.Load(BundledModels.Installed.FolderOf(n)!))];

    private static Table TableOf(IReadOnlyList<Model> trained)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in new[] { "name", "input", "classes" })
            table.AddColumn(column);
        foreach (Model model in trained)
            table.AddRow(new Text(model.Name), new Text(string.Join(", ", model.Inputs)), new Text(model.Labels is { } labels ? string.Join(", ", labels) : ""));
        return table;
    }

    private static void Describe(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Model model in Trained())
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteBoolean("trained", true);
            json.WriteStartArray("input");
            foreach (int? extent in model.Inputs[0].Dimensions is { IsDefault: false } known ? known : [])
            {
                // The batch is commonly left open.
                if (extent is { } fixedExtent)
                    json.WriteNumberValue(fixedExtent);
                else
                    json.WriteNullValue();
            }
            json.WriteEndArray();
            json.WriteStartArray("labels");
            foreach (string label in model.Labels ?? (IEnumerable<string>)[])
                json.WriteStringValue(label);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        foreach (NetworkInfo network in NetworkCatalog.All)
        {
            json.WriteStartObject();
            json.WriteString("name", network.Name);
            json.WriteStartArray("aliases");
            foreach (string alias in network.Aliases)
                json.WriteStringValue(alias);
            json.WriteEndArray();
            json.WriteString("description", network.Description);
            json.WriteStartArray("input");
            foreach (int extent in network.Input.Dimensions)
                json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteNumber("classes", network.Classes);
            json.WriteNumber("year", network.Year);
            json.WriteString("paper", network.Paper);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
