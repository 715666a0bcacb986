using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Combines two tensors element by element, broadcast together, and ends with an activation function. ONNX Add, Sub, Mul, Div, Pow,
/// Mod, PRelu, BitShift, And, Or, Xor, Equal, Less, LessOrEqual, Greater, GreaterOrEqual; Min and Max of two.
/// </summary>
internal sealed class Binary : ElementwiseOperator, IActivatable
{
    private const int MaxAxes = 6;

    public Binary(BinaryFunction function, Activation? activation = null, int? alignedAxis = null)
    {
        Function = function;
        Activation = activation ?? Activation.None;
        AlignedAxis = alignedAxis;
    }

    /// <summary>The function.</summary>
    public BinaryFunction Function { get; }

    /// <summary>The function it ends with; reals only.</summary>
    public Activation Activation { get; }

    /// <summary>Where b's first axis lies in a, for nodes written before opset 7; null for NumPy's rule, which aligns the last axes.</summary>
    public int? AlignedAxis { get; }

    public override string Type => Function switch
    {
        BinaryFunction.Fmod => "Mod",
        BinaryFunction.ShiftLeft or BinaryFunction.ShiftRight => "BitShift",
        _ => Function.ToString(),
    };

    public Operator WithActivation(Activation activation) => new Binary(Function, activation, AlignedAxis);

    /// <summary>Before opset 7 <c>axis</c> says where the right operand belongs, if <c>broadcast</c> is set.</summary>
    public static Operator Create(BinaryFunction function, NodeAttributes attributes)
    {
        bool aligned = attributes.Opset < 7 && attributes.Flag("broadcast") && attributes.Has("axis");
        // PRelu's slopes were one per channel before they followed the broadcasting rule.
        int? axis = aligned ? attributes.Int("axis", 0) : attributes.Opset < 7 && function == BinaryFunction.PRelu ? 1 : null;
        return new Binary(function, alignedAxis: axis);
    }

    /// <summary>ONNX BitShift.</summary>
    public static Operator CreateBitShift(NodeAttributes attributes) => attributes.String("direction", "") switch
    {
        "LEFT" => new Binary(BinaryFunction.ShiftLeft),
        "RIGHT" => new Binary(BinaryFunction.ShiftRight),
        var other => throw attributes.Error($"attribute 'direction' is '{other}', but BitShift knows LEFT and RIGHT"),
    };

    internal override void Differentiate(GradientContext context)
    {
        // A truth value or a whole number does not change with its operands but in jumps.
        if (context.OutputInfo(0).ElementType != ElementType.Float32)
            return;
        TensorShape aligned = Align(context.InputInfo(0).Shape, context.InputInfo(1).Shape);
        BinaryGradient.Differentiate(context, Function, context.Reshape(context.Input(1), aligned));
    }

    internal override NodeDescription Export(ExportContext context)
    {
        context.RequireUnfused(Activation);
        if (Function is BinaryFunction.ShiftLeft or BinaryFunction.ShiftRight)
            throw context.Refuse("ONNX shifts unsigned integers, which are not told apart from signed ones here");
        NodeDescription node = context.Describe(Type, Function switch
        {
            BinaryFunction.Min or BinaryFunction.Max => 8,
            BinaryFunction.Mod or BinaryFunction.Fmod => 10,
            BinaryFunction.LessOrEqual or BinaryFunction.GreaterOrEqual => 12,
            _ => 7,
        });
        if (Function == BinaryFunction.Fmod)
            node["fmod"] = 1;
        if (AlignedAxis is not null)
            ExportAligned(context, node);
        return node;
    }

    /// <summary>Files of today align the last axes: a known b gets axes of extent 1 to its end.</summary>
    private void ExportAligned(ExportContext context, NodeDescription node)
    {
        if (context.Info(0) is not { } a || context.Info(1) is not { } b)
            throw context.Refuse($"its right side starts at axis {AlignedAxis} of the left, which files of today say with a shape; the shapes are not known");
        TensorShape aligned = Align(a.Shape, b.Shape);
        if (aligned.Equals(b.Shape))
            return;
        Tensor value = b.Value ?? throw context.Refuse($"its right side is computed and starts at axis {AlignedAxis} of the left, as up to operator set 6");
        node.SetInput(1, "aligned", value.Reshape(aligned));
    }

    public override OperatorKind Kind => Function switch
    {
        BinaryFunction.PRelu => OperatorKind.Activation,
        BinaryFunction.Add or BinaryFunction.Mul => OperatorKind.Merge,
        _ => OperatorKind.Elementwise,
    };

