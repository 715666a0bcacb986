using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Convolutions of channel-packed pictures, each read as texels and from storage buffers.</summary>
public sealed class PackedConvTests
{
    /// <summary>What stands in channels past the last: no result may hold any of it.</summary>
    private const float Filler = 777;

    /// <summary>
    /// Channels against vectors of 4 and tiles of 8 to 32 rows, pixels against tiles of 8 to 128, windows that leave the picture on every side.
    /// </summary>
    private static readonly ConvCase[] Dense =
    [
        new(1, 1, 1, [7, 9], new([3, 3])),
        new(3, 3, 5, [11, 6], new([3, 2], [2, 1], [1, 0], [0, 2])),
        new(1, 5, 127, [9, 10], new([1, 1]), Bias: false),
        new(3, 127, 9, [5, 13], new([3, 3], null, [1, 1])),
        new(1, 4, 24, [13, 17], new([3, 5], [3, 2], [2, 1], [1, 3], [2, 1])),
        new(1, 12, 33, [1, 33], new([1, 11], null, [0, 5])),
        new(1, 8, 8, [2, 2], new([3, 3], null, [4, 3], [2, 4])),
        new(1, 4, 12, [9, 9], new([1, 1], [2, 2])),
        new(3, 8, 4, [6, 7], new([1, 1], null, [1, 0], [0, 2])),
        new(1, 3, 16, [30, 29], new([7, 7], [2, 2], [3, 3])),
        new(2, 6, 8, [1, 1], new([1, 1])),
        new(3, 4, 8, [3, 3], new([1, 1])),
        new(1, 12, 8, [12, 11], new([11, 11], null, [5, 5])),
        new(1, 3, 40, [4, 9], new([1, 1])),
    ];

    /// <summary>Groups of whole vectors; the last one's rows fall into tiles with a rest.</summary>
    private static readonly ConvCase[] Grouped =
    [
        new(2, 8, 16, [7, 5], new([3, 3], null, [1, 1]), 2),
        new(1, 32, 32, [6, 6], new([3, 3], [2, 2], [1, 1]), 4),
        new(3, 12, 24, [5, 4], new([1, 1]), 3, Bias: false),
        new(1, 8, 40, [4, 3], new([2, 3], null, [0, 1], [1, 1]), 2),
    ];

    private static readonly ConvCase[] Depthwise =
    [
        new(1, 4, 4, [9, 7], new([3, 3], null, [1, 1]), 4),
        new(3, 8, 8, [10, 11], new([5, 3], [2, 3], [1, 0], [2, 1]), 8),
        new(1, 12, 12, [12, 12], new([3, 3], null, [2, 2], null, [2, 3]), 12, Bias: false),
        new(1, 128, 128, [8, 8], new([3, 3], [2, 2], [1, 1]), 128),
        new(2, 4, 4, [3, 4], new([3, 3]), 4),
        new(1, 8, 8, [5, 33], new([1, 11], null, [0, 5]), 8),
        new(1, 8, 8, [2, 2], new([3, 3], null, [4, 3], [2, 4]), 8),
        new(1, 4, 4, [6, 12], new([3, 3]), 4),
    ];

    private static ConvCase[] All => [.. Dense, .. Grouped, .. Depthwise];

    public static TheoryData<int, bool, string> Cases()
    {
        var data = new TheoryData<int, bool, string>();
        for (int i = 0; i < All.Length; i++)
        {
            data.Add(i, true, All[i].ToString());
            data.Add(i, false, All[i].ToString());
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Every_case_with_and_without_a_residual(int index, bool texels, string name)
    {
        ConvCase c = All[index];
        Assert.Equal(name, c.ToString());
        Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference, c.Group);
        // Left to itself a device without texel buffers stages most of them in shared memory.
        PackedConvTile? tile = texels ? null : new PackedConvTile(8, 4, 32);
        Check(c, new Conv(c.Window.Window, c.Group), plain, null, PackedProfiles.Of(texels), tile);
        Tensor<float> residual = TestData.Random(4, plain.Shape.ToArray());
        Check(c, new Conv(c.Window.Window, c.Group, hasResidual: true), ElementwiseReference.Zip(plain, residual, (a, b) => a + b), residual, PackedProfiles.Of(texels), tile);
    }

    public static TheoryData<int, int, bool> Tiles()
    {
        var data = new TheoryData<int, int, bool>();
        foreach (int rows in new[] { 8, 16, 24, 32 })
        {
            foreach (int pixels in new[] { 1, 2, 4 })
            {
                data.Add(rows, pixels, true);
                data.Add(rows, pixels, false);
            }
        }
        return data;
    }

    /// <summary>Two pictures whose pixels share tiles, and 41 channels: no number of rows divides them.</summary>
    [SkippableTheory]
    [MemberData(nameof(Tiles))]
    public void Every_tile_that_a_device_may_choose(int rows, int pixels, bool texels)
    {
        DeviceProfile profile = PackedProfiles.Of(texels);
        var c = new ConvCase(2, 5, 41, [7, 9], new([3, 2], [1, 2], [1, 1]));
        Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference);
        Tensor<float> residual = TestData.Random(4, plain.Shape.ToArray());
        var tile = new PackedConvTile(rows, pixels, texels ? (int)profile.Limits.SubgroupSize : 16);
        Check(c, new Conv(c.Window.Window, hasResidual: true), ElementwiseReference.Zip(plain, residual, (a, b) => a + b), residual, profile, tile, float16: false);
    }

