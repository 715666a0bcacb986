using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Converts elements to another type, truncating towards zero; anything but 0 becomes true. ONNX Cast, and CastLike where the type is
/// that of input 1. Where both types are stored alike on the GPU the output is a view.
/// </summary>
internal sealed class Cast(ElementType? to) : ElementwiseOperator, IViewOperator
{
    /// <summary>The type to convert to; null for that of input 1.</summary>
    public ElementType? To { get; } = to;

    public override string Type => To is null ? "CastLike" : "Cast";

    public static Operator Create(NodeAttributes attributes)
    {
        // Opset 1 to 5 name the type, later ones number it.
        string name = attributes.Opset < 6 ? attributes.String("to", "") : "";
        int number = attributes.Opset < 6 ? 0 : attributes.Int("to", 0);
        return new Cast((name, number) switch
        {
            ("FLOAT" or "FLOAT16" or "DOUBLE", _) or (_, 1 or 10 or 11 or 16) => ElementType.Float32,
            ("UINT8" or "INT8" or "UINT16" or "INT16" or "INT32", _) or (_, 2 or 3 or 4 or 5 or 6) => ElementType.Int32,
            ("UINT32" or "INT64" or "UINT64", _) or (_, 7 or 12 or 13) => ElementType.Int64,
            ("BOOL", _) or (_, 9) => ElementType.Bool,
            _ => throw new NotSupportedException($"a cast to type {(name.Length > 0 ? name : number)}; real numbers, integers and bool are supported"),
        });
    }

    public static Operator CreateLike(NodeAttributes attributes) => new Cast(null);

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe(Type, To is null ? 15 : 6);
        // ONNX's numbers of FLOAT, INT32, INT64 and BOOL.
        node["to"] = To switch { ElementType.Float32 => 1, ElementType.Int32 => 6, ElementType.Int64 => 7, ElementType.Bool => 9, _ => null };
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        // What goes through whole numbers changes in jumps only.
        if (context.InputInfo(0).ElementType == ElementType.Float32 && context.OutputInfo(0).ElementType == ElementType.Float32)
            context.Set(0, context.Gradient()!);
    }

    // Another form of the same number.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    internal override bool KeepsScores => To is not null;

    public override TensorInfo[] Infer(InferenceContext context) => [new TensorInfo(context.Shape(0), To ?? context.Input(1).ElementType)];

    public override Tensor[] Evaluate(InferenceContext context) => [context.Value(0)!.ConvertTo(To ?? context.Input(1).ElementType)];

    public override void Lower(LoweringContext context)
    {
        ElementType from = context.InputInfo(0).ElementType, to = context.OutputInfo(0).ElementType;
        bool alike = from == to || (from != ElementType.Float32 && to is not (ElementType.Float32 or ElementType.Bool));
        if (alike)
            context.SetOutputView(0, context.Input(0));
        else
            Convert(context, context.Input(0), context.Output(0), to);
    }

    /// <summary>Adds the dispatches that convert one view to another.</summary>
    public static void Convert(LoweringContext context, TensorView input, TensorView output, ElementType to)
    {
        var flat = new TensorShape(input.Count);
        TensorView source = input.Reshape(flat), target = output.Reshape(flat);
        foreach ((int start, int count) in context.SplitOuter(input.Count, source, target))
        {
            TensorView from = source.Range(start, count), into = target.Range(start, count);
            // Each shader's variants are of the side that may be real.
            context.Add(to == ElementType.Float32
                ? new CastToRealCall { Input = from, Output = into, Count = count, ElementType = into.Type, Invocations = count }
                : new CastToIntegerCall { Input = from, Output = into, Count = count, ToBool = to == ElementType.Bool, Invocations = count });
        }
    }
}
