using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Plans;

/// <summary>Lowers a typed graph node by node: gives every value its memory and collects the dispatches.</summary>
internal sealed class PlanBuilder(TypedGraph graph, DeviceProfile profile, Precision precision, IKernelChoices? choices) : ILoweringTarget
{
    private readonly List<PlanTensor> _tensors = [];
    private readonly List<Dispatch> _dispatches = [];
    private readonly Dictionary<(string Value, Layout Layout), TensorView> _views = [];
    private readonly Dictionary<(Tensor Source, string Purpose), TensorView> _constants = new(ConstantKeyComparer.Instance);

    // The parameter that each of these outputs is written over.
    private readonly Dictionary<string, string> _updates = graph.Parameters.Where(p => p.Value.Length > 0).ToDictionary(p => p.Value, p => p.Key);

    public DeviceProfile Profile { get; } = profile;

    public Precision Precision { get; } = precision;

    public IKernelChoices? Choices { get; } = choices;

    /// <summary>Lowers the whole graph.</summary>
    /// <exception cref="ShapeException">Something does not fit the device's limits.</exception>
    public Plan Build()
    {
        Dictionary<string, TensorView> inputs = DeclareInputs();
        ConcatInPlace.Assign(graph, this);
        foreach (Node node in graph.Nodes)
            node.Operator.Lower(new LoweringContext(this, node, graph.Values));

        return Finish(inputs);
    }

    /// <summary>A plan of calls on the graph's values, of which it has no node.</summary>
    public Plan Build(string name, Func<ILoweringTarget, IEnumerable<ShaderCall>> calls)
    {
        foreach (ShaderCall call in calls(this))
            Add((name, name), call, way: null);
        return Finish([]);
    }

    public TensorView ViewOf(string value, Layout layout)
    {
        if (_views.TryGetValue((value, layout), out TensorView? view))
            return view;
        TensorInfo info = graph.Values[value];
        // Nothing writes an empty tensor, so an operator may have passed it over.
        if (info.Value is null)
            return info.Shape.Count == 0 ? AllocateOutput(value, layout) : throw new InvalidOperationException($"'{value}' is read as {layout} before anything writes it so.");
        if (layout != Layout.Nchw)
            throw new InvalidOperationException($"'{value}' is known, and so plain, but read as {layout}.");
        return _views[(value, layout)] = Constant(value, info.Value, "", () => info.Value);
    }

    public TensorView AllocateOutput(string value, Layout layout)
    {
        if (_views.TryGetValue((value, layout), out TensorView? view))
            return view;
        TensorInfo info = graph.Values[value];
        if (_updates.TryGetValue(value, out string? parameter))
            return _views[(value, layout)] = _views[(parameter, layout)];
        return _views[(value, layout)] = New(value, PlanTensorKind.Activation, StorageTypes.Of(info.ElementType, Precision), info.Shape, null, layout: layout);
    }

    public void SetView(string value, Layout layout, TensorView view)
    {
        if (!_views.TryAdd((value, layout), view))
            throw new InvalidOperationException($"'{value}' already has memory.");
    }

    public TensorView Constant(string name, Tensor source, string purpose, Func<Tensor> arrange)
    {
        if (_constants.TryGetValue((source, purpose), out TensorView? view))
            return view;
        Tensor arranged = arrange();
        string fullName = purpose.Length == 0 ? name : $"{name}/{purpose}";
        return _constants[(source, purpose)] =
            New(fullName, PlanTensorKind.Constant, StorageTypes.Of(arranged.ElementType, Precision), arranged.Shape, arranged, origin: (source, purpose));
    }

    /// <summary>A constant of known shape, arranged when it is uploaded: on all processors, and never held beside what it is made from.</summary>
    public TensorView Constant(string name, Tensor source, string purpose, TensorShape shape, Func<Tensor> arrange)
    {
        if (_constants.TryGetValue((source, purpose), out TensorView? view))
            return view;
        StorageType type = StorageTypes.Of(source.ElementType, Precision);
        return _constants[(source, purpose)] = New($"{name}/{purpose}", PlanTensorKind.Constant, type, shape, null, () => Arranged(arrange, shape, purpose), origin: (source, purpose));
    }

