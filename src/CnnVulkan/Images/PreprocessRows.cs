using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Images;

/// <summary>
/// The second half of <see cref="PreprocessImage"/>, for pictures whose rows have been resized already: resized in height, cropped, rescaled,
/// normalised. Input: row_count×out_width integers, RGBA8 with red in the lowest byte: the rows that the crop needs. Output: 1×3×H×W reals, 1×1×H×W
/// where it is made grey.
/// </summary>
/// <param name="preprocessing">What is done.</param>
/// <param name="width">The picture's width, before its rows were resized.</param>
/// <param name="height">Its height.</param>
internal sealed class PreprocessRows(Preprocessing preprocessing, int width, int height) : Operator
{
    /// <summary>What is done.</summary>
    public Preprocessing Preprocessing { get; } = preprocessing;

    /// <summary>The picture's width, before its rows were resized.</summary>
    public int Width { get; } = width;

    /// <summary>The picture's height.</summary>
    public int Height { get; } = height;

    public override OperatorKind Kind => OperatorKind.Movement;

    // The window of a resize depends on where the picture is cropped: each pixel is taken to see all of it.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    /// <summary>The operator as a network of its own.</summary>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for.</exception>
    public static Graph AsGraph(Preprocessing preprocessing, int width, int height)
    {
        ImageGeometry geometry = ImageGeometry.Of(preprocessing, width, height);
        FilterTaps rows = RowTaps(preprocessing, geometry, height);
        return new Graph(
            "preprocess rows",
            [new GraphInput(PreprocessImage.ImageName, ElementType.Int32, [rows.Count, geometry.Width])],
            [PreprocessImage.PixelsName],
            [new Node("preprocess", new PreprocessRows(preprocessing, width, height), [PreprocessImage.ImageName], [PreprocessImage.PixelsName])],
            new Dictionary<string, Tensor>());
    }

    /// <summary>Which of the picture's rows each row of the result is made of.</summary>
    public static FilterTaps RowTaps(Preprocessing preprocessing, ImageGeometry geometry, int height)
        => FilterTaps.Compute(height, geometry.ResizedHeight, geometry.Top, geometry.Height, preprocessing.Resample);

    /// <summary>Which of the picture's columns each column of the result is made of.</summary>
    public static FilterTaps ColumnTaps(Preprocessing preprocessing, ImageGeometry geometry, int width)
        => FilterTaps.Compute(width, geometry.ResizedWidth, geometry.Left, geometry.Width, preprocessing.Resample);

    /// <summary>The second pass of the resize, and the arithmetic that ends the preprocessing.</summary>
    public static ResizeVerticalNormalizeCall ResizeVertically(Preprocessing preprocessing, TensorView rows, FilterTaps taps, TensorView table, TensorView pixels)
    {
        System.Numerics.Vector3 mean = preprocessing.DoNormalize ? preprocessing.Mean : System.Numerics.Vector3.Zero;
        System.Numerics.Vector3 deviation = preprocessing.DoNormalize ? preprocessing.Std : System.Numerics.Vector3.One;
        int count = pixels.Count / preprocessing.Channels;
        return new ResizeVerticalNormalizeCall
        {
            Rows = rows,
            Taps = table,
            Pixels = pixels,
            // Brightness is made of red, green and blue, whatever order they would be fed in.
            Flip = preprocessing.FlipChannelOrder && !preprocessing.DoGrayscale ? 1 : 0,
            Grey = preprocessing.DoGrayscale ? 1 : 0,
            OutWidth = pixels.Shape[3],
            TapsStride = taps.Stride,
            Count = count,
            Rescale = preprocessing.DoRescale ? preprocessing.RescaleFactor : 1,
            Mean = [mean.X, mean.Y, mean.Z],
            Deviation = [deviation.X, deviation.Y, deviation.Z],
            ElementType = pixels.Type,
            Invocations = count,
        };
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo rows = context.Input(0);
        ImageGeometry geometry = ImageGeometry.Of(Preprocessing, Width, Height);
        if (rows.ElementType != ElementType.Int32 || rows.Shape.Rank != 2 || rows.Shape[1] != geometry.Width)
            throw context.Error($"rows of {geometry.Width} RGBA8 pixels are expected");
        return [new TensorInfo(new TensorShape(1, Preprocessing.Channels, geometry.Height, geometry.Width), ElementType.Float32)];
    }

    public override void Lower(LoweringContext context)
    {
        FilterTaps rows = RowTaps(Preprocessing, ImageGeometry.Of(Preprocessing, Width, Height), Height);
        context.Add(ResizeVertically(Preprocessing, context.Input(0), rows, context.Constant(rows.Table, "rows", () => rows.Table), context.Output(0)));
    }
}
