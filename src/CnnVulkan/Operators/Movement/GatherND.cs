using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Takes elements or slices by tuples of indices, the last axis of the indices, after some batch axes that both inputs share. ONNX
/// GatherND. Indices computed at run time are clamped into range.
/// </summary>
internal sealed class GatherND(int batchAxes) : MovementOperator
{
    /// <summary>Indices a tuple can have: two push constants each, and 128 bytes in all.</summary>
    private const int MaxTuple = 8;

    /// <summary>How many outer axes both inputs share.</summary>
    public int BatchAxes { get; } = batchAxes;

    public static Operator Create(NodeAttributes attributes) => new GatherND(attributes.Int("batch_dims", 0));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("GatherND", since: BatchAxes == 0 ? 11 : 12);
        node["batch_dims"] = BatchAxes == 0 ? null : BatchAxes;
        return node;
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        TensorShape data = input.Shape, indices = context.Shape(1);
        int tuple = indices.Rank == 0 ? 0 : indices[-1];
        if (indices.Rank == 0 || BatchAxes < 0 || BatchAxes >= Math.Min(data.Rank, indices.Rank) || tuple < 1 || BatchAxes + tuple > data.Rank)
            throw context.Error($"indices {indices} with {BatchAxes} batch axes do not fit the data {data}");
        if (context.Input(1).ElementType is not (ElementType.Int32 or ElementType.Int64))
            throw context.Error($"the indices must be integers, not {context.Input(1).ElementType}");
        for (int i = 0; i < BatchAxes; i++)
        {
            if (data[i] != indices[i])
                throw context.Error($"batch axis {i} has extent {data[i]} in the data and {indices[i]} in the indices");
        }
        CheckRange(context, data, tuple);
        int[] shape = [.. indices.Dimensions.Take(indices.Rank - 1), .. data.Dimensions.Skip(BatchAxes + tuple)];
        return [new TensorInfo(new TensorShape(shape), input.ElementType)];
    }

    public override Tensor[] Evaluate(InferenceContext context)
    {
        Tensor input = context.Value(0)!;
        TensorShape data = input.Shape, shape = Infer(context)[0].Shape;
        int[] indices = context.Value(1)!.ToInt32Array();
        (int tuple, int inner, int perBatch, int batchStride) = Layout(data, context.Shape(1));
        int[] strides = data.Strides();
        var from = new int[shape.Count];
        for (int i = 0; i < from.Length; i++)
        {
            int place = i / inner;
            from[i] = place / perBatch * batchStride + i % inner;
            for (int k = 0; k < tuple; k++)
            {
                int index = indices[place * tuple + k];
                from[i] += (index < 0 ? index + data[BatchAxes + k] : index) * strides[BatchAxes + k];
            }
        }
        return [TensorFactory.Pick(input, shape, from)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), indices = context.Input(1), output = context.Output(0);
        (int tuple, int inner, int perBatch, int batchStride) = Layout(input.Shape, indices.Shape);
        if (tuple > MaxTuple)
            throw context.Error($"tuples of {tuple} indices are more than the {MaxTuple} that are supported");
        context.Add(new GatherNdCall
        {
            Input = input,
            Indices = indices,
            Output = output,
            Count = output.Count,
            Inner = inner,
            TuplesPerBatch = perBatch,
            BatchStride = batchStride,
            // Number 0 is the last index of a tuple, as the innermost axis is elsewhere.
            Extent = [.. input.Shape.Dimensions.Skip(BatchAxes).Take(tuple).Reverse()],
            Stride = [.. input.Shape.Strides().Skip(BatchAxes).Take(tuple).Reverse()],
            Tuple = tuple,
            Invocations = output.Count,
        });
    }

    private (int Tuple, int Inner, int PerBatch, int BatchStride) Layout(TensorShape data, TensorShape indices)
    {
        int tuple = indices[-1];
        return (tuple, data.CountOf(BatchAxes + tuple, data.Rank), indices.CountOf(BatchAxes, indices.Rank - 1), data.CountOf(BatchAxes, data.Rank));
    }

    private void CheckRange(InferenceContext context, TensorShape data, int tuple)
    {
        if (context.Value(1) is not { } known)
            return;
        long[] values = known.ToInt64Array();
        for (int i = 0; i < values.Length; i++)
        {
            int axis = BatchAxes + i % tuple;
            if (values[i] < -data[axis] || values[i] >= data[axis])
                throw context.Error($"index {values[i]} is out of range for extent {data[axis]} of axis {axis}");
        }
    }
}
