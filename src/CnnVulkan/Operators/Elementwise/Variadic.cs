using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Combines any number of tensors element by element, broadcast together. ONNX Sum, Mean, Min, Max.</summary>
internal sealed class Variadic(BinaryFunction function, bool mean = false) : ElementwiseOperator
{
    /// <summary>What joins two of them: Add, Min or Max.</summary>
    public BinaryFunction Function { get; } = function;

    /// <summary>Whether the sum is divided by the number of tensors.</summary>
    public bool Mean { get; } = mean;

    /// <summary>Of two tensors it is the plain function, which passes know how to fuse; of more a chain of them.</summary>
    public static Operator Create(BinaryFunction function, NodeAttributes attributes)
        => attributes.InputCount == 2 ? new Binary(function) : new Variadic(function);

    public override string Type => Mean ? "Mean" : Function == BinaryFunction.Add ? "Sum" : Function.ToString();

    internal override NodeDescription Export(ExportContext context) => context.Describe(Type, since: 8);

    internal override void Differentiate(GradientContext context)
    {
        if (Function != BinaryFunction.Add)
        {
            VariadicGradient.Differentiate(context, Function);
            return;
        }
        string gradient = context.Times(context.Gradient()!, Mean ? 1f / context.InputCount : 1);
        for (int i = 0; i < context.InputCount; i++)
        {
            if (context.Needs(i))
                context.Set(i, context.SumTo(gradient, context.InputInfo(i).Shape));
        }
    }

    public override OperatorKind Kind => IsSum ? OperatorKind.Merge : OperatorKind.Elementwise;

    public override string Label => IsSum ? "add" : base.Label;

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)outputs[0].Shape.Count * Math.Max(inputs.Count - 1, 1);

    public override ParameterRole RoleOf(int input) => ParameterRole.Bias;

    private bool IsSum => Function == BinaryFunction.Add && !Mean;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo first = context.Input(0);
        TensorShape shape = first.Shape;
        for (int i = 1; i < context.InputCount; i++)
        {
            if ((context.Input(i).ElementType == ElementType.Float32) != (first.ElementType == ElementType.Float32))
                throw context.Error("reals and integers do not mix; convert some with Cast");
            shape = TensorShape.Broadcast(shape, context.Shape(i));
        }
        return [new TensorInfo(shape, first.ElementType)];
    }

    public override Tensor[]? Evaluate(InferenceContext context)
    {
        Tensor result = context.Value(0)!;
        for (int i = 1; i < context.InputCount; i++)
            result = BinaryTable.Evaluate(Function, result, context.Value(i)!, result.ElementType);
        return [Mean ? BinaryTable.Evaluate(BinaryFunction.Div, result, new Tensor<float>(TensorShape.Scalar, [context.InputCount]), result.ElementType) : result];
    }

    public override void Lower(LoweringContext context)
    {
        int steps = context.InputCount - (Mean ? 0 : 1);
        TensorView output = context.Output(0);
        TensorView result = context.Input(0);
        // max(x, x) copies x: for a single input there is nothing to join.
        if (steps == 0)
            Binary.Dispatch(context, BinaryFunction.Max, result, result, output);
        for (int i = 1; i < context.InputCount; i++)
        {
            TensorView next = context.Input(i);
            TensorShape shape = TensorShape.Broadcast(result.Shape, next.Shape);
            TensorView joined = i == steps ? output : context.Scratch($"joined{i}", shape, output.Type);
            Binary.Dispatch(context, Function, result, next, joined);
            result = joined;
        }
        if (Mean)
            Binary.Dispatch(context, BinaryFunction.Div, result, InputCountAsConstant(context), output);
    }

    private static TensorView InputCountAsConstant(LoweringContext context)
    {
        var count = new Tensor<float>(TensorShape.Scalar, [context.InputCount]);
        return context.Constant(count, "", () => count);
    }
}
