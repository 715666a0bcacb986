using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Tuning;

namespace CnnVulkan;

/// <summary>
/// Finds the fastest way to compute each layer of a network on a device, by trying. The choices are kept in the device's cache directory,
/// for this driver and these shaders, and serve every plan made from then on, here and in later processes. Nothing needs it, and nothing
/// is ever tried while a network runs.
/// </summary>
public static class KernelTuner
{
    /// <summary>A choice must save this part of the time: less is noise, and would make plans differ from machine to machine.</summary>
    private const double LeastGain = 0.05;

    private const int Runs = 20;

    /// <summary>Milliseconds spent on one way, once it has run three times.</summary>
    private const double Patience = 150;

    /// <summary>Times every distinct layer of a network that can be computed in several ways, and keeps what is fastest.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="device">The device; nothing else should run on it.</param>
    /// <param name="options">The precision, and the input shapes that the network leaves open.</param>
    /// <param name="progress">Hears of each layer as it is done; null for nobody.</param>
    /// <param name="interrupt">Ends it early; what was found until then is kept.</param>
    /// <returns>The layers in the order they are first computed.</returns>
    /// <exception cref="ShapeException">An input's shape is open and not given, or the network does not fit it.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static IReadOnlyList<TunedLayer> Run(
        Graph graph, VisionDevice device, WorkerOptions? options = null, IProgress<TunedLayer>? progress = null, CancellationToken interrupt = default)
    {
        options ??= new WorkerOptions();
        // What is wrong must not win by being fast.
        device.Checks.CheckAll(options.Precision);
        TypedGraph typed = new Planner(device.Profile, options.Precision).Prepare(graph, Inputs(graph, options), options.Keep, options.Optimize);
        var found = new List<TunedLayer>();
        try
        {
            var seen = new HashSet<string>();
            foreach (Node node in typed.Nodes)
            {
                interrupt.ThrowIfCancellationRequested();
                if (node.Operator is not ITunable tunable || !seen.Add(KernelChoices.LayerOf(node, tunable, typed.Values, options.Precision)))
                    continue;
                if (Tune(typed, node, tunable, device, options.Precision) is not { } layer)
                    continue;
                found.Add(layer);
                progress?.Report(layer);
            }
        }
        finally
        {
            device.Tuning.Add(found);
        }
        return found;
    }

    private static TunedLayer? Tune(TypedGraph graph, Node node, ITunable tunable, VisionDevice device, Precision precision)
    {
        TypedGraph alone = LayerProbe.Alone(graph, node);
        IReadOnlyList<Way> ways = tunable.Ways(new Planner(device.Profile, precision).Lowering(alone, node));
        if (ways.Count < 2)
            return null;
        double rule = Measure(graph, node, device, precision, KernelChoices.None);
        Dictionary<Way, double> times = ways.ToDictionary(way => way, way => Measure(graph, node, device, precision, KernelChoices.Always(way)));
        (Way best, double least) = times.OrderBy(t => t.Value).Select(t => (t.Key, t.Value)).First();
        // Once more: of many times that are all noise, the least is far below what the same takes again.
        bool wins = least < rule * (1 - LeastGain) && Measure(graph, node, device, precision, KernelChoices.Always(best))
            < Measure(graph, node, device, precision, KernelChoices.None) * (1 - LeastGain);
        return new TunedLayer(node.Name, KernelChoices.LayerOf(node, tunable, graph.Values, precision), rule, times, wins ? best : null);
    }

    /// <summary>The fastest run: other work on the machine only ever adds.</summary>
    private static double Measure(TypedGraph graph, Node node, VisionDevice device, Precision precision, KernelChoices choices)
    {
        try
        {
            using var probe = new LayerProbe(graph, node, device, precision, choices);
            return probe.Measure(Runs, Patience)[0];
        }
        catch (Exception error) when (error is ShapeException or GpuOutOfMemoryException && choices != KernelChoices.None)
        {
            // A way that this device cannot go is not taken.
            return double.PositiveInfinity;
        }
    }

    private static Dictionary<string, TensorInfo> Inputs(Graph graph, WorkerOptions options) => graph.Inputs.ToDictionary(
        i => i.Name,
        i => new TensorInfo(
            options.ShapeOf(i) ?? throw new ShapeException($"Input '{i}' leaves its shape open. Give it in WorkerOptions.InputShapes."), i.ElementType));
}
