using System.Collections.Immutable;
using CnnVulkan.Plans;

namespace CnnVulkan.Operators;

/// <summary>Every kernel the library ships, for the test that holds the compiled shaders to them.</summary>
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
        MaxPool.Kernel,

        // Element by element.

        // Normalisation, reductions, search.

        // Moving elements about.

        // Pictures.
    ];
}