    public static TheoryData<int> Functions => [.. Enum.GetValues<ActivationFunction>().Select(f => (int)f)];

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Every_activation_comes_after_the_residual(int number)
    {
        var activation = new Activation((ActivationFunction)number, 0.4f, 0.8f);
        foreach (ConvCase c in new[] { Dense[1], Depthwise[0] })
        {
            Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference, c.Group);
            Tensor<float> residual = TestData.Random(4, plain.Shape.ToArray());
            Tensor<float> expected = ElementwiseReference.Zip(plain, residual, (a, b) => ActivateTests.Definitions[activation.Function](a + b, activation.Alpha, activation.Beta));
            // One way of reading for each kernel, in turn: how a kernel ends does not depend on it.
            bool texels = c == Dense[1] ? number % 2 == 0 : number % 2 == 1;
            DeviceProfile profile = texels && GpuFixture.Device.Traits.ReadsStorageInScalars ? PackedProfiles.Texels : PackedProfiles.Storage;
            Check(c, new Conv(c.Window.Window, c.Group, activation, hasResidual: true), expected, residual, profile, float16: number == (int)ActivationFunction.Relu);
        }
    }

    /// <summary>Planned for a device that binds 20 kB: three pictures one by one, weights by block of rows.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_larger_than_a_binding_are_split_by_rows(bool texels)
    {
        var c = new ConvCase(3, 20, 45, [7, 9], new([3, 3]));
        DeviceProfile profile = PackedProfiles.Binding(20480, PackedProfiles.Of(texels));
        PackedConvTile? tile = texels ? null : new PackedConvTile(8, 4, 32);
        Tensor<float> expected = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference);
        Tensor<float> input = PackedReference.Pack(c.Input);
        var op = new PackedConv(new Conv(c.Window.Window)) { ForceTile = tile, ForceWinograd = false };
        Graph graph = OperatorHarness.OneNode(op, [input, c.Weights, c.BiasTensor], [expected], [1, 2], 1);
        Plan plan = PlanRunner.Plan(graph, new Dictionary<string, Tensor> { ["input0"] = input }, profile);
        PackedProfiles.AssertVariant(plan, texels);
        int field = Array.FindIndex([.. PackedConv.Kernels.Storage.Push], p => p.Name == "first_channel");
        Assert.True(plan.Dispatches.Select(d => d.Push[field]).Distinct().Count() >= 2, plan.ToString());
        Check(c, new Conv(c.Window.Window), expected, null, profile, tile);
    }

    [Fact]
    public void Groups_that_share_a_vector_do_not_fit()
    {
        static bool Fits(int inputs, int outputs, int groups) => PackedConv.Fits(ConvGeometry.Of(
            new SlidingWindow([1, 1]), groups, new TensorInfo(new TensorShape(1, inputs, 5, 5), ElementType.Float32),
            new TensorInfo(new TensorShape(outputs, inputs / groups, 1, 1), ElementType.Float32)));
        Assert.True(Fits(3, 5, 1) && Fits(8, 8, 2) && Fits(8, 8, 8) && Fits(8, 40, 2));
        Assert.False(Fits(6, 8, 2) || Fits(8, 6, 2) || Fits(6, 6, 6) || Fits(4, 8, 4) || Fits(8, 8, 4));
    }

    private static void Check(
        ConvCase c, Conv conv, Tensor<float> expected, Tensor<float>? residual, DeviceProfile profile, PackedConvTile? tile = null, bool float16 = true)
    {
        Tensor<float>? packedResidual = residual is null ? null : PackedReference.Pack(residual, Filler);
        OperatorHarness.Check(
            new PackedConv(conv) { ForceTile = tile, ForceWinograd = false },
            [PackedReference.Pack(c.Input, Filler), c.Weights, c.BiasTensor, packedResidual],
            [expected],
            c.Bias ? [1, 2] : [1],
            float16: float16,
            profile: profile,
            read: t => PackedReference.Unpack((Tensor<float>)t, c.Out));
    }
}
