using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Turns each index into a row that is "on" at the index and "off" elsewhere; all off where it is out of range. ONNX OneHot.</summary>
internal sealed class OneHot(int axis) : MovementOperator
{
    /// <summary>Where the new axis stands in the output, negative from the end.</summary>
    public int Axis { get; } = axis;

    public static Operator Create(NodeAttributes attributes) => new OneHot(attributes.Int("axis", -1));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("OneHot", since: 9);
        node["axis"] = Axis;
        return node;
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape indices = context.Shape(0);
        Tensor depth = context.RequireValue(1);
        TensorInfo values = context.Input(2);
        if (depth.Shape.Count != 1 || values.Shape.Count != 2)
            throw context.Error("depth must be one number, values two (off and on)");
        int axis = NewAxis(indices);
        int[] shape = [.. indices.Dimensions.Take(axis), (int)depth.ToFloatArray()[0], .. indices.Dimensions.Skip(axis)];
        return [new TensorInfo(new TensorShape(shape), values.ElementType)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView indices = context.Input(0), output = context.Output(0);
        int axis = NewAxis(indices.Shape);
        if (indices.Type != StorageType.Int32)
        {
            TensorView whole = context.Scratch("indices", indices.Shape, StorageType.Int32);
            Cast.Convert(context, indices, whole, ElementType.Int64);
            indices = whole;
        }
        context.Add(new OneHotCall
        {
            Indices = indices,
            Values = context.Input(2),
            Output = output,
            Count = output.Count,
            Depth = output.Shape[axis],
            Inner = output.Shape.CountOf(axis + 1, output.Shape.Rank),
            ElementType = output.Type,
            Invocations = output.Count,
        });
    }

    private int NewAxis(TensorShape indices)
    {
        int rank = indices.Rank + 1;
        if (Axis < -rank || Axis >= rank)
            throw new ShapeException($"Axis {Axis} is out of range for the output's rank {rank}.");
        return Axis < 0 ? Axis + rank : Axis;
    }
}
