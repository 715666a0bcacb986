using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Matrix product by NumPy's rules. ONNX MatMul: leading axes are batches and broadcast; a vector on the left is a row, on the right a
/// column, and its axis is not in the output.
/// </summary>
internal sealed class MatMul(Activation? activation = null) : Operator, IActivatable, ITunable
{
    /// <summary>Axes of batches that one dispatch takes; that of the shader.</summary>
    private const int MaxBatchAxes = 3;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation ?? Activation.None;

    public static Operator Create(NodeAttributes attributes) => new MatMul();

    public Operator WithActivation(Activation activation) => new MatMul(activation);

    internal override NodeDescription Export(ExportContext context)
    {
        context.RequireUnfused(Activation);
        return new NodeDescription("MatMul");
    }

    internal override void Differentiate(GradientContext context)
    {
        TensorShape shapeA = context.InputInfo(0).Shape, shapeB = context.InputInfo(1).Shape;
        (TensorShape left, TensorShape right) = AsMatrices(shapeA, shapeB);
        TensorShape batch = TensorShape.Broadcast(Leading(left), Leading(right));
        string g = context.Reshape(context.Gradient()!, new TensorShape([.. batch.Dimensions, left[-2], right[-1]]));
        if (context.Needs(0))
        {
            string product = context.Add("gradient/a", new MatMul(), g, Transposed(context, context.Reshape(context.Input(1), right)));
            context.Set(0, context.Reshape(context.SumTo(product, left), shapeA));
        }
        if (context.Needs(1))
        {
            string product = context.Add("gradient/b", new MatMul(), Transposed(context, context.Reshape(context.Input(0), left)), g);
            context.Set(1, context.Reshape(context.SumTo(product, right), shapeB));
        }
    }

    /// <summary>With the last two axes changed.</summary>
    private static string Transposed(GradientContext context, string x)
    {
        int rank = context.Info(x).Shape.Rank;
        return context.Add("gradient/transpose", new Transpose([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]), x);
    }

    public override OperatorKind Kind => OperatorKind.Dense;

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 2 * MultiplyAdds(inputs, outputs);

