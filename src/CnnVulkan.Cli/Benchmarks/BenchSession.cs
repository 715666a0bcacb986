using System.Diagnostics;
using CnnVulkan.Graphs;

namespace CnnVulkan.Cli.Benchmarks;

/// <summary>A network loaded on a device, to be run as often as measuring takes.</summary>
internal sealed class BenchSession : IDisposable
{
    private readonly VisionDevice _device;
    private readonly Model _model;
    private readonly Worker _worker;

    /// <param name="device">The device; creating it is not part of what is measured.</param>
    /// <param name="load">Reads or makes the model.</param>
    /// <param name="shapes">The inputs' shapes of a model.</param>
    /// <param name="options">How the network runs; without shapes.</param>
    public BenchSession(VisionDevice device, Func<Model> load, Func<Model, IReadOnlyDictionary<string, TensorShape>> shapes, WorkerOptions options)
    {
        _device = device;
        long start = Stopwatch.GetTimestamp();
        _model = load();
        Options = options with { InputShapes = shapes(_model) };
        _worker = new Worker(_model.Graph, device, Options);
        LoadMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        foreach (GraphInput input in _model.Inputs)
            _worker.SetInput(input.Name, Noise(input, Options.InputShapes![input.Name]));
        FirstMs = Run().Wall;
    }

    public WorkerOptions Options { get; }

    public double LoadMs { get; }

    public double FirstMs { get; }

    /// <summary>Measures some runs after some that do not count.</summary>
    public BenchResult Measure(int warmup, int runs, CancellationToken interrupt)
    {
        for (int i = 0; i < warmup; i++)
            Run();
        var wall = new double[runs];
        var gpu = new double[runs];
        var submit = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            interrupt.ThrowIfCancellationRequested();
            (wall[i], submit[i]) = Run();
            gpu[i] = _worker.LastGpuTime.TotalMilliseconds;
        }
        return new BenchResult
        {
            Network = _model.Name,
            Device = _device.Name,
            Precision = Options.Precision,
            LoadMs = LoadMs,
            FirstMs = FirstMs,
            WallMs = wall,
            GpuMs = gpu,
            SubmitMs = submit,
            MultiplyAdds = _worker.Plan!.MultiplyAdds,
            PeakBytes = _device.PeakAllocatedBytes,
            Profile = _worker.Profile,
        };
    }

    public void Dispose() => _worker.Dispose();

    /// <summary>From the submission to the first output in host memory, as a user waits for it, and the submission alone.</summary>
    private (double Wall, double Submit) Run()
    {
        long start = Stopwatch.GetTimestamp();
        _worker.Schedule();
        double submit = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _worker.PeekOutput(_model.Outputs[0]).Readback();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, submit);
    }

    private static Tensor Noise(GraphInput input, TensorShape shape)
    {
        var random = new Random(1);
        var values = new Tensor<float>(shape);
        for (int i = 0; i < values.Data.Length; i++)
            values.Data[i] = random.NextSingle();
        return values.ConvertTo(input.ElementType);
    }
}
