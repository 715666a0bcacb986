using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Applies a function to every element. ONNX Abs, Neg, Sign, Not, Exp, Log, Sqrt, Reciprocal, Floor, Ceil, Round, Erf, the
/// trigonometric and hyperbolic functions and their inverses, IsNaN, IsInf.
/// </summary>
internal sealed class Unary(UnaryFunction function) : ElementwiseOperator
{
    /// <summary>The function.</summary>
    public UnaryFunction Function { get; } = function;

    public override string Type => Function is UnaryFunction.IsPositiveInf or UnaryFunction.IsNegativeInf ? "IsInf" : Function.ToString();

    /// <summary>ONNX IsInf: either infinity counts only if its attribute says so.</summary>
    public static Operator CreateIsInf(NodeAttributes attributes)
        => (attributes.Flag("detect_positive", true), attributes.Flag("detect_negative", true)) switch
        {
            (true, true) => new Unary(UnaryFunction.IsInf),
            (true, false) => new Unary(UnaryFunction.IsPositiveInf),
            (false, true) => new Unary(UnaryFunction.IsNegativeInf),
            _ => throw attributes.Error("detect_positive and detect_negative are both 0, so the result would be false everywhere"),
        };

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe(Type, Function switch
        {
            UnaryFunction.Sign or UnaryFunction.Erf or (>= UnaryFunction.Sinh and <= UnaryFunction.IsNaN) => 9,
            UnaryFunction.IsInf or UnaryFunction.IsPositiveInf or UnaryFunction.IsNegativeInf => 10,
            UnaryFunction.Round => 11,
            _ => 7,
        });
        if (Function == UnaryFunction.IsPositiveInf)
            node["detect_negative"] = 0;
        if (Function == UnaryFunction.IsNegativeInf)
            node["detect_positive"] = 0;
        return node;
    }

    internal override void Differentiate(GradientContext context) => UnaryGradient.Differentiate(context, Function);

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        bool fits = Function == UnaryFunction.Not
            ? input.ElementType == ElementType.Bool
            : input.ElementType == ElementType.Float32 || (UnaryTable.TakesIntegers(Function) && input.ElementType != ElementType.Bool);
        if (!fits)
            throw context.Error($"it is not defined for {input.ElementType}");
        return [new TensorInfo(input.Shape, UnaryTable.IsPredicate(Function) ? ElementType.Bool : input.ElementType)];
    }

    public override Tensor[]? Evaluate(InferenceContext context)
    {
        Tensor x = context.Value(0)!;
        if (x is Tensor<float> reals)
        {
            var results = new Tensor<float>(x.Shape, Array.ConvertAll(reals.Data, v => (float)UnaryTable.Apply(Function, (double)v)));
            return [results.ConvertTo(UnaryTable.IsPredicate(Function) ? ElementType.Bool : ElementType.Float32)];
        }
        return [new Tensor<long>(x.Shape, Array.ConvertAll(x.ToInt64Array(), v => UnaryTable.Apply(Function, v))).ConvertTo(x.ElementType)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0);
        TensorView output = context.Output(0);
        foreach ((int start, int count) in context.SplitOuter(output.Count, input, output))
        {
            var shape = new TensorShape(count);
            TensorView from = input.Part(start, shape), to = output.Part(start, shape);
            context.Add(Function >= UnaryFunction.IsNaN
                ? new UnaryClassifyCall { Input = from, Output = to, Count = count, Function = (long)Function, Invocations = count }
                : new UnaryCall { Input = from, Output = to, Count = count, Function = (long)Function, Invocations = count });
        }
    }
}
