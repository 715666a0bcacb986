using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Numbers from a start in equal steps up to a limit that is not reached. ONNX Range.</summary>
internal sealed class Range : KnownOperator
{
    public static Operator Create(NodeAttributes attributes) => new Range();

    internal override NodeDescription Export(ExportContext context) => context.Describe("Range", since: 11);

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        ElementType type = context.Input(0).ElementType;
        for (int i = 0; i < 3; i++)
        {
            if (context.RequireValue(i).Shape.Count != 1 || context.Input(i).ElementType != type || type == ElementType.Bool)
                throw context.Error("start, limit and delta must be one number each, all of one type");
        }
        decimal count = type == ElementType.Float32 ? RealCount(context) : IntegerCount(context);
        // All of it is computed on the CPU at load, so it must not pass what is folded there.
        if (count > ShapeInference.MaxFoldedElements)
            throw context.Error($"the range has {count} numbers, more than the {ShapeInference.MaxFoldedElements} that are supported");
        return [new TensorInfo(new TensorShape((int)count), type)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        TensorInfo info = Infer(context)[0];
        if (info.ElementType == ElementType.Float32)
        {
            float first = context.Value(0)!.ToFloatArray()[0], step = context.Value(2)!.ToFloatArray()[0];
            return [new Tensor<float>(info.Shape, Enumerable.Range(0, info.Shape.Count).Select(i => first + i * step).ToArray())];
        }
        long start = context.Value(0)!.ToInt64Array()[0], delta = context.Value(2)!.ToInt64Array()[0];
        long[] values = Enumerable.Range(0, info.Shape.Count).Select(i => start + i * delta).ToArray();
        return [new Tensor<long>(info.Shape, values).ConvertTo(info.ElementType)];
    }

    public override void Lower(LoweringContext context)
    {
        Tensor value = context.OutputInfo(0).Value!;
        context.SetOutputView(0, context.Constant(value, "", () => value));
    }

    private static decimal RealCount(InferenceContext context)
    {
        double start = context.Value(0)!.ToFloatArray()[0], limit = context.Value(1)!.ToFloatArray()[0], delta = context.Value(2)!.ToFloatArray()[0];
        double count = Math.Ceiling((limit - start) / delta);
        if (delta == 0 || double.IsNaN(count))
            throw context.Error($"a range from {start} to {limit} in steps of {delta} has no end");
        return (decimal)Math.Clamp(count, 0, int.MaxValue);
    }

    private static decimal IntegerCount(InferenceContext context)
    {
        // 28 digits: the difference of two 64-bit integers is exact.
        decimal start = context.Value(0)!.ToInt64Array()[0], limit = context.Value(1)!.ToInt64Array()[0], delta = context.Value(2)!.ToInt64Array()[0];
        return delta == 0
            ? throw context.Error($"a range from {start} to {limit} in steps of 0 has no end")
            : Math.Max(Math.Ceiling((limit - start) / delta), 0);
    }
}
