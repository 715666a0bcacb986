using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Moves groups of block² channels into block×block pixels. ONNX DepthToSpace.</summary>
internal sealed class DepthToSpace(int block, bool columnRowDepth) : StridedOperator
{
    /// <summary>The block's side.</summary>
    public int Block { get; } = block;

    /// <summary>Whether the channels of one pixel block stand together (CRD); else they are a whole number of planes apart (DCR).</summary>
    public bool ColumnRowDepth { get; } = columnRowDepth;

    public static Operator Create(NodeAttributes attributes)
    {
        string mode = attributes.String("mode", "DCR");
        if (mode is not ("DCR" or "CRD"))
            throw attributes.Error($"mode '{mode}' is neither DCR nor CRD");
        return new DepthToSpace(attributes.Int("blocksize", 0), mode == "CRD");
    }

    internal override NodeDescription Export(ExportContext context)
    {
        var node = new NodeDescription("DepthToSpace") { ["blocksize"] = Block };
        if (ColumnRowDepth)
        {
            context.Require(11, "DepthToSpace in the order CRD");
            node["mode"] = "CRD";
        }
        return node;
    }

    internal override void Differentiate(GradientContext context)
    {
        if (!context.Needs(0))
            return;
        string gradient = context.Add("gradient", new SpaceToDepth(Block), context.Gradient()!);
        if (ColumnRowDepth)
        {
            // The channels of a block back together.
            TensorShape shape = context.InputInfo(0).Shape;
            int area = Block * Block;
            string parts = context.Reshape(gradient, new TensorShape(shape[0], area, shape[1] / area, shape[2] * shape[3]));
            gradient = context.Reshape(context.Add("gradient/order", new Transpose([0, 2, 1, 3]), parts), shape);
        }
        context.Set(0, gradient);
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.MapSpatial((_, a) => a.Behind(1.0 / Block, -(Block - 1.0) / Block, 0)));

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        BlockShape.Check(context, input, Block);
        long area = (long)Block * Block;
        if (input[1] % area != 0)
            throw context.Error($"{input[1]} channels are not a multiple of blocksize² = {area}");
        return TensorShape.FromLongs([input[0], input[1] / area, (long)input[2] * Block, (long)input[3] * Block]);
    }

    protected override StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value)
    {
        int row = input[3], plane = input[2] * input[3];
        int channel = ColumnRowDepth ? Block * Block * plane : plane;
        int blockColumn = ColumnRowDepth ? plane : output[1] * plane;
        return StridedCopy.ToDense([
            (input[0], input[1] * plane), (output[1], channel), (input[2], row), (Block, Block * blockColumn), (input[3], 1), (Block, blockColumn),
        ]);
    }
}