    public override ParameterRole RoleOf(int input) => Function is BinaryFunction.Add or BinaryFunction.Sub ? ParameterRole.Bias : ParameterRole.Weight;

    internal override Activation? AsSum => Function == BinaryFunction.Add ? Activation : null;

    /// <summary>What it does to each channel of the data, where the other input is one known number for each.</summary>
    internal override (int DataInput, ChannelAffine Affine)? AsAffine(TypedNode node)
    {
        // AlignedAxis is the broadcasting of opsets before 7, which lines shapes up elsewhere.
        if (Activation.Function != ActivationFunction.None || AlignedAxis is not null)
            return null;
        for (int data = 0; data < 2; data++)
        {
            TensorShape shape = node.Shape(data);
            if (node.Value(1 - data) is Tensor<float> constant
                && node.OutputShape(0).Equals(shape)
                && PerChannel(constant, shape) is { } c
                && Affine(c, constantFirst: data == 1) is { } affine)
                return (data, affine);
        }
        return null;
    }

    private ChannelAffine? Affine(float[] c, bool constantFirst)
    {
        float[] ones = [.. Enumerable.Repeat(1f, c.Length)], zeros = new float[c.Length];
        return Function switch
        {
            BinaryFunction.Add => new(ones, c),
            BinaryFunction.Mul => new(c, zeros),
            BinaryFunction.Sub when constantFirst => new(Array.ConvertAll(ones, v => -v), c),
            BinaryFunction.Sub => new(ones, Array.ConvertAll(c, v => -v)),
            BinaryFunction.Div when !constantFirst => new(Array.ConvertAll(c, v => 1 / v), zeros),
            _ => null,
        };
    }

    /// <summary>The constant as one number per channel (axis 1 of the data); null where it varies along another axis.</summary>
    private static float[]? PerChannel(Tensor<float> constant, TensorShape data)
    {
        if (data.Rank < 2)
            return null;
        int channels = data[1];
        if (constant.Data.Length == 1)
            return [.. Enumerable.Repeat(constant.Data[0], channels)];
        int channelAxis = constant.Shape.Rank - (data.Rank - 1);
        return constant.Data.Length == channels && channelAxis >= 0 && constant.Shape[channelAxis] == channels ? constant.Data : null;
    }

    public override TensorInfo[] Infer(InferenceContext context)
    {
        (TensorInfo a, TensorInfo b) = (context.Input(0), context.Input(1));
        if ((a.ElementType == ElementType.Float32) != (b.ElementType == ElementType.Float32) && Function != BinaryFunction.Pow)
            throw context.Error("reals and integers do not mix; convert one with Cast");
        if (a.ElementType == ElementType.Float32 && Function is >= BinaryFunction.And and <= BinaryFunction.ShiftRight)
            throw context.Error("it is not defined for reals");
        TensorShape shape = TensorShape.Broadcast(a.Shape, Align(a.Shape, b.Shape));
        if (Function == BinaryFunction.PRelu && !shape.Equals(a.Shape))
            throw context.Error($"slopes of {b.Shape} do not broadcast to {a.Shape}");
        return [new TensorInfo(shape, ResultType(a))];
    }

    public override Tensor[]? Evaluate(InferenceContext context)
    {
        (Tensor a, Tensor b) = (context.Value(0)!, context.Value(1)!);
        if (Activation.Function != ActivationFunction.None)
            return null;
        return [BinaryTable.Evaluate(Function, a, b.Reshape(Align(a.Shape, b.Shape)), ResultType(context.Input(0)))];
    }

    /// <summary>
    /// Vectors of channels where both sides are alike, and nothing infinite or NaN can arise in channels past the last, as by dividing 0 by 0.
    /// Comparisons give truth values, which are no reals.
    /// </summary>
    internal override IReadOnlyList<NodeLayouts> Layouts(InferenceContext context)
    {
        bool staysFinite = Function is BinaryFunction.Add or BinaryFunction.Sub or BinaryFunction.Mul or BinaryFunction.Min or BinaryFunction.Max;
        return staysFinite && context.Shape(0).Equals(context.Shape(1)) ? NodeLayouts.Any(context, context.Shape(0)) : [NodeLayouts.Plain];
    }

