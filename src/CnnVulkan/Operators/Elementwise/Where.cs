using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>Takes elements of one tensor where a condition holds, of another where not; all three broadcast. ONNX Where.</summary>
internal sealed class Where : Operator
{
    /// <summary>Axes one dispatch can have after joining: four push constants each, and 128 bytes in all.</summary>
    private const int MaxRank = 6;

    internal static readonly Kernel Kernel = new(
        "where",
        ["condition", "first", "second", "out output"],
        [
            "uint count",
            .. NumberedPush.Declare("uint extent", MaxRank),
            .. NumberedPush.Declare("uint condition_stride", MaxRank),
            .. NumberedPush.Declare("uint first_stride", MaxRank),
            .. NumberedPush.Declare("uint second_stride", MaxRank),
        ],
        ["rank"]);

    public static Operator Create(NodeAttributes attributes) => new Where();

    internal override NodeDescription Export(ExportContext context) => context.Describe("Where", since: 9);

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
        List<(int Extent, int[] Strides)> axes = BroadcastAxes(output.Shape, inputs);
        if (axes.Count > MaxRank)
        {
            inputs = inputs.Select((input, i) => Expanded(context, input, output.Shape, i)).ToArray();
            axes = BroadcastAxes(output.Shape, inputs);
        }
        var push = new Dictionary<string, PushValue> { ["count"] = output.Count };
        NumberedPush.Set(push, "extent", MaxRank, [.. axes.Select(a => a.Extent)], 1);
        string[] names = ["condition_stride", "first_stride", "second_stride"];
        for (int i = 0; i < names.Length; i++)
            NumberedPush.Set(push, names[i], MaxRank, [.. axes.Select(a => a.Strides[i])], 0);
        context.Add(new KernelCall
        {
            Kernel = Kernel,
            Buffers = [.. inputs, output],
            Push = push,
            Constants = { ["rank"] = (uint)axes.Count },
            Variant = output.Type,
            Invocations = output.Count,
        });
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

    /// <summary>The output's axes with each input's stride, joined where every input runs on from one into the next.</summary>
    private static List<(int Extent, int[] Strides)> BroadcastAxes(TensorShape output, TensorView[] inputs)
    {
        int[][] strides = inputs.Select(i => Expand.BroadcastStrides(i.Shape, output)).ToArray();
        var axes = new List<(int Extent, int[] Strides)>();
        for (int a = 0; a < output.Rank; a++)
        {
            int extent = output[a];
            int[] steps = strides.Select(s => s[a]).ToArray();
            if (extent == 1)
                continue;
            if (axes.Count > 0 && axes[^1].Strides.Zip(steps, (outer, step) => outer == (long)step * extent).All(x => x))
                axes[^1] = (axes[^1].Extent * extent, steps);
            else
                axes.Add((extent, steps));
        }
        return axes;
    }
}
