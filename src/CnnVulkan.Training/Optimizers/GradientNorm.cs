using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Training;

/// <summary>
/// The Euclidean norm of a list, summed in a fixed order; infinite or NaN where the list is, or where its squares pass float's range. Input:
/// the list. Output: one number.
/// </summary>
internal sealed class GradientNorm : Operator
{
    /// <summary>Elements that a workgroup sums: each of 256 invocations takes 64, so that sums are exact to about 64 + 8 roundings.</summary>
    private const int Stretch = 1 << 14;

    public override OperatorKind Kind => OperatorKind.Reduction;

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 2 * (long)inputs[0].Shape.Count;

    public override TensorInfo[] Infer(InferenceContext context) => context.Input(0).ElementType == ElementType.Float32
        ? [new TensorInfo(new TensorShape(1), ElementType.Float32)]
        : throw context.Error("real numbers are expected");

    public override void Lower(LoweringContext context)
    {
        TensorView[] lists = FlatVectors.Of(context.Input(0));
        int width = lists[0].Count / Math.Max(FlatVectors.Count(lists[0]), 1), stretch = Stretch / Math.Max(width, 1);
        var ranges = FlatVectors.Split(context, lists);
        TensorView partial = context.Scratch("partial", new TensorShape(Math.Max(ranges.Sum(r => Groups(r.Count, stretch)), 1)), StorageType.Float32);
        int first = 0;
        foreach ((int start, int count) in ranges)
        {
            int groups = Groups(count, stretch);
            Add(context, FlatVectors.Part(lists[0], start, count), count, partial.Part(first, new TensorShape(groups)), stretch, groups, last: false);
            first += groups;
        }
        Add(context, partial.Part(0, new TensorShape(first)), first, context.Output(0), Math.Max(first, 1), 1, last: true);
    }

    private static int Groups(int count, int stretch) => (count + stretch - 1) / stretch;

    private static void Add(LoweringContext context, TensorView input, int count, TensorView output, int stretch, int groups, bool last)
    {
        uint size = CooperativeGroup.Size(Math.Max(Math.Min(count, stretch), 1), context.Limits);
        context.Add(new GradientNormCall
        {
            Input = input,
            Output = output,
            Count = count,
            Stretch = stretch,
            Groups = groups,
            Last = last,
            Invocations = (long)groups * size,
            WorkgroupSize = size,
        });
    }
}
