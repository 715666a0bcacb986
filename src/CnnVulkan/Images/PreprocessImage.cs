using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Images;

/// <summary>
/// A picture as the network sees it: resized with antialiasing, cropped, rescaled, channels flipped, normalised. Input: height×width
/// integers, RGBA8 with red in the lowest byte. Output: 1×3×H×W reals, 1×1×H×W where it is made grey. The resize rounds to 8 bits after each of its
/// two passes, as Pillow does, so that networks see what they were trained on to the last bit.
/// </summary>
internal sealed class PreprocessImage(Preprocessing preprocessing) : Operator
{
    /// <summary>The names of what <see cref="AsGraph(Preprocessing)"/> takes and gives.</summary>
    public const string ImageName = "image", PixelsName = "pixels";

    /// <summary>What is done.</summary>
    public Preprocessing Preprocessing { get; } = preprocessing;

    public override OperatorKind Kind => OperatorKind.Movement;

    // The window of a resize depends on where the picture is cropped: each pixel is taken to see all of it.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    /// <summary>The operator as a network of its own, for pictures of any size.</summary>
    public static Graph AsGraph(Preprocessing preprocessing) => new(
        "preprocess",
        [new GraphInput(ImageName, ElementType.Int32, [null, null])],
        [PixelsName],
        [new Node("preprocess", new PreprocessImage(preprocessing), [ImageName], [PixelsName])],
        new Dictionary<string, Tensor>());

    /// <summary>The same for so many pictures, whose pixels lie behind each other in one tensor.</summary>
    public static Graph AsGraph(Preprocessing preprocessing, int pictures)
    {
        string[] images = [.. Enumerable.Range(0, pictures).Select(NameOf)], pixels = [.. images.Select(i => $"{i}/pixels")];
        return new Graph(
            "preprocess",
            [.. images.Select(i => new GraphInput(i, ElementType.Int32, [null, null]))],
            [PixelsName],
            [.. images.Zip(pixels, (i, p) => new Node(p, new PreprocessImage(preprocessing), [i], [p])), new Node("batch", new Concat(0), [.. pixels], [PixelsName])],
            new Dictionary<string, Tensor>());
    }

    /// <summary>The name of one of several pictures.</summary>
    public static string NameOf(int picture) => $"{ImageName}{picture}";

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
        FilterTaps columns = PreprocessRows.ColumnTaps(Preprocessing, geometry, image.Shape[1]), rows = PreprocessRows.RowTaps(Preprocessing, geometry, image.Shape[0]);

        // Only the rows that the crop needs are resized at all.
        TensorView needed = image.Range(rows.First, rows.Count);
        TensorView narrowed = context.Scratch("rows", new TensorShape(rows.Count, geometry.Width), StorageType.Int32);
        TensorView columnTaps = context.Constant(columns.Table, "columns", () => columns.Table);
        foreach ((int start, int count) in context.SplitOuter(rows.Count, needed, narrowed))
            context.Add(ResizeHorizontally(needed.Range(start, count), columns, columnTaps, narrowed.Range(start, count)));
        context.Add(PreprocessRows.ResizeVertically(Preprocessing, narrowed, rows, context.Constant(rows.Table, "rows", () => rows.Table), context.Output(0)));
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
}
