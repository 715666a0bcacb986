using System.CommandLine;
using System.Globalization;
using CnnVulkan.Cli.Benchmarks;
using CnnVulkan.Cli.Output;

namespace CnnVulkan.Cli.Commands;

/// <summary>Measures how long networks take.</summary>
internal sealed class BenchCommand : ToolCommand
{
    private readonly Argument<string[]> _models = new("MODEL") { Description = "Model files, folders, or names of `cnnvulkan networks`.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string?> _suite = new("--suite")
    {
        Description = "Measure these networks thoroughly, one line each: load and first inference with empty and with filled caches, and how fast the device is: classic (seven networks).",
        HelpName = "classic",
    };

    private readonly Option<int> _runs = ModelOptions.Count("--runs", "Runs that are measured.", usual: 20, least: 1);
    private readonly Option<int> _warmup = ModelOptions.Count("--warmup", "Runs before them.", usual: 3, least: 0);
    private readonly Option<bool> _profile = new("--profile") { Description = "Tell the GPU time of each dispatch." };
    private readonly Option<string[]> _shapes = ModelOptions.Shapes();
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;

    public BenchCommand(CommonOptions common, CancellationToken interrupt)
        : base("bench", "Measure networks: load time, first inference, spread of the following, GFLOP/s, memory.", common, interrupt)
    {
        Arguments.Add(_models);
        foreach (Option option in new Option[] { _suite, _runs, _warmup, _precision, _profile, _shapes })
            Options.Add(option);
        _network = new NetworkFlags(this, sizesFiles: true);
        Validators.Add(result =>
        {
            string? suite = result.GetValue(_suite);
            if (suite is not null && BenchSuite.Find(suite) is null)
                result.AddError($"There is no suite '{suite}'; there is {BenchSuite.Names}.");
            if (suite is null && result.GetValue(_models) is null or [])
                result.AddError("Name the networks to measure, or a suite of them: --suite classic.");
        });
    }

    protected override int Execute(CommandContext context)
    {
        if (context.Get(_suite) is { } suite)
            return RunSuite(context, [.. BenchSuite.Find(suite)!.Value, .. context.Get(_models)]);
        foreach (string path in context.Get(_models))
        {
            // The device is not part of what is measured.
            using BenchSession session = Load(context, context.FreshDevice(), () => _network.Load(context, path));
            BenchResult result = Measure(context, session);
            if (context.Json)
                context.WriteJson(result.Describe);
            else
                Print(context, result);
        }
        return 0;
    }

    /// <summary>Each network from a file and twice: on a device that knows nothing yet, then on one that finds what the first has left on disk.</summary>
    private int RunSuite(CommandContext context, string[] networks)
    {
        var results = new List<BenchResult>();
        foreach (string network in networks)
        {
            using var files = new BenchFiles();
            string file = files.FileOf(_network.Load(context, network), network);
            (double, double) cold;
            using (BenchSession first = Load(context, context.FreshDevice(files.Cache), () => ModelLoader.Load(file)))
                cold = (first.LoadMs, first.FirstMs);
            VisionDevice device = context.FreshDevice(files.Cache);
            DeviceSpeed speed = DeviceSpeed.Measure(device);
            device = context.FreshDevice(files.Cache);
            using BenchSession session = Load(context, device, () => ModelLoader.Load(file));
            BenchResult result = Measure(context, session) with { Network = network, Cold = cold, Speed = speed };
            if (context.Json)
                context.WriteJson(result.Describe);
            results.Add(result);
        }
        if (!context.Json)
            context.WriteTable(BenchTables.OfSuite(results));
        return 0;
    }

    private BenchSession Load(CommandContext context, VisionDevice device, Func<Model> load) => new(
        device,
        load,
        model => InputShapes.Of(model, context.Get(_shapes), _network.Sizes(context)),
        new WorkerOptions { Precision = context.Get(_precision), Profile = context.Get(_profile) });

    private BenchResult Measure(CommandContext context, BenchSession session) => session.Measure(context.Get(_warmup), context.Get(_runs), context.Interrupt);

    private static void Print(CommandContext context, BenchResult result)
    {
        string gpu = result.HasGpuTimes ? $"; on the GPU {result.GpuMedianMs.ToString("0.00", CultureInfo.InvariantCulture)} ms" : "";
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Network} ({ModelOptions.Text(result.Precision)}) on {result.Device}\n"
            + $"  load    {result.LoadMs:0.0} ms, first inference {result.FirstMs:0.0} ms\n"
            + $"  runs    min {result.MinMs:0.00} ms, median {result.MedianMs:0.00} ms, 95% {result.P95Ms:0.00} ms{gpu}\n"
            + $"  speed   {result.Gflops:0.0} GFLOP/s of {ReadableNumber.Count(result.MultiplyAdds)} multiply-adds\n"
            + $"  memory  {ReadableNumber.Bytes(result.PeakBytes)} at most on the device"));
        if (result.Profile.Count > 0)
            context.WriteTable(BenchTables.OfProfile(result.Profile));
    }
}
