using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Takes elements of one tensor where a condition holds, of another where not; all three broadcast. ONNX Where.</summary>
internal sealed class Where : ElementwiseOperator
{
    /// <summary>Axes one dispatch can have after joining: four push constants each, and 128 bytes in all.</summary>
    private const int MaxRank = 6;

    public static Operator Create(NodeAttributes attributes) => new Where();

    internal override NodeDescription Export(ExportContext context) => context.Describe("Where", since: 9);

    internal override void Differentiate(GradientContext context)
    {
        for (int i = 1; i <= 2; i++)
        {
            if (context.Needs(i))
                context.Set(i, context.SumTo(context.Where(context.Input(0), context.Gradient()!, holds: i == 1), context.InputInfo(i).Shape));
        }
    }

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo first = context.Input(1);
        if (context.Input(0).ElementType != ElementType.Bool)
            throw context.Error($"the condition must be Bool, not {context.Input(0).ElementType}");
        if (context.Input(2).ElementType != first.ElementType)
            throw context.Error("both choices must be of one type");
        TensorShape shape = TensorShape.Broadcast(context.Shape(0), TensorShape.Broadcast(first.Shape, context.Shape(2)));
        return [new TensorInfo(shape, first.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        TensorShape shape = Infer(context)[0].Shape;
        Tensor[] inputs = Enumerable.Range(0, 3).Select(i =>
        {
            Tensor input = context.Value(i)!;
            Tensor expanded = TensorFactory.Zeros(input.ElementType, shape);
            Expand.Broadcast(input.Shape, shape).Run(input, expanded);
            return expanded;
        }).ToArray();
        var condition = (Tensor<bool>)inputs[0];
        return [inputs[1] switch
        {
            Tensor<float> t => Choose(condition, t, (Tensor<float>)inputs[2]),
            Tensor<int> t => Choose(condition, t, (Tensor<int>)inputs[2]),
            Tensor<long> t => Choose(condition, t, (Tensor<long>)inputs[2]),
            _ => Choose(condition, (Tensor<bool>)inputs[1], (Tensor<bool>)inputs[2]),
        }];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView output = context.Output(0);
        TensorView[] inputs = [context.Input(0), context.Input(1), context.Input(2)];
        var axes = Axes();
        if (axes.Rank > MaxRank)
        {
            inputs = inputs.Select((input, i) => Expanded(context, input, output.Shape, i)).ToArray();
            axes = Axes();
        }
        context.Add(new WhereCall
        {
            Condition = inputs[0],
            First = inputs[1],
            Second = inputs[2],
            Output = output,
            Count = output.Count,
            Extent = axes.Extents,
            ConditionStride = axes.Strides[0],
            FirstStride = axes.Strides[1],
            SecondStride = axes.Strides[2],
            Rank = axes.Rank,
            ElementType = output.Type,
            Invocations = output.Count,
        });

        BroadcastAxes Axes() => BroadcastAxes.Collapse(output.Shape, [.. inputs.Select(i => i.Shape)]);
    }

    private static Tensor<T> Choose<T>(Tensor<bool> condition, Tensor<T> first, Tensor<T> second)
        where T : unmanaged
        => new(condition.Shape, condition.Data.Select((c, i) => c ? first.Data[i] : second.Data[i]).ToArray());

    private static TensorView Expanded(LoweringContext context, TensorView input, TensorShape shape, int number)
    {
        TensorView whole = context.Scratch($"input{number}", shape, input.Type);
        Expand.Broadcast(input.Shape, shape).Lower(context, input, whole);
        return whole;
    }
}