    public override void Lower(LoweringContext context)
    {
        TensorView a = context.Input(0).Stored, b = context.Input(1);
        // In vectors of channels both sides are alike.
        b = b.Layout == Layout.Nchw ? b.Reshape(Align(a.Shape, b.Shape)) : b.Stored;
        if (a.Type == b.Type)
            Dispatch(context, Function, a, b, context.Output(0).Stored, Activation);
        else
            LowerMixed(context, a, b);
    }

    /// <summary>A power of a real and an integer is computed in reals and takes the type of its base.</summary>
    private void LowerMixed(LoweringContext context, TensorView a, TensorView b)
    {
        TensorView output = context.Output(0);
        if (b.Type == StorageType.Int32)
        {
            Dispatch(context, Function, a, InReals(context, "exponent", b, a.Type), output, Activation);
            return;
        }
        TensorView power = context.Scratch("power", output.Shape, b.Type);
        Dispatch(context, Function, InReals(context, "base", a, b.Type), b, power);
        Cast.Convert(context, power, output, context.OutputInfo(0).ElementType);
    }

    private static TensorView InReals(LoweringContext context, string name, TensorView integers, StorageType type)
    {
        TensorView reals = context.Scratch(name, integers.Shape, type);
        Cast.Convert(context, integers, reals, ElementType.Float32);
        return reals;
    }

    /// <summary>Combines two views of one type, broadcast to the output's shape; split where a binding cannot span it.</summary>
    internal static void Dispatch(
        LoweringContext context, BinaryFunction function, TensorView a, TensorView b, TensorView output, Activation? activation = null)
    {
        if (output.Count == 0)
            return;
        var axes = BroadcastAxes.Collapse(output.Shape, a.Shape, b.Shape);
        if (axes.Rank > MaxAxes)
            throw context.Error($"broadcasting over {axes.Rank} separate axes is more than {MaxAxes}");
        int outer = axes.Rank - 1;
        int extent = axes.Rank == 0 ? 1 : axes.Extents[outer];
        int[] steps = [.. axes.Strides.Select(s => axes.Rank == 0 ? 0 : s[outer]), output.Count / extent];
        TensorView[] views = [a, b, output];
        foreach ((int start, int count) in context.SplitOuter(extent, [.. views.Where((_, i) => steps[i] > 0)]))
        {
            if (axes.Rank > 0)
                axes.Extents[outer] = count;
            TensorView[] parts = [.. views.Select((v, i) => count == extent || steps[i] == 0 ? v : v.Part(start * steps[i], new TensorShape(count * steps[i])))];
            bool alike = function < BinaryFunction.Equal && a.Type != StorageType.Int32 && axes.Rank == 1 && axes.Strides.All(s => s[0] == 1);
            if (alike)
                parts = FlatVectors.Of(parts);
            if (parts[0].Layout == Layout.Nc4hw)
                axes.Extents[outer] = FlatVectors.Count(parts[0]);
            context.Add(Call(function, parts, alike ? FlatVectors.Count(parts[0]) : count * steps[2], axes, activation ?? Activation.None));
        }
    }

    private static ShaderCall Call(BinaryFunction function, TensorView[] views, int count, BroadcastAxes axes, Activation activation)
        => function >= BinaryFunction.Equal
            ? new BinaryCompareCall
            {
                A = views[0],
                B = views[1],
                Output = views[2],
                Count = count,
                Extent = axes.Extents,
                AStride = axes.Strides[0],
                BStride = axes.Strides[1],
                Function = (long)function,
                Rank = axes.Rank,
                Invocations = count,
            }
            : new BinaryCall
            {
                A = views[0],
                B = views[1],
                Output = views[2],
                Count = count,
                Extent = axes.Extents,
                AStride = axes.Strides[0],
                BStride = axes.Strides[1],
                Function = (long)function,
                Rank = axes.Rank,
                Activation = activation,
                Invocations = count,
            };

    private ElementType ResultType(TensorInfo a) => BinaryTable.IsPredicate(Function) ? ElementType.Bool : a.ElementType;

    private TensorShape Align(TensorShape a, TensorShape b)
    {
        if (AlignedAxis is not { } axis || (Function == BinaryFunction.PRelu && (b.Rank != 1 || b.Count == 1)))
            return b;
        int trailing = a.Rank - a.NormalizeAxis(axis) - b.Rank;
        if (trailing < 0)
            throw new ShapeException($"{b} does not fit into {a} from axis {axis} on.");
        return new TensorShape([.. b.ToArray(), .. Enumerable.Repeat(1, trailing)]);
    }
}
