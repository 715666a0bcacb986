using System.CommandLine;

namespace CnnVulkan.Cli.Commands;

/// <summary>
/// Where commands get a model from: the trained network of that name that came with the program (a folder of pictures called digits must not hide it;
/// <c>./digits</c> is the folder), else the file or folder if there is one, else the network that can be made by that name. And the options of the last.
/// </summary>
internal sealed class NetworkFlags
{
    private const string SizeForm = "[NAME=]3x224x224";
    private readonly bool _hasWeights;
    private readonly bool _hasSizes;
    private readonly bool _sizesFiles;

    private readonly Option<int> _seed = new("--seed") { Description = "For a network by name: what its weights are drawn from.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<WeightInitialization> _initialization = new("--initialization")
    {
        Description = "For a network by name: its weights. he (Gaussian, deviation √(2/n)), zero, small (deviation 0.01).",
        HelpName = "he|zero|small",
        DefaultValueFactory = _ => WeightInitialization.He,
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            switch (text)
            {
                case "he":
                    return WeightInitialization.He;
                case "zero":
                    return WeightInitialization.Zero;
                case "small":
                    return WeightInitialization.TooSmall;
                default:
                    result.AddError($"--initialization is he, zero or small, not '{text}'.");
                    return default;
            }
        },
    };

    private readonly Option<double> _width = new("--width") { Description = "For a network by name: multiplies the channels of its hidden layers.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
    private readonly Option<int?> _classes = new("--classes") { Description = "For a network by name: how many classes it tells apart.", HelpName = "N" };

    private readonly Option<string[]> _sizes = new("--input")
    {
        Description = "The size of an input instead of the model's own; the batch may be left out. A network by name is made for it.",
        HelpName = SizeForm,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Declares the options a command takes.</summary>
    /// <param name="command">The command; it gets the options.</param>
    /// <param name="weights">Whether weights matter to it; else they are not drawn, and cost no memory.</param>
    /// <param name="input">Whether <c>--input</c> gives a size; not where it means something else.</param>
    /// <param name="sizesFiles">Whether that size serves for files too, through <see cref="Sizes"/>.</param>
    public NetworkFlags(Command command, bool weights = true, bool input = true, bool sizesFiles = false)
    {
        _hasWeights = weights;
        _hasSizes = input;
        _sizesFiles = sizesFiles;
        foreach (Option option in new Option[] { _width, _classes })
            command.Options.Add(option);
        if (weights)
        {
            command.Options.Add(_seed);
            command.Options.Add(_initialization);
        }
        if (input)
            command.Options.Add(_sizes);
    }

    /// <summary>Loads or makes a model.</summary>
    /// <param name="context">The command's arguments.</param>
    /// <param name="model">A path, or the name of a network.</param>
    /// <param name="options">How a file is loaded; the labels serve networks by name too.</param>
    /// <param name="channels">How many channels the pictures have that it is fed; networks for grey pictures are made for as many.</param>
    /// <param name="classes">How many classes a network by name tells apart where no option says it; null for the paper's.</param>
    /// <exception cref="UnknownNetworkException">It is neither; the nearest names are listed.</exception>
    /// <exception cref="CommandException">An option is given that does not apply.</exception>
    public Model Load(CommandContext context, string model, ModelLoadOptions? options = null, int? channels = null, int? classes = null)
    {
        string? bundled = BundledModels.Installed.FolderOf(model);
        if (bundled is null && IsName(model))
        {
            if (BundledModels.Installed.WhyMissing(model) is { } reason)
                throw new CommandException(reason);
            return WithLabels(NetworkCatalog.Create(model, Options(context, channels, classes)), options);
        }
        Option[] byName = [_width, _classes, _seed, _initialization, .. _sizesFiles || !_hasSizes ? [] : new Option[] { _sizes }];
        if (byName.FirstOrDefault(context.IsGiven) is { } given)
            throw new CommandException($"{given.Name} is for untrained networks by name (cnnvulkan networks); '{model}' has weights of its own.");
        return ModelLoader.Load(bundled ?? model, options);
    }

    /// <summary>What <c>--seed</c> gives, given or not.</summary>
    public int Seed(CommandContext context) => context.Get(_seed);

    /// <summary>The sizes that <c>--input</c> gives.</summary>
    public IReadOnlyList<InputSize> Sizes(CommandContext context)
        => _hasSizes ? [.. context.Get(_sizes).Select(text => InputSize.Parse("--input", text, SizeForm))] : [];

    /// <summary>Whether a text is a network's name: no file or folder is called so, and it does not look like a path.</summary>
    private static bool IsName(string text)
        => !File.Exists(text) && !Directory.Exists(text) && text.IndexOfAny(['/', '\\']) < 0 && !text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    private static Model WithLabels(Model model, ModelLoadOptions? options) => options?.LabelsPath is { } path
        ? new Model(model.Graph, model.Name) { Preprocessing = model.Preprocessing, Labels = LabelFile.Read(path) }
        : model;

    private NetworkOptions Options(CommandContext context, int? channels, int? classes)
    {
        int[] extents = Sizes(context) is [var size, ..] ? size.Extents : [];
        int? FromEnd(int index) => extents.Length >= 3 ? extents[^index] : null;
        return new NetworkOptions
        {
            Classes = context.Get(_classes) ?? classes,
            WidthMultiplier = context.IsGiven(_width) ? context.Get(_width) : 1,
            InputChannels = FromEnd(3) ?? channels,
            InputHeight = FromEnd(2),
            InputWidth = FromEnd(1),
            Seed = _hasWeights ? context.Get(_seed) : 1,
            Initialization = _hasWeights ? context.Get(_initialization) : WeightInitialization.None,
        };
    }
}
