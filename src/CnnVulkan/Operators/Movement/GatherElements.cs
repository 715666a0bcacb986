using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Takes one element per index: each index replaces its own position's coordinate along one axis. ONNX GatherElements. Indices computed
/// at run time are clamped into range.
/// </summary>
internal sealed class GatherElements(int axis) : MovementOperator
{
    /// <summary>Axes one dispatch can have: two push constants each, and 128 bytes in all.</summary>
    private const int MaxRank = 8;

    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    public static Operator Create(NodeAttributes attributes) => new GatherElements(attributes.Int("axis", 0));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("GatherElements", since: 11);
        node["axis"] = Axis;
        return node;
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        TensorShape indices = context.Shape(1);
        if (indices.Rank != input.Shape.Rank)
            throw context.Error($"indices of rank {input.Shape.Rank} are expected, not of shape {indices}");
        for (int i = 0; i < indices.Rank; i++)
        {
            if (i != axis && indices[i] > input.Shape[i])
                throw context.Error($"the indices {indices} reach past the input {input.Shape} along axis {i}");
        }
        GatherIndices.Check(context, 1, input.Shape[axis], axis);
        if (input.Shape[axis] == 0 && indices.Count > 0)
            throw context.Error($"axis {axis} is empty");
        return [new TensorInfo(indices, input.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        int axis = input.Shape.NormalizeAxis(Axis);
        int[] indices = GatherIndices.Normalize(context.Value(1)!, input.Shape[axis]);
        TensorShape shape = context.Shape(1);
        int[] strides = shape.Strides(), inputStrides = input.Shape.Strides();
        for (int i = 0; i < indices.Length; i++)
        {
            int from = indices[i] * inputStrides[axis];
            for (int a = 0; a < shape.Rank; a++)
                from += a == axis ? 0 : i / strides[a] % shape[a] * inputStrides[a];
            indices[i] = from;
        }
        return [TensorFactory.Pick(input, shape, indices)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), indices = context.Input(1), output = context.Output(0);
        int axis = input.Shape.NormalizeAxis(Axis);
        if (input.Shape.Rank > MaxRank)
            throw context.Error($"rank {input.Shape.Rank} is more than the {MaxRank} that are supported");
        int[] strides = input.Shape.Strides();
        context.Add(new GatherElementsCall
        {
            Input = input,
            Indices = indices,
            Output = output,
            Count = output.Count,
            AxisExtent = input.Shape[axis],
            AxisStride = strides[axis],
            Extent = [.. output.Shape.Dimensions.Reverse()],
            InputStride = [.. strides.Select((stride, a) => a == axis ? 0 : stride).Reverse()],
            Rank = input.Shape.Rank,
            Invocations = output.Count,
        });
    }
}
