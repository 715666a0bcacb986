using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;
using CnnVulkan.Tuning;

namespace CnnVulkan.Plans;

/// <summary>Lowers a typed graph node by node: gives every value its memory and collects the dispatches.</summary>
internal sealed class PlanBuilder(TypedGraph graph, DeviceLimits limits, Precision precision, KernelChoices? choices = null)
{
    private readonly List<PlanTensor> _tensors = [];
    private readonly List<Dispatch> _dispatches = [];
    private readonly Dictionary<string, TensorView> _views = [];
    private readonly Dictionary<(Tensor Source, string Purpose), TensorView> _constants = new(ConstantKeyComparer.Instance);

    public DeviceLimits Limits { get; } = limits;

    public Precision Precision { get; } = precision;

    /// <summary>What is known of the fastest ways; operators' rules decide the rest.</summary>
    public KernelChoices Choices { get; } = choices ?? KernelChoices.None;

    /// <summary>Lowers the whole graph.</summary>
    /// <exception cref="ShapeException">Something does not fit the device's limits.</exception>
    public static Plan Build(TypedGraph graph, DeviceLimits limits, Precision precision, KernelChoices? choices = null)
        => new PlanBuilder(graph, limits, precision, choices).Build(graph);

    /// <summary>A plan of calls that no network asks for, such as a probe of the device.</summary>
    /// <param name="name">What its dispatches are listed as.</param>
    /// <param name="values">What the calls work on, by name: what has elements is a constant, the rest they write and can be read after a run.</param>
    /// <param name="limits">The device.</param>
    /// <param name="calls">Makes the calls, on the builder's views of the values.</param>
    /// <exception cref="ShapeException">A value does not fit the device's limits.</exception>
    public static Plan OfCalls(string name, IReadOnlyDictionary<string, TensorInfo> values, DeviceLimits limits, Func<PlanBuilder, IEnumerable<ShaderCall>> calls)
    {
        var graph = new TypedGraph([], [.. values.Where(v => v.Value.Value is null).Select(v => v.Key)], [], values.ToImmutableDictionary());
        var builder = new PlanBuilder(graph, limits, Precision.Float32);
        foreach (ShaderCall call in calls(builder))
            builder.Add((name, name), call);
        return builder.Finish([]);
    }

    public TensorView ViewOf(string value)
    {
        if (_views.TryGetValue(value, out TensorView? view))
            return view;
        TensorInfo info = graph.Values[value];
        // Nothing writes an empty tensor, so an operator may have passed it over.
        if (info.Value is null)
            return info.Shape.Count == 0 ? AllocateOutput(value) : throw new InvalidOperationException($"'{value}' is read before anything writes it.");
        return _views[value] = Constant(value, info.Value, "", () => info.Value);
    }

    public TensorView AllocateOutput(string value)
    {
        if (_views.TryGetValue(value, out TensorView? view))
            return view;
        TensorInfo info = graph.Values[value];
        return _views[value] = New(value, PlanTensorKind.Activation, StorageTypes.Of(info.ElementType, Precision), info.Shape, null);
    }

    public void SetView(string value, TensorView view)
    {
        if (!_views.TryAdd(value, view))
            throw new InvalidOperationException($"'{value}' already has memory.");
    }

    public TensorView Constant(string name, Tensor source, string purpose, Func<Tensor> pack)
    {
        if (_constants.TryGetValue((source, purpose), out TensorView? view))
            return view;
        Tensor packed = pack();
        string fullName = purpose.Length == 0 ? name : $"{name}/{purpose}";
        return _constants[(source, purpose)] =
            New(fullName, PlanTensorKind.Constant, StorageTypes.Of(packed.ElementType, Precision), packed.Shape, packed);
    }

    /// <summary>A constant of known shape, packed when it is uploaded: on all processors, and never held beside what it is made from.</summary>
    public TensorView Constant(string name, Tensor source, string purpose, TensorShape shape, Func<Tensor> pack)
    {
        if (_constants.TryGetValue((source, purpose), out TensorView? view))
            return view;
        StorageType type = StorageTypes.Of(source.ElementType, Precision);
        return _constants[(source, purpose)] = New($"{name}/{purpose}", PlanTensorKind.Constant, type, shape, null, () => Packed(pack, shape, purpose));
    }

