using System.CommandLine;
using CnnVulkan.Cli.Commands;

namespace CnnVulkan.Benchmarks;

/// <summary>A host's frames with and without a network in slices behind their drawing: whether a budget in milliseconds is kept, and what it costs.</summary>
internal sealed class FramesCommand : Command
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network by name.", DefaultValueFactory = _ => "vgg16" };
    private readonly Option<double> _drawing = new("--drawing") { Description = "Milliseconds of GPU work of the host's own in each frame.", DefaultValueFactory = _ => 12 };
    private readonly Option<double> _budget = new("--budget") { Description = "Milliseconds for the network in each frame.", DefaultValueFactory = _ => 3 };
    private readonly Option<double> _hertz = new("--hertz") { Description = "Frames per second.", DefaultValueFactory = _ => 60 };
    private readonly Option<int> _frames = ModelOptions.Count("--frames", "Frames of each kind.", usual: 1200, least: 100);
    private readonly Option<string?> _device = new("--device") { Description = "The Vulkan device: its number or a part of its name." };

    public FramesCommand()
        : base("frames", "Runs a network in slices in the frames of a host that draws, and times the frames without it and with it.")
    {
        Arguments.Add(_network);
        foreach (Option option in new Option[] { _drawing, _budget, _hertz, _frames, _device })
            Options.Add(option);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        using VisionDevice device = VisionDevice.Create(new VisionDeviceOptions { Device = parsed.GetValue(_device) });
        Model model = NetworkCatalog.Create(parsed.GetValue(_network)!);
        using var worker = new Worker(model, device, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        TensorShape shape = worker.Plan!.Values[model.Graph.Inputs[0].Name].Shape;
        var random = new Random(1);
        var picture = new Tensor<float>(shape, [.. Enumerable.Range(0, shape.Count).Select(_ => random.NextSingle() - 0.5f)]);
        using var host = new FrameHost(device, parsed.GetValue(_hertz), parsed.GetValue(_drawing));
        TimeSpan budget = TimeSpan.FromMilliseconds(parsed.GetValue(_budget));
        int frames = parsed.GetValue(_frames);
        Console.WriteLine(FormattableString.Invariant(
            $"{device.Name}: {model.Name}, {parsed.GetValue(_drawing)} ms of drawing, a budget of {budget.TotalMilliseconds} ms, {parsed.GetValue(_hertz)} Hz"));
        // Without, with, without: a machine that is slower in the end is seen.
        Report("without", Play(host, frames, _ => { }), 0);
        var runs = new List<VisionRun>();
        VisionRun run = default;
        var told = new List<string>();
        List<(double, double, double)> first = [], rest = [];
        host.Times.Clear();
        for (int i = 0; i < frames; i++)
        {
            host.Next(commands =>
            {
                if (!worker.IsPartlyRecorded)
                    worker.SetInput(picture);
                run = worker.RecordSlice(commands, budget);
            });
            if (run.IsRecording)
                continue;
            runs.Add(run);
            if (runs.Count == 1)
                (first, _) = (Since(host), 0);
        }
        rest = Since(host);
        Report("with, the first run", first, budget.TotalMilliseconds);
        Report("with, the others", rest, budget.TotalMilliseconds);
        Report("without", Play(host, frames, _ => { }), 0);
        foreach (VisionRun seen in runs.Where(r => r.IsDone))
            told.Add(FormattableString.Invariant($"{seen.Frames} frames, {seen.GpuTime.TotalMilliseconds:0} ms of the GPU{(seen.OverBudget is { } over ? FormattableString.Invariant($", {over.Name} took {over.Milliseconds:0.0} ms in one piece") : "")}"));
        Console.WriteLine($"{runs.Count} runs; the last ones: {string.Join("; ", told)}");
        worker.Schedule().WaitAsync().GetAwaiter().GetResult();
        Console.WriteLine(FormattableString.Invariant($"a run by itself: {worker.LastGpuTime.TotalMilliseconds:0} ms"));
    }

    private static List<(double, double, double)> Play(FrameHost host, int frames, Action<nint> record)
    {
        host.Times.Clear();
        for (int i = 0; i < frames; i++)
            host.Next(record);
        return Since(host);
    }

    /// <summary>The frames since the last call, but the first two: the time from the frame before means nothing there.</summary>
    private static List<(double Wall, double Gpu, double Network)> Since(FrameHost host)
    {
        host.Drain();
        List<(double, double, double)> times = [.. host.Times.Skip(2)];
        host.Times.Clear();
        return times;
    }

    private static void Report(string what, List<(double Wall, double Gpu, double Network)> frames, double budget)
    {
        if (frames.Count == 0)
            return;
        Console.WriteLine($"{what,-20} {frames.Count,5} frames  from frame to frame {Of(frames.Select(f => f.Wall))}  GPU {Of(frames.Select(f => f.Gpu))}"
            + (budget > 0 ? FormattableString.Invariant($"  network {Of(frames.Select(f => f.Network))}, mean {frames.Average(f => f.Network):0.00}") : ""));
    }

    private static string Of(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        double At(double part) => sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
        return FormattableString.Invariant($"p50 {At(0.5):0.00} p95 {At(0.95):0.00} p99 {At(0.99):0.00} most {sorted[^1]:0.00}");
    }
}
