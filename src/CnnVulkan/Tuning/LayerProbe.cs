using System.Collections.Immutable;
using System.Diagnostics;
using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan.Tuning;

/// <summary>One layer of a network, or calls of no network, alone on a device, to be timed: inputs are noise, weights the network's.</summary>
internal sealed class LayerProbe : IDisposable
{
    private readonly PlanExecutor _executor;
    private readonly SubmittedRun _run;
    private readonly bool _timestamps;

    /// <param name="graph">The network.</param>
    /// <param name="node">The layer.</param>
    /// <param name="device">The device.</param>
    /// <param name="precision">How reals are stored.</param>
    /// <param name="choices">Which way to compute it; null for the operator's rule.</param>
    /// <exception cref="ShapeException">The layer does not fit the device.</exception>
    public LayerProbe(TypedGraph graph, Node node, VisionDevice device, Precision precision, KernelChoices? choices = null)
        : this(new Planner(device.Profile, precision, choices).Lower(Alone(graph, node)), device)
    {
    }

    /// <param name="plan">What is timed.</param>
    /// <param name="device">The device it was made for.</param>
    public LayerProbe(Plan plan, VisionDevice device)
    {
        _executor = new PlanExecutor(plan, device);
        _timestamps = device.Info.Timestamps;
        try
        {
            _run = SubmittedRun.Of(_executor, profile: true);
            foreach (string input in plan.Inputs.Keys)
                _executor.Input(input).Set(Noise(plan.Values[input]), input);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Plan Plan => _executor.Plan;

    /// <summary>Each dispatch of the last run.</summary>
    public IReadOnlyList<DispatchTiming> Profile => _run.Profile();

    /// <summary>The layer as a graph of its own: what its node reads and is not known comes from outside.</summary>
    public static TypedGraph Alone(TypedGraph graph, Node node)
    {
        ImmutableDictionary<string, TensorInfo> values = ValuesOf(graph, node);
        return new TypedGraph([.. node.Inputs.Where(i => i.Length > 0 && values[i].Value is null).Distinct()], [.. node.Outputs.Where(o => o.Length > 0)], [node], values);
    }

    private static ImmutableDictionary<string, TensorInfo> ValuesOf(TypedGraph graph, Node node)
    {
        ImmutableDictionary<string, TensorInfo>.Builder values = ImmutableDictionary.CreateBuilder<string, TensorInfo>();
        void Add(string value, Layout layout)
        {
            if (value.Length > 0)
            {
                // What is known is plain; where the layer reads it otherwise a network converts it, and it comes from outside here.
                TensorInfo info = graph.Values[value];
                values[value] = info with { Layout = layout, Value = layout == Layout.Nchw ? info.Value : null };
            }
        }
        for (int i = 0; i < node.Outputs.Length; i++)
            Add(node.Outputs[i], node.Layouts.Output(i));
        for (int i = 0; i < node.Inputs.Length; i++)
            Add(node.Inputs[i], node.Layouts.Input(i));
        return values.ToImmutable();
    }

    /// <summary>Runs once and returns the milliseconds it took: on the GPU, or as this thread sees it where there are no time stamps.</summary>
    public double Run()
    {
        long start = Stopwatch.GetTimestamp();
        _run.Schedule();
        _run.Wait();
        double wall = (Stopwatch.GetTimestamp() - start) * 1e3 / Stopwatch.Frequency;
        return _timestamps ? _run.Milliseconds() : wall;
    }

    /// <summary>The times of some runs, fastest first, after one that does not count.</summary>
    /// <param name="runs">How many at most.</param>
    /// <param name="patience">Milliseconds after which enough were run, if there are three.</param>
    public double[] Measure(int runs, double patience)
    {
        Run();
        var times = new List<double>(runs);
        long start = Stopwatch.GetTimestamp();
        while (times.Count < runs && (times.Count < 3 || (Stopwatch.GetTimestamp() - start) * 1e3 / Stopwatch.Frequency < patience))
            times.Add(Run());
        times.Sort();
        return [.. times];
    }

    public void Dispose() => _executor.Dispose();

    private static Tensor Noise(TensorInfo info)
    {
        var random = new Random(1);
        // As it lies: what is noise is noise in any order.
        var values = new Tensor<float>(info.Layout.Stored(info.Shape));
        for (int i = 0; i < values.Data.Length; i++)
            values.Data[i] = (float)random.NextDouble();
        return values.ConvertTo(info.ElementType);
    }
}
