using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// alpha·A·B + beta·C, either matrix transposed first. ONNX Gemm: what dense layers are. Inputs: A, B, optional C, which is broadcast to
/// the output's M×N.
/// </summary>
internal sealed class Gemm(float alpha = 1, float beta = 1, bool transposeA = false, bool transposeB = false, Activation? activation = null)
    : Operator, IActivatable, ITunable
{
    /// <summary>Factor of the product.</summary>
    public float Alpha { get; } = alpha;

    /// <summary>Factor of C.</summary>
    public float Beta { get; } = beta;

    /// <summary>Whether A is K×M.</summary>
    public bool TransposeA { get; } = transposeA;

    /// <summary>Whether B is N×K.</summary>
    public bool TransposeB { get; } = transposeB;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation ?? Activation.None;

    public static Operator Create(NodeAttributes attributes)
        => new Gemm(attributes.Float("alpha", 1), attributes.Float("beta", 1), attributes.Flag("transA"), attributes.Flag("transB"));

    public Operator WithActivation(Activation activation) => new Gemm(Alpha, Beta, TransposeA, TransposeB, activation);

    internal override NodeDescription Export(ExportContext context)
    {
        context.RequireUnfused(Activation);
        if (!context.HasInput(2))
            context.Require(11, "Gemm without C");
        return new NodeDescription("Gemm") { ["alpha"] = Alpha, ["beta"] = Beta, ["transA"] = TransposeA, ["transB"] = TransposeB };
    }

    internal override void Differentiate(GradientContext context)
    {
        string g = context.Gradient()!;
        if (context.Needs(0))
        {
            context.Set(0, TransposeA
                ? context.Add("gradient/a", new Gemm(Alpha, 1, TransposeB, true), context.Input(1), g)
                : context.Add("gradient/a", new Gemm(Alpha, 1, false, !TransposeB), g, context.Input(1)));
        }
        if (context.Needs(1))
        {
            context.Set(1, TransposeB
                ? context.Add("gradient/b", new Gemm(Alpha, 1, true, TransposeA), g, context.Input(0))
                : context.Add("gradient/b", new Gemm(Alpha, 1, !TransposeA, false), context.Input(0), g));
        }
        if (context.Needs(2))
            context.Set(2, context.Times(context.SumTo(g, context.InputInfo(2).Shape), Beta));
    }

    public override OperatorKind Kind => OperatorKind.Dense;

    public override string Label => "dense";

    // Each output is a sum over all columns or rows.
    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    // C is one addition per output.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => 2 * MultiplyAdds(inputs, outputs) + (inputs.Count > 2 ? outputs[0].Shape.Count : 0);

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    internal override int? AffineAxis
        => Activation.Function == ActivationFunction.None && Alpha == 1 && Beta == 1 ? TransposeB ? 0 : 1 : null;

    internal override Tensor<float>? DenseWeights(TypedNode node)
        => !TransposeA && Activation == Activation.None && node.Value(1) is Tensor<float> weights
            ? TransposeB ? weights : Matrices.Transpose(weights)
            : null;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorShape a = context.Shape(0), b = context.Shape(1);
        if (a.Rank != 2 || b.Rank != 2)
            throw context.Error("both factors must be matrices; flatten the first where it has more axes");
        (int rows, int depth) = TransposeA ? (a[1], a[0]) : (a[0], a[1]);
        (int columns, int depthB) = TransposeB ? (b[0], b[1]) : (b[1], b[0]);
        if (depth != depthB)
            throw context.Error($"a {rows}×{depth} and a {depthB}×{columns} matrix cannot be multiplied");
        var output = new TensorShape(rows, columns);
        if (context.HasInput(2) && !BroadcastsTo(context.Shape(2), output))
            throw context.Error($"C {context.Shape(2)} cannot be broadcast to the product's {output}");
        return [new TensorInfo(output, context.Input(0).ElementType)];
    }

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)outputs[0].Shape.Count * inputs[0].Shape[TransposeA ? 0 : 1];

    public string TuningKey => $"{(TransposeA ? "At" : "A")}{(TransposeB ? "Bt" : "B")}";

    public IReadOnlyList<Way> Ways(LoweringContext context) => ProductAlgorithm.List.Ways(Problem(context));

    public override void Lower(LoweringContext context)
    {
        TensorView a = context.Input(0), output = context.Output(0);
        int rows = output.Shape[0], columns = output.Shape[1], depth = a.Shape[TransposeA ? 0 : 1];
        TensorView? c = context.HasInput(2) ? context.Input(2) : null;
        (TensorView b, bool byColumn) = Columns(context);
        // One row is the same list of elements whether it is transposed or not.
        bool transposeA = TransposeA && rows > 1;
        ProductAlgorithm.LowerParts(context, new MatrixProduct
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            A = a,
            ARow = transposeA ? 1 : depth,
            AColumn = transposeA ? rows : 1,
            B = b,
            BRow = byColumn ? 1 : columns,
            BColumn = byColumn ? depth : 1,
            C = c,
            CRow = c is { Shape.Rank: 2 } && c.Shape[0] > 1 ? c.Shape[1] : 0,
            CColumn = c is { Shape.Rank: >= 1 } && c.Shape[-1] > 1 ? 1 : 0,
            Output = output,
            Alpha = Alpha,
            Beta = Beta,
            Activation = Activation,
        });
    }

    /// <summary>What decides how it is computed: a known right matrix can be made a list of its columns.</summary>
    private ProductProblem Problem(LoweringContext context)
    {
        TensorView a = context.Input(0);
        int rows = context.OutputInfo(0).Shape[0], depth = a.Shape[TransposeA ? 0 : 1];
        return new ProductProblem(rows, context.OutputInfo(0).Shape[1], depth)
        {
            Device = context.Device,
            Type = a.Type,
            ListsRows = !TransposeA || rows == 1,
            ListsColumns = TransposeB || context.Value(1) is Tensor<float>,
            WholeVectors = depth % 4 == 0 && a.Offset % 4 == 0,
            LeftVectors = (TransposeA && rows > 1 ? rows : depth) % 4 == 0 && a.Offset % 4 == 0,
            RightVectors = (TransposeB ? depth : context.OutputInfo(0).Shape[1]) % 4 == 0,
        };
    }

    /// <summary>
    /// B as a list of its columns where it is one already, or where it is constant and either that is how a product of this size is best
    /// read or it is too large to bind: columns can be split, rows not.
    /// </summary>
    private (TensorView B, bool ByColumn) Columns(LoweringContext context)
    {
        if (TransposeB)
            return (context.Input(1), true);
        TensorInfo info = context.InputInfo(1);
        int bytes = context.Precision == Precision.Float16 ? 2 : 4;
        bool tooLarge = (long)info.Shape.Count * bytes > context.Limits.MaxStorageBufferRange;
        if (info.Value is Tensor<float> constant && (tooLarge || ProductAlgorithm.List.Of(ProductAlgorithm.List.Choose(context, Problem(context))).ReadsColumns))
            return (context.Constant(constant, "matmul/columns", new TensorShape(constant.Shape[1], constant.Shape[0]), () => Matrices.Transpose(constant)), true);
        return (context.Input(1), false);
    }

    private static bool BroadcastsTo(TensorShape shape, TensorShape target)
    {
        if (shape.Rank > target.Rank)
            return false;
        for (int i = 1; i <= shape.Rank; i++)
        {
            if (shape[-i] != 1 && shape[-i] != target[-i])
                return false;
        }
        return true;
    }
}
