namespace CnnVulkan.Tests.Operators;

/// <summary>A node as a file has it: its attributes must come back when its operator describes itself.</summary>
/// <param name="Type">The operator.</param>
/// <param name="Opset">The operator set it is written in.</param>
/// <param name="Inputs">How many inputs it has.</param>
/// <param name="Attributes">All of its attributes.</param>
public sealed record ExportCase(string Type, int Opset, int Inputs, params (string Name, object Value)[] Attributes)
{
    /// <summary>Every operator with attributes that are not their defaults, in the last form that has them as attributes.</summary>
    public static IReadOnlyList<ExportCase> All { get; } =
    [
        new("AveragePool", 19, 1, ("kernel_shape", L(3, 2)), ("strides", L(2, 1)), ("pads", L(0, 1, 1, 0)), ("dilations", L(1, 2)), ("ceil_mode", 1L), ("count_include_pad", 1L)),
        new("AveragePool", 7, 1, ("kernel_shape", L(3, 2)), ("auto_pad", "SAME_UPPER"), ("count_include_pad", 0L)),
        new("Conv", 11, 3, ("kernel_shape", L(3, 2)), ("strides", L(2, 1)), ("auto_pad", "SAME_LOWER"), ("dilations", L(1, 2)), ("group", 2L)),
        new("Conv", 7, 2, ("kernel_shape", L(3, 3)), ("pads", L(0, 1, 2, 3)), ("group", 1L)),
        new("ConvTranspose", 11, 2, ("kernel_shape", L(3, 2)), ("strides", L(2, 2)), ("pads", L(0, 1, 1, 0)), ("group", 2L), ("output_padding", L(1, 0)), ("output_shape", L(9, 7))),
        new("ConvTranspose", 11, 2, ("auto_pad", "VALID"), ("group", 1L)),
        new("Gemm", 13, 3, ("alpha", 0.5f), ("beta", 2f), ("transA", 1L), ("transB", 1L)),
        new("GlobalAveragePool", 7, 1), new("GlobalMaxPool", 7, 1), new("GlobalLpPool", 7, 1, ("p", 3L)), new("MatMul", 7, 2),
        new("LpPool", 18, 1, ("kernel_shape", L(3, 2)), ("dilations", L(2, 2)), ("ceil_mode", 1L), ("p", 3L)),
        new("MaxPool", 12, 1, ("kernel_shape", L(2, 2)), ("strides", L(2, 2)), ("ceil_mode", 1L), ("storage_order", 1L)),
        new("Relu", 7, 1), new("LeakyRelu", 7, 1, ("alpha", 0.2f)), new("Elu", 7, 1, ("alpha", 0.2f)), new("Selu", 7, 1, ("alpha", 2f), ("gamma", 3f)),
        new("Celu", 12, 1, ("alpha", 0.2f)), new("Sigmoid", 7, 1), new("HardSigmoid", 7, 1, ("alpha", 0.3f), ("beta", 0.4f)), new("HardSwish", 14, 1),
        new("Swish", 24, 1, ("alpha", 0.2f)), new("Tanh", 7, 1), new("Softplus", 7, 1), new("Softsign", 7, 1),
        new("ThresholdedRelu", 10, 1, ("alpha", 0.2f)), new("Mish", 18, 1), new("Gelu", 20, 1), new("Gelu", 20, 1, ("approximate", "tanh")),
        new("Clip", 10, 1, ("min", -1f), ("max", 2f)), new("Clip", 7, 1, ("max", 2f)), new("Clip", 11, 3),
        .. new[] { "Abs", "Neg", "Not", "Exp", "Log", "Sqrt", "Reciprocal", "Floor", "Ceil", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan" }.Select(t => new ExportCase(t, 7, 1)),
        .. new[] { "Sign", "Erf", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "IsNaN" }.Select(t => new ExportCase(t, 9, 1)),
        new("Round", 11, 1), new("IsInf", 10, 1), new("IsInf", 10, 1, ("detect_negative", 0L)), new("IsInf", 10, 1, ("detect_positive", 0L)),
        .. new[] { "Add", "Sub", "Mul", "Div", "Pow", "PRelu", "And", "Or", "Xor", "Equal", "Less", "Greater" }.Select(t => new ExportCase(t, 7, 2)),
        new("LessOrEqual", 12, 2), new("GreaterOrEqual", 12, 2), new("Mod", 10, 2), new("Mod", 10, 2, ("fmod", 1L)),
        .. new[] { "Sum", "Mean", "Min", "Max" }.Select(t => new ExportCase(t, 8, 3)),
        new("BatchNormalization", 14, 5, ("epsilon", 1e-3f), ("momentum", 0.8f), ("training_mode", 1L)), new("BatchNormalization", 8, 5, ("epsilon", 1e-3f), ("momentum", 0.8f), ("spatial", 0L)),
        new("InstanceNormalization", 7, 3, ("epsilon", 1e-3f)), new("GroupNormalization", 21, 3, ("num_groups", 2L), ("epsilon", 1e-3f)),
        new("LayerNormalization", 17, 3, ("axis", 1L), ("epsilon", 1e-3f)), new("MeanVarianceNormalization", 9, 1, ("axes", L(0, 2))),
        new("LpNormalization", 7, 1, ("axis", 1L), ("p", 1L)), new("LRN", 7, 1, ("size", 5L), ("alpha", 2e-4f), ("beta", 0.5f), ("bias", 2f)),
        .. new[] { "Mean", "Max", "Min", "Prod", "L1", "L2", "SumSquare", "LogSum", "LogSumExp" }.Select(t => new ExportCase($"Reduce{t}", 17, 1, ("axes", L(1, -1)), ("keepdims", 0L))),
        new("ReduceSum", 12, 1, ("axes", L(1, -1)), ("keepdims", 0L)), new("ReduceSum", 13, 2, ("keepdims", 1L), ("noop_with_empty_axes", 1L)),
        new("ArgMax", 12, 1, ("axis", -1L), ("keepdims", 0L), ("select_last_index", 1L)), new("ArgMin", 7, 1, ("axis", 1L), ("keepdims", 1L)),
        new("TopK", 9, 1, ("axis", 1L), ("k", 3L)), new("TopK", 11, 2, ("axis", 1L), ("largest", 0L)),
        new("Softmax", 12, 1, ("axis", 1L)), new("LogSoftmax", 13, 1, ("axis", 1L)), new("Hardmax", 12, 1, ("axis", 2L)),
        new("Maxout", 7, 1, ("pieces", 3L)), new("cnnvulkan:Maxout", 7, 1, ("pieces", 3L)),
        new("Reshape", 14, 2, ("allowzero", 1L)), new("Flatten", 7, 1, ("axis", 2L)), new("Squeeze", 12, 1, ("axes", L(0, 2))), new("Unsqueeze", 12, 1, ("axes", L(0, 2))),
        new("Identity", 7, 1), new("Dropout", 11, 1, ("ratio", 0.25f)), new("Dropout", 12, 2, ("seed", 5L)),
        new("Cast", 9, 1, ("to", 7L)), new("Cast", 9, 1, ("to", 9L)), new("CastLike", 15, 2), new("Transpose", 7, 1, ("perm", L(0, 2, 1))), new("Transpose", 7, 1),
        new("Slice", 9, 1, ("starts", L(1, 0)), ("ends", L(-1, 4)), ("axes", L(2, 3))), new("Slice", 10, 5),
        new("Split", 12, 1, ("axis", 1L), ("split", L(1, 2))), new("Split", 18, 1, ("axis", 1L), ("num_outputs", 1L)), new("Concat", 7, 3, ("axis", 2L)),
        new("Expand", 8, 2), new("Tile", 7, 2), new("DepthToSpace", 11, 1, ("blocksize", 2L), ("mode", "CRD")), new("SpaceToDepth", 7, 1, ("blocksize", 2L)),
        new("Pad", 10, 1, ("mode", "constant"), ("pads", L(0, 1, 2, 3)), ("value", 1.5f)), new("Pad", 19, 2, ("mode", "wrap")), new("Pad", 18, 4, ("mode", "edge")),
        new("Gather", 7, 2, ("axis", 1L)), new("GatherElements", 11, 2, ("axis", 1L)), new("GatherND", 12, 2, ("batch_dims", 1L)), new("Where", 9, 3),
        new("GridSample", 16, 2, ("mode", "bicubic"), ("padding_mode", "reflection"), ("align_corners", 1L)), new("GridSample", 20, 2, ("mode", "linear"), ("padding_mode", "border")),
        new("OneHot", 9, 3, ("axis", 0L)), new("CumSum", 11, 2, ("exclusive", 1L), ("reverse", 1L)),
        new("Resize", 18, 4, ("mode", "cubic"), ("nearest_mode", "round_prefer_ceil"), ("coordinate_transformation_mode", "align_corners"), ("cubic_coeff_a", -0.5f),
            ("exclude_outside", 1L), ("extrapolation_value", 2f), ("antialias", 1L), ("keep_aspect_ratio_policy", "not_larger"), ("axes", L(2, 3))),
        new("Resize", 10, 2, ("mode", "linear")), new("Upsample", 9, 2, ("mode", "nearest")), new("Upsample", 7, 1, ("mode", "linear"), ("scales", new[] { 1f, 1f, 2f, 3f })),
        new("Constant", 9, 0, ("value", new Tensor<long>(new TensorShape(2), [3, 4]))), new("ConstantOfShape", 9, 1, ("value", new Tensor<float>(new TensorShape(1), [2]))),
        new("Shape", 15, 1, ("start", 1L), ("end", -1L)), new("Shape", 7, 1), new("Size", 7, 1), new("Range", 11, 3),
    ];

    public override string ToString() => $"{Type}-{Opset}({string.Join(", ", Attributes.Select(a => a.Name))})";

    private static long[] L(params long[] values) => values;
}
