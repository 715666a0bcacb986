using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Tests.Operators;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Convolutions in shared-memory tiles: when their sums are split between workgroups. What they compute is tested with all others.</summary>
public sealed class ConvTiledTests
{
    [Fact]
    public void A_small_picture_of_many_channels_is_split_and_reduced()
        => Assert.Equal(["conv2d_tiled", "conv2d_tiled_reduce"], Shaders(new ConvCase(1, 512, 64, [7, 7], new([3, 3], null, [1, 1]), Bias: false), TestProfiles.Gpu));

    [Fact]
    public void A_large_picture_is_not()
        => Assert.Equal(["conv2d_tiled"], Shaders(new ConvCase(1, 32, 128, [64, 64], new([3, 3], null, [1, 1]), Bias: false), TestProfiles.Gpu));

    /// <summary>Parts of sums must fit a binding together.</summary>
    [Fact]
    public void Sums_whose_parts_pass_a_binding_are_not_split()
    {
        var c = new ConvCase(1, 64, 64, [7, 7], new([3, 3], null, [1, 1]), Bias: false);
        var way = new Way("tiled", new TileSize(1, 4, 16));
        Assert.Equal(2, Shaders(c, TestProfiles.Gpu, way).Length);
        DeviceProfile little = TestProfiles.Gpu with { Limits = TestProfiles.Gpu.Limits with { MaxStorageBufferRange = 1 << 17 } };
        Assert.Equal("conv2d_tiled", Assert.Single(Shaders(c, little, way).Distinct()));
    }

    private static string[] Shaders(ConvCase c, DeviceProfile profile, Way? way = null)
    {
        Plan plan = OneNode.Lower(
            c.Conv(), new Planning(profile, Layout.Nc4hw, way), Precision.Float32, 1, OneNode.Data(c.Input.Shape.ToArray()), TensorInfo.Of(c.Weights));
        return [.. plan.Dispatches.Select(d => d.Kernel.Shader)];
    }
}
