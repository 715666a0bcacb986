using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>What one dispatch of a convolution computes: some pictures, some blocks of output channels.</summary>
/// <param name="Geometry">The convolution of those pictures.</param>
/// <param name="Input">The pictures.</param>
/// <param name="Weights">The weights of the blocks.</param>
/// <param name="Residual">What is added before the activation, or null.</param>
/// <param name="Gate">What decides what goes on to the activation, or null.</param>
/// <param name="Output">The results, of all channels.</param>
/// <param name="FirstBlock">The first block.</param>
/// <param name="Blocks">How many blocks of each group.</param>
/// <param name="IsWhole">Whether these are all output channels.</param>
internal sealed record ConvPart(
    ConvGeometry Geometry,
    TensorView Input,
    TensorView Weights,
    TensorView? Residual,
    TensorView? Gate,
    TensorView Output,
    int FirstBlock,
    int Blocks,
    bool IsWhole);
