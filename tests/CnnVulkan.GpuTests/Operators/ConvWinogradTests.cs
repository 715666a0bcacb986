using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Tests.Operators;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Minimal filtering: where it is left alone, and pictures it takes one by one. What it computes is tested with all others.</summary>
public sealed class ConvWinogradTests
{
    private static readonly WindowCase Same = new([3, 3], null, [1, 1]);

    private static readonly ConvCase Large = new(1, 64, 64, [17, 19], Same);

    /// <summary>Pictures and products must fit a binding; one by one they do.</summary>
    [SkippableFact]
    public void Pictures_whose_tiles_a_binding_cannot_span_together_are_split()
    {
        var c = new ConvCase(3, 4, 8, [9, 10], Same);
        foreach ((DeviceProfile profile, string name) in Profiles.All.SelectMany(profile => new[] { (profile, "winograd"), (profile, "winograd2") }))
        {
            // 36 products in 9 tiles of two vectors, or 16 in 25.
            var planning = new Planning(profile.Binding(20480), Layout.Nc4hw, new Way(name));
            Assert.Equal(3 * 3, OneNode.Lower(c.Conv(), planning, Precision.Float32, 1, OneNode.Data(3, 4, 9, 10), Graphs.TensorInfo.Of(c.Weights)).Dispatches.Length);
            ConvTests.Check(c, planning, c.Conv(), c.Expected);
        }
    }

    /// <summary>Rounding of 16 bits would be ten times that of the plain way in tiles of 4.</summary>
    [Fact]
    public void Only_tiles_of_2_are_for_float16()
    {
        Assert.False(Fits(Large, precision: Precision.Float16));
        Assert.True(ConvAlgorithm.List.Of(new Way("winograd2")).Fits(Large.Problem(TestProfiles.Gpu, Layout.Nc4hw, precision: Precision.Float16)));
    }

    [Fact]
    public void It_is_left_alone_for_other_windows()
    {
        Assert.True(Fits(Large));
        Assert.False(Fits(new ConvCase(1, 64, 64, [17, 19], new([3, 3], [1, 2], [1, 1]))));
        Assert.False(Fits(new ConvCase(1, 64, 64, [17, 19], new([3, 3], null, [2, 2], null, [2, 2]))));
        Assert.False(Fits(new ConvCase(1, 64, 64, [17, 19], new([5, 3], null, [1, 1]))));
        Assert.False(Fits(new ConvCase(1, 64, 64, [17, 19], Same, 2)));
    }

    /// <summary>Transformed they take four times the memory, and may pass what the device binds though they fit as they are.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_left_alone_where_its_weights_are_too_large(bool texels)
    {
        var c = new ConvCase(1, 64, 128, [13, 13], Same);
        DeviceProfile device = texels ? TestProfiles.Llvmpipe : TestProfiles.Gpu;
        bool With(long range) => Fits(c, device with { Limits = device.Limits with { MaxStorageBufferRange = range, MaxTexelBufferElements = range / 16 } });
        Assert.True(With(1 << 24));
        Assert.False(With(1 << 20));
    }

    private static bool Fits(ConvCase c, DeviceProfile? profile = null, Precision precision = Precision.Float32)
        => ConvAlgorithm.List.Of(new Way("winograd")).Fits(c.Problem(profile ?? TestProfiles.Gpu, Layout.Nc4hw, precision: precision));
}
