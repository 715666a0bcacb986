using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>A convolution to test.</summary>
public sealed record ConvCase(int Batch, int In, int Out, int[] Extents, WindowCase Window, int Group = 1, bool Bias = true)
{
    private Tensor<float>? _expected;

    /// <summary>The pictures.</summary>
    public Tensor<float> Input { get; } = TestData.Random(1, [Batch, In, .. Extents]);

    /// <summary>Small enough that sums stay near 1.</summary>
    public Tensor<float> Weights { get; } = TestData.Uniform(2, -0.5f, 0.5f, [Out, In / Group, .. Window.Kernel]);

    /// <summary>One number per output channel, or none.</summary>
    public Tensor<float>? BiasTensor { get; } = Bias ? TestData.Random(3, Out) : null;

    /// <summary>What must come out, by definition.</summary>
    public Tensor<float> Expected => _expected ??= ConvReference.Run(Input, Weights, BiasTensor, Window.Reference, Group);

    /// <summary>Something of the output's shape to add.</summary>
    public Tensor<float> Residual => TestData.Random(4, Expected.Shape.ToArray());

    /// <summary>The operator.</summary>
    internal Conv Conv(Activation? activation = null, bool hasResidual = false) => new(Window.Window, Group, activation, hasResidual);

    /// <summary>The convolution as algorithms are asked about it.</summary>
    internal ConvProblem Problem(DeviceProfile profile, Layout layout, bool hasResidual = false, Precision precision = Precision.Float32) => new()
    {
        Geometry = ConvGeometry.Of(Window.Window, Group, TensorInfo.Of(Input), TensorInfo.Of(Weights)),
        Layout = layout,
        HasConstantWeights = true,
        HasBias = Bias,
        HasResidual = hasResidual,
        Activation = Activation.None,
        Precision = precision,
        Device = profile,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Batch}×{In}×{string.Join("×", Extents)} to {Out} channels in {Group} groups{(Bias ? "" : " without bias")}, {Window}";
}