    private static Tensor Arranged(Func<Tensor> arrange, TensorShape shape, string purpose)
    {
        Tensor arranged = arrange();
        return arranged.Shape.Count == shape.Count ? arranged : throw new InvalidOperationException($"{purpose}: {arranged.Shape} was arranged, but {shape} was announced.");
    }

    public TensorView Scratch(string name, TensorShape shape, StorageType type) => New(name, PlanTensorKind.Activation, type, shape, null);

    public void Add(Node node, KernelCall call)
    {
        if (call.Invocations > 0)
            _dispatches.Add(DispatchBuilder.Build((node.Name, node.Operator.Type), call, Profile.Limits));
    }

    public void Add(Node node, ShaderCall call, Way? way) => Add((node.Name, node.Operator.Type), call, way);

    private void Add((string Name, string Operator) of, ShaderCall call, Way? way)
    {
        if (call.Invocations <= 0)
            return;
        Dispatch dispatch = DispatchBuilder.Build(of, call, Profile.Limits, Profile.Traits.ReadsStorageInScalars) with { Way = way };
        foreach (KernelFault fault in Profile.Faults)
        {
            // Algorithms were chosen past their faults; this is a kernel that nothing can stand in for.
            if (fault.Is(dispatch.Kernel.Shader, dispatch.Variant))
                throw Profile.CannotCompute($"{fault.Operation} ({of.Operator}, node '{of.Name}')", [fault]);
        }
        _dispatches.Add(dispatch);
    }

    /// <summary>Gives the inputs their memory: the first step of a plan, alone where an operator is only asked what it could do.</summary>
    public Dictionary<string, TensorView> DeclareInputs()
    {
        var inputs = new Dictionary<string, TensorView>();
        foreach (string input in graph.Inputs)
        {
            TensorInfo info = graph.Values[input];
            bool isParameter = graph.Parameters.ContainsKey(input);
            PlanTensorKind kind = isParameter ? PlanTensorKind.Parameter : PlanTensorKind.Input;
            TensorView view = _views[(input, info.Layout)] = New(input, kind, StorageTypes.Of(info.ElementType, Precision), info.Shape, null, layout: info.Layout);
            if (!isParameter)
                inputs[input] = view;
        }
        return inputs;
    }

    private Plan Finish(Dictionary<string, TensorView> inputs)
    {
        var outputs = new Dictionary<string, TensorView>();
        foreach (string output in graph.Outputs.Where(o => !_updates.ContainsKey(o)))
        {
            // A layer by itself gives its output as it lies; a network gives all of them plain.
            Layout layout = _views.ContainsKey((output, Layout.Nchw)) ? Layout.Nchw : graph.Values[output].Layout;
            TensorView view = outputs[output] = ViewOf(output, layout);
            if (view.Tensor.Kind == PlanTensorKind.Activation)
                view.Tensor.Kind = PlanTensorKind.Output;
        }
        MemoryPlan memory = MemoryPlan.Assign(_tensors, _dispatches, Profile.Limits);
        // Without the elements: the plan outlives the upload, and would hold every weight a second time.
        Dictionary<string, TensorInfo> values = graph.Values.ToDictionary(v => v.Key, v => v.Value.Value is null ? v.Value : v.Value with { Value = null });
        return new Plan(_tensors, BarrierPlan.Apply(_dispatches), inputs, outputs, values, Precision, memory);
    }

    private TensorView New(
        string name, PlanTensorKind kind, StorageType type, TensorShape shape, Tensor? value, Func<Tensor>? arrange = null, Layout layout = Layout.Nchw,
        (Tensor, string)? origin = null)
    {
        var tensor = new PlanTensor(_tensors.Count, name, kind, type, layout.Count(shape), value, arrange, origin);
        _tensors.Add(tensor);
        return new TensorView(tensor, 0, shape, layout);
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
