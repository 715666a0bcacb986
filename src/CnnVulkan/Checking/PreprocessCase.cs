using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Checking;

/// <summary>
/// A picture halved, its channels scaled and shifted: the two kernels of the preprocessing, with taps written down here. What works out the
/// taps of any picture stands behind this in the order of the data.
/// </summary>
internal sealed class PreprocessCase : Operator
{
    private const int Width = 6, Height = 4, FractionBits = 22;

    /// <summary>What becomes of a colour: (colour · rescale - mean) / deviation.</summary>
    private const float Rescale = 0.125f;

    private static readonly float[] Mean = [1, 2, 3], Deviation = [2, 4, 0.5f];

    /// <summary>Each output is half of each of two neighbours: where they begin, how many, their weights.</summary>
    public static Tensor<int> Taps(int outputs)
        => new(new TensorShape(outputs, 4), [.. Enumerable.Range(0, outputs).SelectMany(i => new[] { 2 * i, 2, 1 << (FractionBits - 1), 1 << (FractionBits - 1) })]);

    public static void Add(CheckCaseList list)
    {
        var random = new Random(31);
        // Even colours, and halves that are even: no mean of two has to be rounded.
        int[] colours = [.. Enumerable.Range(0, Width * Height * 3).Select(_ => random.Next(0, 64) * 4)];
        var picture = new Tensor<int>(
            new TensorShape(Height, Width), [.. Enumerable.Range(0, Width * Height).Select(i => colours[3 * i] | (colours[3 * i + 1] << 8) | (colours[3 * i + 2] << 16) | (255 << 24))]);
        var shape = new TensorShape(1, 3, Height / 2, Width / 2);
        list.Add("preprocessing", new PreprocessCase(), [picture], [KnownAnswers.Each(shape, p =>
        {
            int At(int y, int x) => colours[3 * (y * Width + x) + p[1]];
            int y = 2 * p[2], x = 2 * p[3];
            double mean = (At(y, x) + At(y, x + 1) + At(y + 1, x) + At(y + 1, x + 1)) / 4.0;
            return (mean * Rescale - Mean[p[1]]) / Deviation[p[1]];
        })]);
    }

    public override string Type => "Preprocess";

    public override OperatorKind Kind => OperatorKind.Movement;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    public override TensorInfo[] Infer(InferenceContext context) => [new TensorInfo(new TensorShape(1, 3, Height / 2, Width / 2), ElementType.Float32)];

    public override void Lower(LoweringContext context)
    {
        TensorView image = context.Input(0), pixels = context.Output(0);
        TensorView narrowed = context.Scratch("rows", new TensorShape(Height, Width / 2), StorageType.Int32);
        Tensor<int> columns = Taps(Width / 2), rows = Taps(Height / 2);
        context.Add(new ResizeHorizontalCall
        {
            Image = image,
            Taps = context.Constant(columns, "columns", () => columns),
            Rows = narrowed,
            ImageWidth = Width,
            FirstColumn = 0,
            OutWidth = Width / 2,
            TapsStride = 4,
            Count = narrowed.Count,
            Invocations = narrowed.Count,
        });
        int count = pixels.Count / 3;
        context.Add(new ResizeVerticalNormalizeCall
        {
            Rows = narrowed,
            Taps = context.Constant(rows, "rows", () => rows),
            Pixels = pixels,
            Flip = 0,
            Grey = 0,
            OutWidth = Width / 2,
            TapsStride = 4,
            Count = count,
            Rescale = Rescale,
            Mean = Mean,
            Deviation = Deviation,
            ElementType = pixels.Type,
            Invocations = count,
        });
    }
}
