using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Images;

/// <summary>
/// A picture as the network sees it: resized with antialiasing, cropped, rescaled, channels flipped, normalised. Input: height×width
/// integers, RGBA8 with red in the lowest byte, or blue where the picture is BGRA8. Output: 1×3×H×W reals, 1×1×H×W where it is made grey. The resize rounds to 8 bits after each of its two passes, as
/// Pillow does, so that networks see what they were trained on to the last bit.
/// </summary>
internal sealed class PreprocessImage(Preprocessing preprocessing, bool blueFirst = false) : Operator
{
    /// <summary>The names of what <see cref="AsGraph"/> takes and gives.</summary>
    public const string ImageName = "image", PixelsName = "pixels";

    /// <summary>What is done.</summary>
    public Preprocessing Preprocessing { get; } = preprocessing;

    /// <summary>Whether pictures have blue in the lowest byte: the two orders differ in nothing but whether channels are flipped.</summary>
    public bool BlueFirst { get; } = blueFirst;

    public override OperatorKind Kind => OperatorKind.Movement;

    // The window of a resize depends on where the picture is cropped: each pixel is taken to see all of it.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    /// <summary>The operator as a network of its own, for pictures of any size.</summary>
    public static Graph AsGraph(Preprocessing preprocessing, bool blueFirst = false) => new(
        "preprocess",
        [new GraphInput(ImageName, ElementType.Int32, [null, null])],
        [PixelsName],
        [new Node("preprocess", new PreprocessImage(preprocessing, blueFirst), [ImageName], [PixelsName])],
        new Dictionary<string, Tensor>());

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo image = context.Input(0);
        if (image.ElementType != ElementType.Int32 || image.Shape.Rank != 2 || image.Shape.Count == 0)
            throw context.Error("a picture is a matrix of RGBA8 pixels");
        ImageGeometry geometry = ImageGeometry.Of(Preprocessing, image.Shape[1], image.Shape[0]);
        return [new TensorInfo(new TensorShape(1, Preprocessing.Channels, geometry.Height, geometry.Width), ElementType.Float32)];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView image = context.Input(0);
        ImageGeometry geometry = ImageGeometry.Of(Preprocessing, image.Shape[1], image.Shape[0]);
        Resample filter = Preprocessing.Resample;
        FilterTaps columns = FilterTaps.Compute(image.Shape[1], geometry.ResizedWidth, geometry.Left, geometry.Width, filter);
        FilterTaps rows = FilterTaps.Compute(image.Shape[0], geometry.ResizedHeight, geometry.Top, geometry.Height, filter);

        // Only the rows that the crop needs are resized at all.
        TensorView needed = image.Range(rows.First, rows.Count);
        TensorView narrowed = context.Scratch("rows", new TensorShape(rows.Count, geometry.Width), StorageType.Int32);
        TensorView columnTaps = context.Constant(columns.Table, "columns", () => columns.Table);
        foreach ((int start, int count) in context.SplitOuter(rows.Count, needed, narrowed))
            context.Add(ResizeHorizontally(needed.Range(start, count), columns, columnTaps, narrowed.Range(start, count)));
        context.Add(ResizeVertically(narrowed, rows, context.Constant(rows.Table, "rows", () => rows.Table), context.Output(0)));
    }

    private static ResizeHorizontalCall ResizeHorizontally(TensorView image, FilterTaps taps, TensorView table, TensorView rows) => new()
    {
        Image = image,
        Taps = table,
        Rows = rows,
        ImageWidth = image.Shape[1],
        FirstColumn = taps.First,
        OutWidth = rows.Shape[1],
        TapsStride = taps.Stride,
        Count = rows.Count,
        Invocations = rows.Count,
    };

    private ResizeVerticalNormalizeCall ResizeVertically(TensorView rows, FilterTaps taps, TensorView table, TensorView pixels)
    {
        System.Numerics.Vector3 mean = Preprocessing.DoNormalize ? Preprocessing.Mean : System.Numerics.Vector3.Zero;
        System.Numerics.Vector3 deviation = Preprocessing.DoNormalize ? Preprocessing.Std : System.Numerics.Vector3.One;
        int count = pixels.Count / Preprocessing.Channels;
        return new ResizeVerticalNormalizeCall
        {
            Rows = rows,
            Taps = table,
            Pixels = pixels,
            // Brightness is made of red, green and blue, whatever order they would be fed in.
            Flip = (Preprocessing.FlipChannelOrder && !Preprocessing.DoGrayscale) != BlueFirst ? 1 : 0,
            Grey = Preprocessing.DoGrayscale ? 1 : 0,
            OutWidth = pixels.Shape[3],
            TapsStride = taps.Stride,
            Count = count,
            Rescale = Preprocessing.DoRescale ? Preprocessing.RescaleFactor : 1,
            Mean = [mean.X, mean.Y, mean.Z],
            Deviation = [deviation.X, deviation.Y, deviation.Z],
            ElementType = pixels.Type,
            Invocations = count,
        };
    }
}
