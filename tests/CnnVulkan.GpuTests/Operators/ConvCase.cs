using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>A convolution to test.</summary>
public sealed record ConvCase(int Batch, int In, int Out, int[] Extents, WindowCase Window, int Group = 1, bool Bias = true)
{
    /// <summary>The pictures.</summary>
    public Tensor<float> Input { get; } = TestData.Random(1, [Batch, In, .. Extents]);

    /// <summary>Small enough that sums stay near 1.</summary>
    public Tensor<float> Weights { get; } = TestData.Uniform(2, -0.5f, 0.5f, [Out, In / Group, .. Window.Kernel]);

    /// <summary>One number per output channel, or none.</summary>
    public Tensor<float>? BiasTensor { get; } = Bias ? TestData.Random(3, Out) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Batch}×{In}×{string.Join("×", Extents)} to {Out} channels in {Group} groups, {Window}";
}
