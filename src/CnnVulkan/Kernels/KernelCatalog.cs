using System.Collections.Immutable;
using CnnVulkan.Analysis;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Kernels;

/// <summary>Every kernel of the library's own operators, for the test that holds them to the compiled shaders.</summary>
internal static class KernelCatalog
{
    public static readonly ImmutableArray<Kernel> All =
    [
        // Convolutions, pooling, matrix products.
        AveragePool.Kernel,
        ConvDepthwise.Kernel,
        ConvDirect.Kernel,
        ConvGemm.Kernel,
        ConvTranspose.Kernel,
        GlobalPool.Kernel,
        LpPool.Kernel,
        MatrixProductKernels.General,
        MatrixProductKernels.Streamed,
        MatrixProductKernels.Subgroup,
        MaxPool.Kernel,
        PackChannels.Kernels.Storage,
        PackChannels.Kernels.Texels,
        PackedConv.Kernels.Storage,
        PackedConv.Kernels.Texels,
        PackedConvDepthwise.Kernels.Storage,
        PackedConvDepthwise.Kernels.Texels,
        PackedGlobalPool.Kernels.Storage,
        PackedGlobalPool.Kernels.Texels,
        PackedConvTiled.Kernel,
        PackedConvTiled.Reduce,
        PackedConvWinograd.Input.Storage,
        PackedConvWinograd.Input.Texels,
        PackedConvWinograd.Output.Storage,
        PackedConvWinograd.Output.Texels,
        PackedLRN.Kernels.Storage,
        PackedLRN.Kernels.Texels,
        PackedPool.Kernels.Storage,
        PackedPool.Kernels.Texels,
        UnpackChannels.Kernels.Storage,
        UnpackChannels.Kernels.Texels,

        // Element by element.
        Activate.Kernel,
        Unary.Kernel,
        Unary.Classify,
        Binary.Kernel,
        Binary.Compare,

        // Normalisation, reductions, search.
        BatchNormalization.Kernel,
        Moments.Kernel,
        Moments.Normalize,
        Moments.Statistic,
        LRN.Kernel,
        Reduce.Kernel,
        ArgReduce.Kernel,
        Operators.TopK.Kernel,
        Softmax.Kernel,

        // Moving elements about.
        StridedCopy.Kernel,
        Cast.ToInteger,
        Cast.ToReal,
        Dropout.Kernel,
        Pad.Kernel,
        Gather.Kernel,
        GatherElements.Kernel,
        GatherND.Kernel,
        Where.Kernel,
        OneHot.Kernel,
        CumSum.Kernel,
        Resize.Kernel,

        // Pictures.
        Images.PreprocessImage.Horizontal,
        Images.PreprocessImage.Vertical,

        // Measuring devices.
        MultiplyAddLoop.Kernel,
        StreamCopy.Kernel,
    ];
}