    internal override Tensor<float>? DenseWeights(TypedNode node)
        => Activation == Activation.None && node.Value(1) is Tensor<float> { Shape.Rank: 2 } weights ? Matrices.Transpose(weights) : null;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape a = context.Shape(0), b = context.Shape(1);
        if (a.Rank == 0 || b.Rank == 0)
            throw context.Error("a scalar cannot be multiplied as a matrix");
        (TensorShape left, TensorShape right) = AsMatrices(a, b);
        if (left[-1] != right[-2])
            throw context.Error($"the last axis of {a} and the axis of {b} it is summed along differ: {left[-1]} against {right[-2]}");
        TensorShape batch = TensorShape.Broadcast(Leading(left), Leading(right));
        int[] tail = (a.Rank == 1, b.Rank == 1) switch
        {
            (true, true) => [],
            (true, false) => [right[-1]],
            (false, true) => [left[-2]],
            _ => [left[-2], right[-1]],
        };
        return [new TensorInfo(new TensorShape([.. batch.Dimensions, .. tail]), context.Input(0).ElementType)];
    }

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)outputs[0].Shape.Count * inputs[0].Shape[-1];

    public string TuningKey => "";

    public IReadOnlyList<Way> Ways(LoweringContext context) => ProductAlgorithm.List.Ways(Problem(context));

    public override void Lower(LoweringContext context)
    {
        TensorView a = context.Input(0), output = context.Output(0);
        if (output.Count == 0)
            return;
        (int rows, int columns, int depth, List<(int Extent, int A, int B)> axes) = Sizes(context);
        (TensorView b, bool byColumn) = Columns(context, Problem(context));
        var product = new MatrixProduct
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            A = a,
            ARow = depth,
            AColumn = 1,
            B = b,
            BRow = byColumn ? 1 : columns,
            BColumn = byColumn ? depth : 1,
            Output = output,
            Activation = Activation,
        };
        LowerBatches(context, product, axes);
    }

    private static (int Rows, int Columns, int Depth, List<(int Extent, int A, int B)> Axes) Sizes(LoweringContext context)
    {
        (TensorShape left, TensorShape right) = AsMatrices(context.InputInfo(0).Shape, context.InputInfo(1).Shape);
        int rows = left[-2], depth = left[-1], columns = right[-1];
        List<(int Extent, int A, int B)> axes = BatchAxes(Leading(left), Leading(right), rows * depth, depth * columns);
        // One right matrix for all batches: the batches are just more rows.
        if (axes.Count == 1 && axes[0].B == 0 && axes[0].A == rows * depth)
        {
            rows *= axes[0].Extent;
            axes.Clear();
        }
        return (rows, columns, depth, axes);
    }

    /// <summary>What decides how it is computed: a known right matrix can be made a list of its columns.</summary>
    private static ProductProblem Problem(LoweringContext context)
    {
        (int rows, int columns, int depth, List<(int Extent, int A, int B)> axes) = Sizes(context);
        TensorView a = context.Input(0);
        return new ProductProblem(rows, columns, depth)
        {
            Device = context.Device,
            Batches = axes.Aggregate(1, (n, axis) => n * axis.Extent),
            Type = a.Type,
            ListsColumns = columns == 1 || context.Value(1) is Tensor<float> { Shape.Rank: 2 },
            WholeVectors = depth % 4 == 0 && a.Offset % 4 == 0,
            LeftVectors = depth % 4 == 0 && a.Offset % 4 == 0,
            RightVectors = (columns == 1 ? depth : columns) % 4 == 0,
        };
    }

    /// <summary>Walks the axes that do not fit one dispatch here, and leaves the innermost three to the kernel.</summary>
    private static void LowerBatches(LoweringContext context, MatrixProduct product, List<(int Extent, int A, int B)> axes)
    {
        if (axes.Count <= MaxBatchAxes)
        {
            var inner = Enumerable.Repeat((1, 0, 0), MaxBatchAxes - axes.Count).Concat(axes).ToArray();
            ProductAlgorithm.LowerParts(context, product with { Batches = inner });
            return;
        }
        (int extent, int stepA, int stepB) = axes[0];
        int step = product.Output.Count / extent;
        for (int i = 0; i < extent; i++)
        {
            MatrixProduct part = product with
            {
                A = Rest(product.A, i * stepA),
                B = Rest(product.B, i * stepB),
                Output = product.Output.Part(i * step, new TensorShape(step)),
            };
            LowerBatches(context, part, axes.GetRange(1, axes.Count - 1));
        }
    }

    private static TensorView Rest(TensorView view, int start) => view.Part(start, new TensorShape(view.Count - start));

    /// <summary>A constant right matrix as a list of its columns where that is how it is best read.</summary>
    private static (TensorView B, bool ByColumn) Columns(LoweringContext context, ProductProblem problem)
    {
        if (context.Value(1) is Tensor<float> { Shape.Rank: 2 } constant && ProductAlgorithm.List.Of(ProductAlgorithm.List.Choose(context, problem)).ReadsColumns)
            return (context.Constant(constant, "matmul/columns", new TensorShape(constant.Shape[1], constant.Shape[0]), () => Matrices.Transpose(constant)), true);
        // A single column is contiguous as it is.
        return (context.Input(1), context.InputInfo(1).Shape is { Rank: 1 } or { Rank: 2, Dimensions: [_, 1] });
    }

    private static (TensorShape Left, TensorShape Right) AsMatrices(TensorShape a, TensorShape b)
        => (a.Rank == 1 ? new TensorShape(1, a[0]) : a, b.Rank == 1 ? new TensorShape(b[0], 1) : b);

    private static TensorShape Leading(TensorShape shape) => new([.. shape.Dimensions.Take(shape.Rank - 2)]);

    /// <summary>The broadcast axes with their strides in both operands, neighbours joined where they step alike.</summary>
    private static List<(int Extent, int A, int B)> BatchAxes(TensorShape a, TensorShape b, int sizeA, int sizeB)
    {
        var axes = new List<(int Extent, int A, int B)>();
        int[] stepsA = a.Strides(), stepsB = b.Strides();
        TensorShape all = TensorShape.Broadcast(a, b);
        for (int i = 0; i < all.Rank; i++)
        {
            int ia = i - (all.Rank - a.Rank), ib = i - (all.Rank - b.Rank);
            int stepA = ia >= 0 && a[ia] > 1 ? stepsA[ia] * sizeA : 0;
            int stepB = ib >= 0 && b[ib] > 1 ? stepsB[ib] * sizeB : 0;
            if (all[i] == 1)
                continue;
            if (axes.Count > 0 && axes[^1].A == stepA * all[i] && axes[^1].B == stepB * all[i])
                axes[^1] = (axes[^1].Extent * all[i], stepA, stepB);
            else
                axes.Add((all[i], stepA, stepB));
        }
        return axes;
    }
}
