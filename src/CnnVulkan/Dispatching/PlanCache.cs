using CnnVulkan.Graphs;
using CnnVulkan.Plans;

namespace CnnVulkan.Dispatching;

/// <summary>
/// The plans of one worker, one per set of input shapes, and of input elements where shapes depend on them. Keeps the few used last:
/// each holds its own weights.
/// </summary>
internal sealed class PlanCache(Graph graph, VisionDevice device, WorkerOptions options) : IDisposable
{
    /// <summary>Enough to alternate between two or three picture sizes.</summary>
    private const int Most = 3;

    // The one used last stands first.
    private readonly List<Entry> _entries = [];
    private readonly RunSequence _sequence = new();

    /// <summary>Told how far making a plan has come, from 0 to 1; or null.</summary>
    public IProgress<double>? Progress { get; set; }

    /// <summary>The plan for the shapes the graph and the options give; null where some are open or depend on elements not yet set.</summary>
    public Entry? TryGetForDeclaredShapes()
    {
        var inputs = new Dictionary<string, TensorInfo>();
        foreach (GraphInput input in graph.Inputs)
        {
            if (options.ShapeOf(input) is not { } shape)
                return null;
            inputs[input.Name] = new TensorInfo(shape, input.ElementType);
        }
        try
        {
            return Add(inputs);
        }
        catch (ShapeException error) when (error.RequiredInput is not null)
        {
            return null;
        }
    }

    /// <summary>The plan for inputs newly set, with the shapes of the plan before for the others.</summary>
    /// <param name="previous">The plan before, or null.</param>
    /// <param name="set">What was set.</param>
    /// <param name="make">Whether it may be made; else only one that there is already is given, or null.</param>
    /// <exception cref="InvalidOperationException">The shape of an input is open, and it was never set.</exception>
    public Entry? Get(Entry? previous, IReadOnlyDictionary<string, TensorInfo> set, bool make)
    {
        var inputs = new Dictionary<string, TensorInfo>();
        foreach (GraphInput input in graph.Inputs)
        {
            TensorInfo? info = set.TryGetValue(input.Name, out TensorInfo? given) ? given : previous?.Inputs[input.Name];
            if (info is null && options.ShapeOf(input) is { } shape)
                info = new TensorInfo(shape, input.ElementType);
            inputs[input.Name] = info
                ?? throw new InvalidOperationException($"Input '{input}' was not set, and its shape is open. Call SetInput before Schedule.");
        }
        Entry? found = _entries.FirstOrDefault(e => e.Fits(inputs));
        if (found is null)
            return make ? Add(inputs) : null;
        _entries.Remove(found);
        _entries.Insert(0, found);
        return found;
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries)
            entry.Runs.Dispose();
        _entries.Clear();
    }

    private Entry Add(Dictionary<string, TensorInfo> inputs)
    {
        while (_entries.Count >= Most && DropOne())
        {
        }
        PlanRuns runs;
        try
        {
            runs = Make(inputs);
        }
        catch (GpuOutOfMemoryException) when (_entries.Count > 0)
        {
            // Plans kept for later must not keep this one from running.
            while (DropOne())
            {
            }
            runs = Make(inputs);
        }
        var entry = new Entry(runs, inputs);
        _entries.Insert(0, entry);
        return entry;
    }

    private PlanRuns Make(Dictionary<string, TensorInfo> inputs)
    {
        Plan plan = device.MakePlan(options.Precision, planner => planner.Plan(graph, inputs, options.Keep, options.Optimize), device.Queue(options.Queue));
        var runs = new PlanRuns(plan, device, options, _sequence, Progress);
        plan.ReleaseConstants();
        return runs;
    }

    /// <summary>Frees the plan used longest ago of those that no command buffer of the host may still be running; whether there was one.</summary>
    private bool DropOne()
    {
        int last = _entries.FindLastIndex(e => !e.Runs.IsUsedByHost);
        if (last < 0)
            return false;
        _entries[last].Runs.Dispose();
        _entries.RemoveAt(last);
        return true;
    }

    /// <summary>A plan on the GPU and the inputs it was made for.</summary>
    public sealed class Entry
    {
        public Entry(PlanRuns runs, IReadOnlyDictionary<string, TensorInfo> inputs)
        {
            Runs = runs;
            Plan plan = Executor.Plan;
            // Elements matter only of inputs that became constants; keeping the others' would hold a copy of every picture.
            Inputs = inputs.ToDictionary(i => i.Key, i => plan.Inputs.ContainsKey(i.Key) ? i.Value with { Value = null } : i.Value);
        }

        public PlanRuns Runs { get; }

        public PlanExecutor Executor => Runs.Executor;

        /// <summary>Shape of every input, with the elements of those that shapes depend on.</summary>
        public IReadOnlyDictionary<string, TensorInfo> Inputs { get; }

        public IReadOnlyDictionary<string, GpuTensor> Outputs => Runs.Outputs;

        /// <summary>Whether this plan can run with that tensor as that input.</summary>
        public bool Takes(string name, Tensor tensor)
            => Inputs[name] is var info && info.Shape.Equals(tensor.Shape)
                && (Executor.Plan.Inputs.ContainsKey(name) || info.Value is not null && TensorCopy.Equal(info.Value, tensor));

        public bool Fits(IReadOnlyDictionary<string, TensorInfo> inputs)
            => Inputs.All(i => i.Value.Shape.Equals(inputs[i.Key].Shape)
                && (Executor.Plan.Inputs.ContainsKey(i.Key) || i.Value.Value is not null && inputs[i.Key].Value is { } value && TensorCopy.Equal(i.Value.Value, value)));

        public void Set(string name, Tensor tensor)
        {
            if (Executor.Plan.Inputs.ContainsKey(name))
                Executor.Input(name).Set(tensor, name);
        }

        /// <summary>Takes over an input as another plan holds it, if it holds the same shape.</summary>
        public void TakeOver(string name, Entry other)
        {
            if (other.Executor.Plan.Inputs.ContainsKey(name) && other.Executor.Input(name).IsSet && other.Inputs[name].Shape.Equals(Inputs[name].Shape))
                Executor.Input(name).SetFrom(other.Executor.Input(name), other.Executor);
        }
    }
}
