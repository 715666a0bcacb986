using System.CommandLine;
using CnnVulkan.Cli.Output;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws what a layer makes of a picture.</summary>
internal sealed class ActivationsCommand : ToolCommand
{
    /// <summary>Pictures for the filter network are shrunk to this: more pixels show nothing more on a contact sheet.</summary>
    private const int MostPixelsOnEdge = 480;

    private readonly Argument<string> _picture = new("PICTURE") { Description = "A picture: JPEG, PNG or BMP." };

    private readonly Option<string?> _network = new("--network") { Description = "A built-in network: filters (edges, blobs, blur; no weights).", HelpName = "filters" };

    private readonly Option<string?> _model = ModelOptions.Model(required: false);
    private readonly Option<string?> _layer = new("--layer") { Description = "The layer or tensor to show. Default: the first convolution.", HelpName = "NAME" };
    private readonly Option<string> _out = new("--out") { Description = "The PNG file to write.", Required = true, HelpName = "FILE.png" };
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _byName;

    public ActivationsCommand(CommonOptions common, CancellationToken interrupt)
        : base("activations", "Draw what a layer makes of a picture: a contact sheet of its maps.", common, interrupt)
    {
        Arguments.Add(_picture);
        foreach (Option option in new Option[] { _network, _model, _layer, _out, _precision })
            Options.Add(option);
        _byName = new NetworkFlags(this);
        _network.AcceptOnlyFromAmong("filters");
        Validators.Add(result =>
        {
            if (result.GetResult(_network) is null == result.GetResult(_model) is null)
                result.AddError("Give either --network filters or --model MODEL.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_out);
        ImageView picture = PictureFile.Load(context.Get(_picture));
        bool isFilters = context.Get(_network) is not null;
        Model model = isFilters ? Filters(picture) : _byName.Load(context, context.Get(_model)!, channels: PictureFile.Channels);
        string layer = context.Get(_layer) is { } name ? TensorNames.Resolve(model, name) : isFilters ? model.Outputs[0] : DefaultLayer(model);
        using var file = new OutputFile(path);
        Tensor<float> maps = ContactSheet.ToMaps(Run(context, model, picture, layer));
        IReadOnlyList<string>? names = isFilters && layer == FilterNetwork.OutputName ? FilterNetwork.MapNames : null;
        Canvas sheet = ContactSheet.Draw(maps, $"{model.Name} {layer}", names);
        PictureFile.SavePng(sheet, file.Stream);
        file.Commit();
        if (context.Json)
            context.WriteJson(json => Describe(json, path, layer, maps.Shape));
        else
            context.Output.WriteLine($"Wrote {maps.Shape[0]} maps of {layer} ({maps.Shape[2]}×{maps.Shape[1]}) to {path}.");
        return 0;
    }

    private Tensor<float> Run(CommandContext context, Model model, ImageView picture, string layer)
    {
        if (model.Inputs.Length != 1)
            throw new CommandException($"{model.Name} has {model.Inputs.Length} inputs; a network of pictures has one.");
        Precision precision = context.Get(_precision);
        using var converter = new TextureConverter(context.Device, Preprocessing.For(model), precision);
        using var worker = new Worker(model.Graph, context.Device, new WorkerOptions { Precision = precision, Keep = [layer] });
        worker.SetInput(model.Inputs[0].Name, converter.ToTensor(picture));
        worker.Schedule();
        Tensor result = worker.PeekOutput(layer).Readback();
        return result as Tensor<float> ?? new Tensor<float>(result.Shape, result.ToFloatArray());
    }

    private static Model Filters(ImageView picture)
    {
        Model model = FilterNetwork.Create();
        if (Math.Min(picture.Width, picture.Height) <= MostPixelsOnEdge)
            return model;
        return new Model(model.Graph) { Preprocessing = model.Preprocessing! with { DoResize = true, ShortestEdge = MostPixelsOnEdge } };
    }

    private static string DefaultLayer(Model model)
        => model.Graph.Nodes.FirstOrDefault(n => n.Operator.Type == "Conv")?.Outputs[0] ?? model.Outputs[0];

    private static void Describe(System.Text.Json.Utf8JsonWriter json, string path, string layer, TensorShape shape)
    {
        json.WriteStartObject();
        json.WriteString("out", path);
        json.WriteString("layer", layer);
        json.WriteNumber("maps", shape[0]);
        json.WriteNumber("height", shape[1]);
        json.WriteNumber("width", shape[2]);
        json.WriteEndObject();
    }
}
