using System.CommandLine;
using CnnVulkan.Cli.Commands;
using CnnVulkan.Scenes.Pictures;
using CnnVulkan.Training;
using Spectre.Console;

namespace CnnVulkan.Cli.Data;

/// <summary>Where commands get labelled pictures from, and the options that say it.</summary>
internal sealed class DataOptions
{
    private const string Scenes = "scenes";
    private const int Shown = 10;

    private readonly Option<string> _data = new("--data")
    {
        Description = "A folder with a folder of pictures per class, or with train/ and val/ of that form, or with idx files as MNIST's; or 'scenes': pictures of 3D props, drawn now.",
        HelpName = "FOLDER|scenes",
        Required = true,
    };

    /// <summary>What is added to a training's seed for the scenes that judge it.</summary>
    private const ulong ValidationSeed = 500_000;

    // Null where the command has a seed of its own.
    private readonly Option<ulong>? _seed;
    private readonly Option<int> _count;
    private readonly Option<string[]> _without = new("--without")
    {
        Description = "For scenes: props that are never drawn, so that a network never sees them.",
        HelpName = "PROP",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int?> _size = new("--size") { Description = "For scenes: width and height of a picture in pixels. Default: what the network takes.", HelpName = "N" };

    /// <summary>Declares the options.</summary>
    /// <param name="command">Gets them.</param>
    /// <param name="seed">The usual seed of scenes; null where the command has a seed of its own, and gives it to <see cref="OpenForTraining"/>.</param>
    /// <param name="count">The usual count of scenes.</param>
    public DataOptions(Command command, ulong? seed, int count)
    {
        _seed = seed is null ? null : new Option<ulong>("--seed") { Description = "For scenes: chooses all that is random. The same seed gives the same pictures.", HelpName = "S", DefaultValueFactory = _ => seed.Value };
        _count = ModelOptions.Count("--count", "For scenes: how many pictures, spread evenly over the classes.", usual: count, least: 1);
        foreach (Option? option in new Option?[] { _data, _seed, _count, _size, _without })
        {
            if (option is not null)
                command.Options.Add(option);
        }
    }

    /// <summary>Opens what the options say, and reports pictures that are left out.</summary>
    /// <param name="context">The command's arguments.</param>
    /// <param name="format">What the network takes: larger pictures are shrunk to it, scenes are drawn as large.</param>
    /// <exception cref="CommandException">An option does not apply.</exception>
    /// <exception cref="TrainingDataException">The data is missing or damaged.</exception>
    public DataSplit Open(CommandContext context, BatchFormat format)
    {
        return context.Get(_data) == Scenes ? new DataSplit(Draw(context, format, context.Get(_seed!), context.Get(_count)), null) : OpenFolder(context, format);
    }

    /// <summary>Opens data to train with, and to judge by what comes of it.</summary>
    /// <param name="context">The command's arguments.</param>
    /// <param name="format">What the network takes.</param>
    /// <param name="seed">Chooses the scenes, and what is held out.</param>
    /// <param name="heldOut">The part that is held out where the data has nothing to judge by; 0 for none.</param>
    /// <exception cref="CommandException">An option does not apply.</exception>
    /// <exception cref="TrainingDataException">The data is missing or damaged.</exception>
    public DataSplit OpenForTraining(CommandContext context, BatchFormat format, int seed, double heldOut)
    {
        if (context.Get(_data) == Scenes)
        {
            int count = context.Get(_count);
            RenderedScenes training = Draw(context, format, (ulong)seed, count);
            return new DataSplit(training, heldOut > 0 ? Draw(context, format, (ulong)seed + ValidationSeed, Math.Max((int)(count * heldOut), 1)) : null);
        }
        DataSplit split = OpenFolder(context, format);
        return split.Validation is null && heldOut > 0 ? DataSplit.HoldOut(split.Training, heldOut, (ulong)seed) : split;
    }

    private DataSplit OpenFolder(CommandContext context, BatchFormat format)
    {
        string data = context.Get(_data);
        Option?[] ofScenes = [_seed, _count, _size, _without];
        if (ofScenes.FirstOrDefault(o => o is not null && context.IsGiven(o)) is { } given)
            throw new CommandException($"{given.Name} is for --data {Scenes}; '{data}' is a folder.");
        if (IdxFiles.AreIn(data))
            return IdxFiles.Read(data);
        var options = new PictureFolderOptions { Preprocessing = format.Preprocessing };
        DataSplit split = PictureFolder.Read(data, PictureDecoding.Decode, options, context.Interrupt);
        Report(context, split.Training);
        if (split.Validation is { } validation)
            Report(context, validation);
        return split;
    }

    private static void Report(CommandContext context, ILabelledData data)
    {
        if (data is not PictureFolder { Unreadable.Count: > 0 } folder)
            return;
        UnreadablePicture[] left = [.. folder.Unreadable.OrderBy(u => u.Path, StringComparer.Ordinal)];
        foreach (UnreadablePicture picture in left.Take(Shown))
            context.Report($"{picture.Path}: {picture.Reason}");
        context.Report($"{left.Length} pictures cannot be read and are left out.");
    }

    private RenderedScenes Draw(CommandContext context, BatchFormat format, ulong seed, int count)
    {
        Preprocessing preprocessing = format.Preprocessing;
        int size = context.Get(_size) ?? (preprocessing.DoResize ? preprocessing.ShortestEdge ?? preprocessing.Height : Math.Max(format.Height, format.Width));
        if (size is < 8 or > ScenePictureOptions.MaxSize)
            throw new CommandException($"Scenes are drawn in 8 to {ScenePictureOptions.MaxSize} pixels, not {size}. Give another --size.");
        string[] without = context.Get(_without);
        if (without.FirstOrDefault(w => !SceneData.Props.Contains(w)) is { } unknown)
            throw new CommandException($"--without {unknown}: there is no such prop. There are {string.Join(", ", SceneData.Props)}.");
        if (SceneData.Props.Except(without).Count() < 2)
            throw new CommandException("--without leaves fewer than two props to be told apart.");
        var options = new SceneDataOptions { Size = size, Seed = seed, Without = without, Device = context.DeviceChoice, Validation = context.Validation };
        RenderedScenes scenes = context.ProgressConsole() is not { } console
            ? new RenderedScenes(options, count, null, context.Interrupt)
            : console.Progress().AutoClear(true).Start(progress => new RenderedScenes(options, count, new Advance(progress.AddTask("Drawing pictures", maxValue: count)), context.Interrupt));
        foreach (string message in scenes.ValidationMessages)
            context.Report($"validation: {message}");
        return scenes;
    }

    /// <summary>At once, where Progress{T} would post to another thread.</summary>
    private sealed class Advance(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
