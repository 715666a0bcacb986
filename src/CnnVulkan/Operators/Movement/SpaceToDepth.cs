using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>Moves block×block pixels into block² channels. ONNX SpaceToDepth.</summary>
internal sealed class SpaceToDepth(int block) : StridedOperator
{
    /// <summary>The block's side.</summary>
    public int Block { get; } = block;

    public static Operator Create(NodeAttributes attributes) => new SpaceToDepth(attributes.Int("blocksize", 0));

    internal override NodeDescription Export(ExportContext context) => new("SpaceToDepth") { ["blocksize"] = Block };

    internal override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Set(0, context.Add("gradient", new DepthToSpace(Block, columnRowDepth: false), context.Gradient()!));
    }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.OfData(field => field.MapSpatial((_, a) => a.Behind(Block, 0, Block - 1)));

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        BlockShape.Check(context, input, Block);
        if (input[2] % Block != 0 || input[3] % Block != 0)
            throw context.Error($"{input[2]}×{input[3]} pixels are not a multiple of blocksize {Block}");
        return TensorShape.FromLongs([input[0], (long)input[1] * Block * Block, input[2] / Block, input[3] / Block]);
    }

    protected override StridedCopy Describe(TensorShape input, TensorShape output, Func<int, Tensor?> value)
    {
        int row = input[3], plane = input[2] * input[3];
        return StridedCopy.ToDense([
            (input[0], input[1] * plane), (Block, row), (Block, 1), (input[1], plane), (output[2], row * Block), (output[3], Block),
        ]);
    }
}
