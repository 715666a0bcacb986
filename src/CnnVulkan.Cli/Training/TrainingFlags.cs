using System.CommandLine;
using System.Globalization;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Training;

/// <summary>The options that say how a network is trained.</summary>
internal sealed class TrainingFlags
{
    private readonly Option<int> _epochs = Whole("--epochs", "How often all pictures are seen.", 30);
    private readonly Option<int> _batch = Whole("--batch", "How many pictures a step sees.", 64);
    private readonly Option<string> _optimizer = Words("--optimizer", "How weights follow their gradients.", "sgd", "sgd", "nesterov", "adam", "adamw");
    private readonly Option<float?> _rate = Real("--lr", "The learning rate. Default: 0.05; 0.001 with adam and adamw.", positive: true);
    private readonly Option<float?> _momentum = Real("--momentum", "How much of the last step is kept, by sgd and nesterov. Default: 0.9.");
    private readonly Option<float?> _decay = Real("--decay", "Weight decay: what pulls weights towards zero. Default: 5e-4; 0.01 with adamw, 0 with adam.");
    private readonly Option<string> _schedule = new("--schedule")
    {
        Description = "How the learning rate changes: constant, cosine (to zero at the end), plateau (cut by 10 where validation gets no better), or steps (cut by 10 at each), such as 32000,48000.",
        HelpName = "constant|cosine|plateau|STEPS",
        DefaultValueFactory = _ => "cosine",
    };

    private readonly Option<float> _warmUp = new("--warm-up") { Description = "Epochs in which the rate rises to its value.", HelpName = "EPOCHS", DefaultValueFactory = _ => 0 };
    private readonly Option<float?> _clip = Real("--clip", "The longest gradient; a longer one is scaled down to it.", positive: true);
    private readonly Option<float?> _average = Real("--average", "Keeps a moving average of the weights, this much of it at each step, such as 0.999, and writes that.", positive: true);
    private readonly Option<string> _augment = new("--augment")
    {
        Description = "How pictures are varied each time they are seen, such as pad4,crop,flip,scale=0.8..1.2,rotate=10,color=0.2,noise=0.02,cutout=8,mixup=0.2,smoothing=0.1.",
        HelpName = "LIST",
        DefaultValueFactory = _ => "none",
    };

    private readonly Option<int?> _patience = new("--patience") { Description = "Ends after so many epochs without a better validation.", HelpName = "EPOCHS" };
    private readonly Option<string?> _timeLimit = new("--time-limit") { Description = "Ends after this time, that of interrupted sessions included, such as 90s, 10m or 1.5h.", HelpName = "TIME" };

    /// <summary>Declares the options.</summary>
    public TrainingFlags(Command command)
    {
        foreach (Option option in new Option[] { _epochs, _batch, _optimizer, _rate, _momentum, _decay, _schedule, _warmUp, _clip, _average, _augment, _patience, _timeLimit })
            command.Options.Add(option);
        _patience.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--patience must be at least 1.");
        });
    }

    /// <summary>How each step is done.</summary>
    /// <exception cref="CommandException">An option does not go with another.</exception>
    public TrainingOptions Training(CommandContext context, Func<string, bool>? frozen) => new()
    {
        BatchSize = context.Get(_batch),
        Optimizer = Optimizer(context),
        MaxGradientNorm = context.Get(_clip),
        AverageDecay = context.Get(_average) is { } average ? Below(average, 1, _average) : null,
        Frozen = frozen,
    };

    /// <summary>How long, and with what.</summary>
    /// <param name="context">The command's arguments.</param>
    /// <param name="stepsPerEpoch">The steps of an epoch.</param>
    /// <param name="seed">Decides all that is random.</param>
    /// <exception cref="CommandException">An option is not of its form.</exception>
    public SessionOptions Session(CommandContext context, int stepsPerEpoch, int seed) => new()
    {
        Epochs = context.Get(_epochs),
        Schedule = Schedule(context, stepsPerEpoch),
        Augmentation = Augment(context),
        Seed = seed,
        Patience = context.Get(_patience),
        TimeLimit = context.Get(_timeLimit) is { } text ? Time(text) : null,
    };

    /// <summary>How many pictures a step sees.</summary>
    public int BatchSize(CommandContext context) => context.Get(_batch);

    /// <exception cref="CommandException">It is no augmentation.</exception>
    public Augmentation Augment(CommandContext context)
    {
        try
        {
            return Augmentation.Parse(context.Get(_augment));
        }
        catch (FormatException error)
        {
            throw new CommandException($"--augment: {error.Message}", error);
        }
    }

    private Optimizer Optimizer(CommandContext context)
    {
        string name = context.Get(_optimizer);
        bool isAdam = name.StartsWith("adam", StringComparison.Ordinal);
        if (isAdam && context.IsGiven(_momentum))
            throw new CommandException($"--momentum is for sgd and nesterov, not for {name}.");
        float? decay = context.Get(_decay);
        return isAdam
            ? new Adam(WeightDecay: decay ?? (name == "adamw" ? 0.01f : 0), Decoupled: name == "adamw")
            : new Sgd(Below(context.Get(_momentum) ?? 0.9f, 1, _momentum), decay ?? 5e-4f, name == "nesterov");
    }

    private LearningRateSchedule Schedule(CommandContext context, int stepsPerEpoch)
    {
        float rate = context.Get(_rate) ?? (context.Get(_optimizer).StartsWith("adam", StringComparison.Ordinal) ? 1e-3f : 0.05f);
        string text = context.Get(_schedule);
        LearningRateSchedule schedule = text switch
        {
            "constant" => new ConstantSchedule(rate),
            "cosine" => new CosineSchedule(rate, Math.Max((long)context.Get(_epochs) * stepsPerEpoch, 1)),
            "plateau" => new PlateauSchedule(rate, patience: 5),
            _ => new StepSchedule(rate, Steps(text)),
        };
        long warmUp = (long)Math.Round(context.Get(_warmUp) * stepsPerEpoch);
        return warmUp > 0 ? new WarmUpSchedule(schedule, warmUp) : schedule;
    }

    private static IEnumerable<long> Steps(string text)
    {
        long[] steps = [.. text.Split(',').Select(t => long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step
            : throw new CommandException($"--schedule is constant, cosine, plateau, or steps such as 32000,48000; not '{text}'."))];
        for (int i = 1; i < steps.Length; i++)
        {
            if (steps[i] <= steps[i - 1])
                throw new CommandException($"--schedule: steps must ascend, but {steps[i]} follows {steps[i - 1]}.");
        }
        return steps;
    }

    private static float Below(float value, float bound, Option option)
        => value < bound ? value : throw new CommandException(FormattableString.Invariant($"{option.Name} must be below {bound}, not {value}."));

    private static TimeSpan Time(string text)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return unit > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && number * unit < 1e7
            ? TimeSpan.FromSeconds(number * unit)
            : throw new CommandException($"--time-limit is a time such as 90s, 10m or 1.5h, not '{text}'.");
    }

    private static Option<int> Whole(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int count) && count < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }

    private static Option<float?> Real(string name, string description, bool positive = false)
    {
        var option = new Option<float?>(name) { Description = description, HelpName = "X" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float?>() is { } value && !(float.IsFinite(value) && (positive ? value > 0 : value >= 0)))
                result.AddError($"{name} must be {(positive ? "above" : "at least")} 0.");
        });
        return option;
    }

    private static Option<string> Words(string name, string description, string usual, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
