using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Minimal filtering where it is not worth it too: pictures that tiles of 4×4 do not divide, one pixel, all padding.</summary>
public sealed class PackedConvWinogradTests
{
    private const float Filler = 777;

    private static readonly WindowCase Same = new([3, 3], null, [1, 1]);

    private static readonly ConvCase[] Cases =
    [
        new(1, 1, 1, [4, 4], Same),
        new(3, 3, 5, [9, 6], new([3, 3], null, [1, 0], [0, 2])),
        new(1, 5, 127, [7, 10], new([3, 3]), Bias: false),
        new(1, 127, 8, [5, 13], Same),
        new(3, 12, 4, [1, 1], Same),
        new(1, 4, 12, [2, 3], new([3, 3], null, [4, 3], [2, 4])),
        new(2, 8, 33, [3, 33], Same),
        new(1, 64, 64, [17, 19], Same),
    ];

    public static TheoryData<int, bool, string> All()
    {
        var data = new TheoryData<int, bool, string>();
        for (int i = 0; i < Cases.Length; i++)
        {
            data.Add(i, true, Cases[i].ToString());
            data.Add(i, false, Cases[i].ToString());
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Every_case_with_and_without_a_residual(int index, bool texels, string name)
    {
        ConvCase c = Cases[index];
        Assert.Equal(name, c.ToString());
        Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference);
        Check(c, new Conv(c.Window.Window), plain, null, PackedProfiles.Of(texels));
        Tensor<float> residual = TestData.Random(4, plain.Shape.ToArray());
        Check(
            c, new Conv(c.Window.Window, 1, new Activation(ActivationFunction.Relu), hasResidual: true),
            ElementwiseReference.Zip(plain, residual, (a, b) => Math.Max(a + b, 0)), residual, PackedProfiles.Of(texels));
    }

    /// <summary>Pictures and products must fit a binding; one by one they do.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pictures_whose_tiles_a_binding_cannot_span_together_are_split(bool texels)
    {
        var c = new ConvCase(3, 4, 8, [9, 10], Same);
        Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference);
        Check(c, new Conv(c.Window.Window), plain, null, PackedProfiles.Binding(12288, PackedProfiles.Of(texels)));
    }

    /// <summary>Rounding of 16 bits would be ten times that of the plain way.</summary>
    [SkippableFact]
    public void It_is_left_alone_in_float16_and_for_other_windows()
    {
        Assert.Contains(Shaders(Cases[7], Precision.Float32), s => s == "winograd_output");
        Assert.DoesNotContain(Shaders(Cases[7], Precision.Float16), s => s.StartsWith("winograd", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Shaders(new ConvCase(1, 64, 64, [17, 19], new([3, 3], [1, 2], [1, 1])), Precision.Float32), s => s.StartsWith("winograd", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Shaders(new ConvCase(1, 64, 64, [17, 19], new([3, 3], null, [2, 2], null, [2, 2])), Precision.Float32),
            s => s.StartsWith("winograd", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Shaders(ConvCase c, Precision precision)
    {
        Tensor<float> input = PackedReference.Pack(c.Input);
        Graph graph = OperatorHarness.OneNode(
            new PackedConv(new Conv(c.Window.Window)) { ForceWinograd = true }, [input, c.Weights], [c.Input], [1], 1);
        var profile = new DeviceProfile { Limits = new DeviceLimits { Storage16Bit = true, MaxStorageBufferRange = 1 << 30 } };
        return PlanRunner.Plan(graph, new Dictionary<string, Tensor> { ["input0"] = input }, profile, precision).Dispatches.Select(d => d.Kernel.Shader);
    }

    private static void Check(ConvCase c, Conv conv, Tensor<float> expected, Tensor<float>? residual, DeviceProfile profile)
        => OperatorHarness.Check(
            new PackedConv(conv) { ForceWinograd = true },
            [PackedReference.Pack(c.Input, Filler), c.Weights, c.BiasTensor, residual is null ? null : PackedReference.Pack(residual, Filler)],
            [expected],
            c.Bias ? [1, 2] : [1],
            float16: false,
            profile: profile,
            read: t => PackedReference.Unpack((Tensor<float>)t, c.Out));
}
