using System.CommandLine;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Commands;

/// <summary>Draws what a network has learned: its filters, where it looks on a picture, and what excites its channels.</summary>
internal sealed class FiltersCommand : ToolCommand
{
    private readonly Argument<string> _model = ModelOptions.Argument();
    private readonly Option<string?> _layer = new("--layer") { Description = "The layer or tensor. Default: the first convolution.", HelpName = "NAME" };
    private readonly Option<string> _out = new("--out") { Description = "The PNG file to write.", Required = true, HelpName = "FILE.png" };
    private readonly Option<int[]> _channels = new("--channel")
    {
        Description = "The filters or channels to show, by number. Default: the first ones.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int?> _most = new("--most") { Description = "How many filters or channels to show at most.", HelpName = "N" };
    private readonly Option<string> _scale = new("--scale")
    {
        Description = "Colours of the weights: even around zero, or from the least to the greatest of each filter.",
        HelpName = "zero|range",
        DefaultValueFactory = _ => "zero",
    };

    private readonly Option<string?> _occlusion = new("--occlusion")
    {
        Description = "Instead: map how the score of the likeliest class falls when a grey square covers each place of this picture.",
        HelpName = "PICTURE",
    };

    private readonly Option<int?> _square = new("--square") { Description = "With --occlusion: the edge of the square in pixels of what the network sees. Default: four steps.", HelpName = "PIXELS" };
    private readonly Option<int?> _step = new("--step") { Description = "With --occlusion: how far the square moves. Default: a fourteenth of the longer edge.", HelpName = "PIXELS" };
    private readonly Option<int?> _class = new("--class") { Description = "With --occlusion: the class to watch, by number. Default: the likeliest.", HelpName = "N" };
    private readonly Option<string?> _patches = new("--max-activations")
    {
        Description = "Instead: find the patches of the pictures in this folder that excite each channel of the layer most.",
        HelpName = "FOLDER",
    };

    private readonly Option<int> _top = ModelOptions.Count("--top", "With --max-activations: patches per channel, at most one per picture.", usual: 9, least: 1);
    private readonly Option<string?> _labels = ModelOptions.Labels();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;

    public FiltersCommand(CommonOptions common, CancellationToken interrupt)
        : base("filters", "Draw what a network has learned: a layer's filters, where it looks, what excites its channels.", common, interrupt)
    {
        Arguments.Add(_model);
        foreach (Option option in new Option[] { _layer, _out, _channels, _most, _scale, _occlusion, _square, _step, _class, _patches, _top, _labels, _precision })
            Options.Add(option);
        _network = new NetworkFlags(this);
        _scale.AcceptOnlyFromAmong("zero", "range");
        foreach (Option<int?> option in new[] { _most, _square, _step })
            AtLeast(option, 1);
        AtLeast(_class, 0);
        AtLeast(_channels, 0);
        Validators.Add(result =>
        {
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            if (Given(_occlusion) && Given(_patches))
                result.AddError("Give --occlusion or --max-activations, not both.");
            foreach (Option option in new Option[] { _square, _step, _class }.Where(o => Given(o) && !Given(_occlusion)))
                result.AddError($"{option.Name} goes with --occlusion.");
            foreach (Option option in new Option[] { _layer, _channels, _most }.Where(o => Given(o) && Given(_occlusion)))
                result.AddError($"{option.Name} does not go with --occlusion, which shows the whole network.");
            if (Given(_scale) && (Given(_occlusion) || Given(_patches)))
                result.AddError("--scale goes with filters only.");
            if (Given(_top) && !Given(_patches))
                result.AddError("--top goes with --max-activations.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        Model model = Load(context);
        string path = context.Get(_out);
        Precision precision = context.Get(_precision);
        if (context.Get(_occlusion) is { } picture)
        {
            var options = new OcclusionOptions { Square = context.Get(_square), Step = context.Get(_step), Class = context.Get(_class), Precision = precision };
            return OcclusionView.Run(context, model, picture, path, options);
        }
        string? layer = context.Get(_layer) is { } name ? TensorNames.Resolve(model, name) : null;
        var choice = new ChannelChoice(context.Get(_channels), context.Get(_most));
        return context.Get(_patches) is { } folder
            ? PatchView.Run(context, model, folder, layer, choice, context.Get(_top), precision, path)
            : FilterView.Run(context, model, layer, choice, context.Get(_scale) == "range" ? FilterScale.Range : FilterScale.Zero, path);
    }

    /// <summary>Networks for grey pictures are made for the three channels that pictures have, where pictures are looked at.</summary>
    private Model Load(CommandContext context)
    {
        bool looks = context.IsGiven(_occlusion) || context.IsGiven(_patches);
        return _network.Load(context, context.Get(_model), new ModelLoadOptions { LabelsPath = context.Get(_labels) }, looks ? PictureFile.Channels : null);
    }

    private static void AtLeast<T>(Option<T> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(t => int.TryParse(t.Value, out int value) && value < least))
            result.AddError($"{option.Name} must be at least {least}.");
    });
}
