using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>
/// Takes each picture of a batch at places that a grid of the same batch gives, as spatial transformers do. ONNX GridSample, for pictures
/// N×C×H×W. Places have the precision that real numbers are stored in: half a pixel in a picture 2048 wide in 16-bit storage.
/// </summary>
internal sealed class GridSample(ResizeMode mode, PadMode padding, bool alignCorners) : Operator
{
    /// <summary>How an element is made of the pixels around its place.</summary>
    public ResizeMode Mode { get; } = mode;

    /// <summary>What stands around the picture: zeros, its outermost pixels, or the picture mirrored.</summary>
    public PadMode Padding { get; } = padding;

    /// <summary>Whether -1 and 1 are the centres of the outermost pixels, and not their outer edges; the picture is mirrored there too.</summary>
    public bool AlignCorners { get; } = alignCorners;

    public static Operator Create(NodeAttributes attributes)
    {
        ResizeMode mode = attributes.String("mode", "linear") switch
        {
            "nearest" => ResizeMode.Nearest,
            "linear" or "bilinear" => ResizeMode.Linear,
            "cubic" or "bicubic" => ResizeMode.Cubic,
            var other => throw attributes.Error($"mode '{other}' is none of nearest, linear and cubic"),
        };
        PadMode padding = attributes.String("padding_mode", "zeros") switch
        {
            "zeros" => PadMode.Constant,
            "border" => PadMode.Edge,
            "reflection" => PadMode.Reflect,
            var other => throw attributes.Error($"padding_mode '{other}' is none of zeros, border and reflection"),
        };
        return new GridSample(mode, padding, attributes.Flag("align_corners"));
    }

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("GridSample", since: 16);
        string two = context.Opset < 20 ? "bi" : "";
        node["mode"] = Mode switch { ResizeMode.Nearest => "nearest", ResizeMode.Linear => two + "linear", _ => two + "cubic" };
        node["padding_mode"] = Padding switch { PadMode.Constant => "zeros", PadMode.Edge => "border", _ => "reflection" };
        node["align_corners"] = AlignCorners;
        return node;
    }

    public override OperatorKind Kind => OperatorKind.Movement;

    // The grid may point anywhere.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // A product and a sum for each pixel that counts.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => outputs[0].Shape.Count * Mode switch { ResizeMode.Nearest => 0L, ResizeMode.Linear => 2 * 4, _ => 2 * 16 };

    public override ParameterRole RoleOf(int input) => input == 0 ? ParameterRole.Weight : ParameterRole.Setting;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0), grid = context.Input(1);
        if (input is not { ElementType: ElementType.Float32, Shape.Rank: 4 })
            throw context.Error("the input must be real and N×C×H×W");
        if (grid is not { ElementType: ElementType.Float32, Shape.Rank: 4 } || grid.Shape[3] != 2 || grid.Shape[0] != input.Shape[0])
            throw context.Error("the grid must be real and N×H×W×2, with the input's N");
        var shape = new TensorShape(input.Shape[0], input.Shape[1], grid.Shape[1], grid.Shape[2]);
        if (shape.Count > 0 && input.Shape.Count == 0)
            throw context.Error("an empty picture has no pixels to take");
        return [new TensorInfo(shape, ElementType.Float32)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), grid = context.Input(1), output = context.Output(0);
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, grid, output))
        {
            TensorView part = output.Range(start, count);
            context.Add(new GridSampleCall
            {
                Input = input.Range(start, count),
                Grid = grid.Range(start, count),
                Output = part,
                Count = part.Count,
                Channels = input.Shape[1],
                Pixels = output.Shape.CountOf(2, 4),
                InH = input.Shape[2],
                InW = input.Shape[3],
                Mode = (long)Mode,
                Padding = (long)Padding,
                AlignCorners = AlignCorners,
                Invocations = part.Count,
            });
        }
    }
}
