using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Graphs;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Measures how long networks take.</summary>
internal sealed class BenchCommand : ToolCommand
{
    private readonly Argument<string[]> _models = new("MODEL") { Description = "Model files, folders, or names of `cnnvulkan networks`.", Arity = ArgumentArity.OneOrMore };
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
        foreach (Option option in new Option[] { _runs, _warmup, _precision, _profile, _shapes })
            Options.Add(option);
        _network = new NetworkFlags(this, sizesFiles: true);
    }

    protected override int Execute(CommandContext context)
    {
        foreach (string path in context.Get(_models))
        {
            // The device is not part of what is measured.
            BenchResult result = Measure(context, context.FreshDevice(), path);
            if (context.Json)
                context.WriteJson(result.Describe);
            else
                Print(context, result);
        }
        return 0;
    }

    private BenchResult Measure(CommandContext context, VisionDevice device, string path)
    {
        long start = Stopwatch.GetTimestamp();
        Model model = _network.Load(context, path);
        Dictionary<string, TensorShape> shapes = InputShapes.Of(model, context.Get(_shapes), _network.Sizes(context));
        Precision precision = context.Get(_precision);
        bool profile = context.Get(_profile);
        using var worker = new Worker(model.Graph, device, new WorkerOptions { Precision = precision, InputShapes = shapes, Profile = profile });
        double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        foreach (GraphInput input in model.Inputs)
            worker.SetInput(input.Name, Noise(input, shapes[input.Name]));
        double first = RunOnce(worker, model);
        for (int i = 0; i < context.Get(_warmup); i++)
            RunOnce(worker, model);
        var wall = new double[context.Get(_runs)];
        var gpu = new double[wall.Length];
        for (int i = 0; i < wall.Length; i++)
        {
            context.Interrupt.ThrowIfCancellationRequested();
            wall[i] = RunOnce(worker, model);
            gpu[i] = worker.LastGpuTime.TotalMilliseconds;
        }
        return new BenchResult(model.Name, device.Name, precision, load, first, wall, gpu, worker.Plan!.MultiplyAdds, device.PeakAllocatedBytes, worker.Profile);
    }

    /// <summary>From the submission to the first output in host memory, as a user waits for it.</summary>
    private static double RunOnce(Worker worker, Model model)
    {
        long start = Stopwatch.GetTimestamp();
        worker.Schedule();
        worker.PeekOutput(model.Outputs[0]).Readback();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Tensor Noise(GraphInput input, TensorShape shape)
    {
        var random = new Random(1);
        var values = new Tensor<float>(shape);
        for (int i = 0; i < values.Data.Length; i++)
            values.Data[i] = random.NextSingle();
        return values.ConvertTo(input.ElementType);
    }

    private static void Print(CommandContext context, BenchResult result)
    {
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Network} ({ModelOptions.Text(result.Precision)}) on {result.Device}\n"
            + $"  load    {result.LoadMs:0.0} ms, first inference {result.FirstMs:0.0} ms\n"
            + $"  runs    min {result.MinMs:0.00} ms, median {result.MedianMs:0.00} ms, 95% {result.P95Ms:0.00} ms; on the GPU {result.GpuMedianMs:0.00} ms\n"
            + $"  speed   {result.Gflops:0.0} GFLOP/s of {ReadableNumber.Count(result.MultiplyAdds)} multiply-adds\n"
            + $"  memory  {ReadableNumber.Bytes(result.PeakBytes)} at most on the device"));
        if (result.Profile.Count > 0)
            PrintProfile(context, result);
    }

    private static void PrintProfile(CommandContext context, BenchResult result)
    {
        double total = result.Profile.Sum(d => d.Milliseconds);
        var table = new Table().Border(TableBorder.Simple).AddColumn("dispatch").AddColumn("operator").AddColumn("shader");
        foreach (string column in new[] { "ms", "share", "GFLOP/s" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (DispatchTiming d in result.Profile)
        {
            string speed = d.MultiplyAdds > 0 && d.Milliseconds > 0 ? (2e-6 * d.MultiplyAdds / d.Milliseconds).ToString("0.0", CultureInfo.InvariantCulture) : "";
            table.AddRow(
                new Text(d.Name), new Text(d.Operator), new Text(d.Shader), new Text(d.Milliseconds.ToString("0.000", CultureInfo.InvariantCulture)),
                new Text((d.Milliseconds / Math.Max(total, 1e-9)).ToString("0.0%", CultureInfo.InvariantCulture)), new Text(speed));
        }
        context.WriteTable(table);
    }
}
