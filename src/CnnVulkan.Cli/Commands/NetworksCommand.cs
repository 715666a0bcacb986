using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Lists the networks that can be made by name.</summary>
internal sealed class NetworksCommand : ToolCommand
{
    public NetworksCommand(CommonOptions common, CancellationToken interrupt)
        : base("networks", "List the networks that every command takes by name.", common, interrupt)
    {
    }

    protected override int Execute(CommandContext context)
    {
        if (context.Json)
        {
            context.WriteJson(Describe);
            return 0;
        }
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

    private static void Describe(Utf8JsonWriter json)
    {
        json.WriteStartArray();
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
