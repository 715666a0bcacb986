namespace CnnVulkan.Operators;

/// <summary>The ways a convolution can be computed; <see cref="Conv"/> chooses.</summary>
internal enum ConvAlgorithm
{
    /// <summary>Any rank, groups and weights, in the file's order: <c>conv_direct.comp</c>.</summary>
    Direct,

    /// <summary>One input channel per group, 1 or 2 spatial axes: <c>conv2d_depthwise.comp</c>.</summary>
    Depthwise,

    /// <summary>Constant weights packed for register tiles, 1 or 2 spatial axes: <c>conv2d_gemm.comp</c>.</summary>
    Gemm,
}
