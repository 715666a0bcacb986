using System.CommandLine;
using System.Diagnostics;

namespace CnnVulkan.Benchmarks;

/// <summary>
/// A game that swaps networks while it runs: how long the thread that renders is kept, frame by frame, and how much memory is held. Loading has the processors
/// beside it, so the frames without loading are told apart.
/// </summary>
internal sealed class SwapsCommand : Command
{
    private const int PictureWidth = 640, PictureHeight = 360;

    private readonly Argument<string[]> _networks = new("NETWORK…") { Description = "Networks by name, which take turns.", DefaultValueFactory = _ => ["squeezenet1.1", "resnet-18"] };
    private readonly Option<int> _swaps = new("--swaps") { Description = "How many swaps.", DefaultValueFactory = _ => 12 };
    private readonly Option<double> _budget = new("--budget") { Description = "Milliseconds of GPU time for the networks in each frame.", DefaultValueFactory = _ => 3 };

    public SwapsCommand()
        : base("swaps", "Swaps networks in the frames of a game, and times what that takes of the thread that renders.")
    {
        Arguments.Add(_networks);
        Options.Add(_swaps);
        Options.Add(_budget);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        using VisionDevice device = VisionDevice.Create();
        using var host = new VisionHost(device, new VisionHostOptions { Budget = TimeSpan.FromMilliseconds(parsed.GetValue(_budget)) });
        Model[] models = [.. parsed.GetValue(_networks)!.Select(name => NetworkCatalog.Create(name))];
        FrameSource source = host.Add(new FrameSource());
        source.Expect(PictureWidth, PictureHeight, format: null);
        FrameNetwork network = host.Add(new FrameNetwork { Source = source });
        host.Add(new FrameClassifier { Network = network });
        network.Load(models[0]);
        host.WaitForLoads();
        var pixels = new byte[PictureWidth * PictureHeight * 4];
        new Random(1).NextBytes(pixels);
        List<double> quiet = [], loading = [], taking = [];
        long most = 0;
        var pace = Stopwatch.StartNew();
        long frame = 0;
        void Next(List<double> times)
        {
            source.Set(new ImageView(pixels, PictureWidth, PictureHeight));
            long start = Stopwatch.GetTimestamp();
            host.UpdateAndSubmit(deltaSeconds: 1 / 60f);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            most = Math.Max(most, device.AllocatedBytes);
            // Frames that come late do not make up for it.
            frame = Math.Max(frame + 1, (long)(pace.Elapsed.TotalSeconds * 60));
            TimeSpan left = TimeSpan.FromSeconds(frame / 60.0) - pace.Elapsed;
            if (left > TimeSpan.Zero)
                Thread.Sleep(left);
        }

        for (int swap = 1; swap <= parsed.GetValue(_swaps); swap++)
        {
            for (int i = 0; i < 60; i++)
                Next(quiet);
            Model next = models[swap % models.Length];
            network.Load(next);
            while (network.Model != next)
                Next(loading);
            // The frame that it took over in, and those in which its first pictures are looked at.
            taking.Add(loading[^1]);
            loading.RemoveAt(loading.Count - 1);
            for (int i = 0; i < 3; i++)
                Next(taking);
        }
        for (int i = 0; i < 10; i++)
            Next(quiet);
        Console.WriteLine($"{device.Name}: {string.Join(", ", models.Select(m => m.Name))}, {PictureWidth}×{PictureHeight} from the CPU");
        Report("frames between swaps", quiet);
        Report("frames while loading", loading);
        Report("taking over, 4 frames", taking);
        Console.WriteLine(FormattableString.Invariant($"memory: {device.AllocatedBytes / 1048576.0:0.0} MiB at the end, {most / 1048576.0:0.0} at most, of which {host.ArenaBytes / 1048576.0:0.0} shared by networks"));
    }

    private static void Report(string what, List<double> times)
    {
        double[] sorted = [.. times.Order()];
        double At(double part) => sorted.Length == 0 ? 0 : sorted[(int)Math.Min(part * sorted.Length, sorted.Length - 1)];
        Console.WriteLine(FormattableString.Invariant($"{what,-24} {sorted.Length,5}  p50 {At(0.5):0.00} p95 {At(0.95):0.00} p99 {At(0.99):0.00} most {At(1):0.00} ms"));
    }
}
