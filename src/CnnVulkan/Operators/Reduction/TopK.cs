using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// The k largest or smallest elements along an axis in order, and their indices as 64-bit integers; of equal ones the lower index
/// comes first. ONNX TopK; <c>sorted=0</c> allows any order, this one too.
/// </summary>
internal sealed class TopK : Operator
{
    public TopK(int? k = null, int axis = -1, bool largest = true)
    {
        K = k;
        Axis = axis;
        Largest = largest;
    }

    /// <summary>How many; null where input 1 says it.</summary>
    public int? K { get; }

    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; }

    /// <summary>Whether the largest are looked for, else the smallest.</summary>
    public bool Largest { get; }

    /// <summary>ONNX: k is an attribute before opset 10, an input since.</summary>
    public static Operator Create(NodeAttributes attributes)
    {
        int? k = attributes.Opset < 10 ? attributes.Int("k", 0) : null;
        return new TopK(k, attributes.Int("axis", -1), attributes.Flag("largest", true));
    }

    internal override NodeDescription Export(ExportContext context)
    {
        const int KIsInputSince = 10;
        var node = new NodeDescription("TopK") { ["axis"] = Axis };
        if (!Largest)
        {
            context.Require(11, "TopK of the smallest");
            node["largest"] = 0;
        }
        if (context.Opset < KIsInputSince)
            node["k"] = K ?? context.RequireValue(node, 1, "k", KIsInputSince).ToInt32Array()[0];
        else if (K is { } k)
            node.SetInput(1, "k", TensorFactory.Longs([k]));
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // Each element is compared at least once.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        long k = K ?? Single(context, context.RequireValue(1));
        if (k < 0 || k > input.Shape[axis])
            throw context.Error($"k is {k}, but axis {Axis} has {input.Shape[axis]} elements");
        TensorShape shape = input.Shape.With(axis, (int)k);
        return [new TensorInfo(shape, input.ElementType), new TensorInfo(shape, ElementType.Int64)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        TensorShape shape = (context.HasOutput(0) ? context.OutputInfo(0) : context.OutputInfo(1)).Shape;
        context.Add(new TopKCall
        {
            Input = input,
            Values = context.HasOutput(0) ? context.Output(0) : context.Scratch("values", shape, input.Type),
            Indices = context.HasOutput(1) ? context.Output(1) : context.Scratch("indices", shape, StorageType.Int32),
            Largest = Largest,
            Count = input.Count,
            Extent = input.Shape[axis],
            Inner = input.Shape.CountOf(axis + 1, input.Shape.Rank),
            K = shape[axis],
            Invocations = shape.Count == 0 ? 0 : input.Count,
        });
    }

    private static long Single(InferenceContext context, Tensor k)
        => k.Shape.Count == 1 ? k.ToInt64Array()[0] : throw context.Error($"k is a single number, but input 1 is {k.Shape}");
}
