using System.CommandLine;
using System.Text.Json;
using CnnVulkan.Cli.Output;

namespace CnnVulkan.Cli.Commands;

/// <summary>Writes a network as an ONNX file or a model folder.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private readonly Argument<string> _model = new("NAME|MODEL")
    {
        Description = "A network by name, such as resnet18, with untrained weights; or an .onnx file or model folder to write anew.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The .onnx file to write; or, with a slash at its end, a folder for model.onnx, preprocessor_config.json and config.json.",
        Required = true,
        HelpName = "F.onnx|DIR/",
    };

    private readonly Option<int?> _opset = new("--opset")
    {
        Description = "The version of ONNX's operator set to write, 7 to 24. Default: 17 where it has everything the network uses.",
        HelpName = "N",
    };

    private readonly NetworkFlags _network;

    public ExportCommand(CommonOptions common, CancellationToken interrupt)
        : base("export", "Write a network as ONNX. Needs no GPU.", common, interrupt)
    {
        Arguments.Add(_model);
        Options.Add(_out);
        Options.Add(_opset);
        _network = new NetworkFlags(this);
        _opset.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < ModelSaveOptions.OldestOpset or > ModelSaveOptions.NewestOpset)
                result.AddError($"--opset is {ModelSaveOptions.OldestOpset} to {ModelSaveOptions.NewestOpset}.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_out);
        Model model = _network.Load(context, context.Get(_model));
        ModelWriter.Save(path, model, new ModelSaveOptions { Opset = context.Get(_opset) });
        if (context.Json)
            context.WriteJson(json => Describe(json, path, model));
        else
            context.Output.WriteLine($"Wrote {path}: {model.Graph.Nodes.Length} nodes, {ReadableNumber.Bytes(WeightBytes(model))} of weights.");
        return 0;
    }

    private static long WeightBytes(Model model)
        => model.Graph.Constants.Values.Sum(c => c.Shape.Count * (c.ElementType switch { ElementType.Int64 => 8L, ElementType.Bool => 1L, _ => 4L }));

    private static void Describe(Utf8JsonWriter json, string path, Model model)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteString("network", model.Name);
        json.WriteNumber("nodes", model.Graph.Nodes.Length);
        json.WriteNumber("weight_bytes", WeightBytes(model));
        json.WriteEndObject();
    }
}