    private static Tensor Packed(Func<Tensor> pack, TensorShape shape, string purpose)
    {
        Tensor packed = pack();
        return packed.Shape.Count == shape.Count ? packed : throw new InvalidOperationException($"{purpose}: {packed.Shape} was packed, but {shape} was announced.");
    }

    public TensorView Scratch(string name, TensorShape shape, StorageType type) => New(name, PlanTensorKind.Activation, type, shape, null);

    public void Add(Node node, KernelCall call)
    {
        if (call.Invocations > 0)
            _dispatches.Add(DispatchBuilder.Build((node.Name, node.Operator.Type), call, Limits));
    }

    public void Add(Node node, ShaderCall call) => Add((node.Name, node.Operator.Type), call);

    private void Add((string Name, string Operator) of, ShaderCall call)
    {
        if (call.Invocations > 0)
            _dispatches.Add(DispatchBuilder.Build(of, call, Limits, PackedLayout.UsesTexels(Limits)));
    }

    /// <summary>Gives the inputs their memory: the first step of a plan, alone where an operator is only asked what it could do.</summary>
    public Dictionary<string, TensorView> DeclareInputs(TypedGraph typed)
    {
        var inputs = new Dictionary<string, TensorView>();
        foreach (string input in typed.Inputs)
        {
            TensorInfo info = typed.Values[input];
            inputs[input] = _views[input] = New(input, PlanTensorKind.Input, StorageTypes.Of(info.ElementType, Precision), info.Shape, null);
        }
        return inputs;
    }

    private Plan Build(TypedGraph typed)
    {
        Dictionary<string, TensorView> inputs = DeclareInputs(typed);
        ConcatInPlace.Assign(typed, this);
        foreach (Node node in typed.Nodes)
            node.Operator.Lower(new LoweringContext(this, node, typed.Values));
        return Finish(inputs);
    }

    private Plan Finish(Dictionary<string, TensorView> inputs)
    {
        var outputs = new Dictionary<string, TensorView>();
        foreach (string output in graph.Outputs)
        {
            TensorView view = outputs[output] = ViewOf(output);
            if (view.Tensor.Kind == PlanTensorKind.Activation)
                view.Tensor.Kind = PlanTensorKind.Output;
        }
        MemoryPlan memory = MemoryPlan.Assign(_tensors, _dispatches, Limits);
        // Without the elements: the plan outlives the upload, and would hold every weight a second time.
        Dictionary<string, TensorInfo> values = graph.Values.ToDictionary(v => v.Key, v => v.Value.Value is null ? v.Value : v.Value with { Value = null });
        return new Plan(_tensors, BarrierPlan.Apply(_dispatches), inputs, outputs, values, Precision, memory);
    }

    private TensorView New(string name, PlanTensorKind kind, StorageType type, TensorShape shape, Tensor? value, Func<Tensor>? pack = null)
    {
        var tensor = new PlanTensor(_tensors.Count, name, kind, type, shape.Count, value, pack);
        _tensors.Add(tensor);
        return new TensorView(tensor, 0, shape);
    }

    /// <summary>Weights are shared by identity: comparing megabytes of elements would cost more than it saves.</summary>
    private sealed class ConstantKeyComparer : IEqualityComparer<(Tensor Source, string Purpose)>
    {
        public static readonly ConstantKeyComparer Instance = new();

        public bool Equals((Tensor Source, string Purpose) x, (Tensor Source, string Purpose) y)
            => ReferenceEquals(x.Source, y.Source) && x.Purpose == y.Purpose;

        public int GetHashCode((Tensor Source, string Purpose) key)
            => HashCode.Combine(ReferenceEqualityComparer<Tensor>.Instance.GetHashCode(key.Source), key.Purpose);
    }
}
