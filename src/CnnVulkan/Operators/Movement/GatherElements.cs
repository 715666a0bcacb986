using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Takes one element per index: each index replaces its own position's coordinate along one axis. ONNX GatherElements. Indices computed
/// at run time are clamped into range.
/// </summary>
internal sealed class GatherElements(int axis) : Operator
{
    /// <summary>Axes one dispatch can have: two push constants each, and 128 bytes in all.</summary>
    private const int MaxRank = 8;

    internal static readonly Kernel Kernel = new(
        "gather_elements",
        ["input", "indices", "out output"],
        [
            "uint count", "int axis_extent", "int axis_stride",
            .. NumberedPush.Declare("uint extent", MaxRank),
            .. NumberedPush.Declare("uint input_stride", MaxRank),
        ],
        ["rank"]);

    /// <summary>The axis, negative from the end.</summary>
    public int Axis { get; } = axis;

    public static Operator Create(NodeAttributes attributes) => new GatherElements(attributes.Int("axis", 0));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("GatherElements", since: 11);
        node["axis"] = Axis;
        return node;
    }

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
        var push = new Dictionary<string, PushValue> { ["count"] = output.Count, ["axis_extent"] = input.Shape[axis], ["axis_stride"] = strides[axis] };
        strides[axis] = 0;
        NumberedPush.Set(push, "extent", MaxRank, output.Shape.Dimensions, 1);
        NumberedPush.Set(push, "input_stride", MaxRank, strides, 0);
        context.Add(new KernelCall
        {
            Kernel = Kernel,
            Buffers = [input, indices, output],
            Push = push,
            Constants = { ["rank"] = (uint)input.Shape.Rank },
            Invocations = output.Count,
        });
    }
}
