using CnnVulkan.Operators;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Operators;

/// <summary>The way that a convolution goes by the rule, where nothing was measured: who changes a rule sees here what follows.</summary>
public sealed class ConvRuleTests
{
    /// <summary>What a profile is called in the table.</summary>
    private static readonly Dictionary<string, DeviceProfile> Profiles = new()
    {
        ["llvmpipe"] = TestProfiles.Llvmpipe,
        ["gpu"] = TestProfiles.Gpu,
        ["no shared memory"] = TestProfiles.Gpu with { Traits = TestProfiles.Gpu.Traits with { PrefersSharedMemory = false } },
        ["small gpu"] = TestProfiles.Gpu with { Traits = TestProfiles.Gpu.Traits with { Workgroups = 16 } },
    };

    /// <summary>Layers of ResNet, VGG, MobileNet, AlexNet and of none.</summary>
    public static TheoryData<string, string, int, string, string, string> Table => new()
    {
        { "1 3 224 224", "64 3 7 7", 1, "same/2", "llvmpipe", "subgroup 32×4" },
        { "1 3 224 224", "64 3 7 7", 1, "same/2", "gpu", "tiled 2×8" },
        { "1 64 56 56", "64 64 1 1", 1, "same", "llvmpipe", "subgroup 32×4" },
        { "1 64 56 56", "64 64 1 1", 1, "same", "gpu", "tiled 1×4" },
        { "1 64 56 56", "64 64 3 3", 1, "same", "llvmpipe", "subgroup 32×4" },
        { "1 64 56 56", "64 64 3 3", 1, "same", "gpu", "tiled 1×4" },
        { "1 64 56 56", "64 64 3 3", 1, "same", "no shared memory", "subgroup 8×4" },
        { "1 64 56 56", "64 64 3 3", 1, "same", "small gpu", "tiled 2×8" },
        { "1 256 56 56", "512 256 1 1", 1, "same/2", "llvmpipe", "subgroup 32×4" },
        { "1 256 56 56", "512 256 1 1", 1, "same/2", "gpu", "tiled 1×4" },
        { "1 256 14 14", "256 256 3 3", 1, "same", "llvmpipe", "subgroup 32×4" },
        { "1 256 14 14", "256 256 3 3", 1, "same", "gpu", "tiled 1×4/2" },
        { "1 512 7 7", "512 512 3 3", 1, "same", "llvmpipe", "subgroup 32×4" },
        { "1 512 7 7", "512 512 3 3", 1, "same", "gpu", "tiled 1×4/4" },
        { "1 512 7 7", "512 512 3 3", 1, "same", "no shared memory", "subgroup 8×4" },
        { "1 512 7 7", "512 512 3 3", 1, "same", "small gpu", "tiled 1×4" },
        { "1 2048 7 7", "512 2048 1 1", 1, "same", "llvmpipe", "subgroup 32×4" },
        { "1 2048 7 7", "512 2048 1 1", 1, "same", "gpu", "tiled 1×4/4" },
        { "1 3 224 224", "64 3 3 3", 1, "same", "llvmpipe", "subgroup 32×4" },
        { "1 3 224 224", "64 3 3 3", 1, "same", "gpu", "tiled 2×8" },
        { "1 512 14 14", "512 512 3 3", 1, "same", "llvmpipe", "winograd" },
        { "1 512 14 14", "512 512 3 3", 1, "same", "gpu", "tiled 1×4" },
        { "1 32 112 112", "32 1 3 3", 32, "same", "llvmpipe", "depthwise" },
        { "1 32 112 112", "32 1 3 3", 32, "same", "gpu", "depthwise" },
        { "1 512 14 14", "512 1 3 3", 512, "same/2", "llvmpipe", "depthwise" },
        { "1 512 14 14", "512 1 3 3", 512, "same/2", "gpu", "depthwise" },
        { "1 3 227 227", "96 3 11 11", 1, "valid/4", "llvmpipe", "subgroup 32×4" },
        { "1 3 227 227", "96 3 11 11", 1, "valid/4", "gpu", "tiled 1×4" },
        { "1 96 27 27", "256 48 5 5", 2, "same", "llvmpipe", "subgroup 32×4" },
        { "1 96 27 27", "256 48 5 5", 2, "same", "gpu", "tiled 1×4" },
        { "1 64 1 1", "1000 64 1 1", 1, "same", "llvmpipe", "subgroup 32×1" },
        { "1 64 1 1", "1000 64 1 1", 1, "same", "gpu", "tiled 1×4" },
        { "8 64 56 56", "64 64 3 3", 1, "same", "llvmpipe", "winograd" },
        { "8 64 56 56", "64 64 3 3", 1, "same", "gpu", "tiled 2×8" },
        { "1 5 9 9", "3 5 3 3", 1, "same", "llvmpipe", "subgroup 8×4" },
        { "1 5 9 9", "3 5 3 3", 1, "same", "gpu", "subgroup 8×4" },
        { "1 5 9 9", "9 5 3 3", 1, "same", "llvmpipe", "subgroup 16×4" },
        { "1 5 9 9", "15 5 3 3", 1, "same", "gpu", "subgroup 8×4" },
        { "1 5 9 9", "16 5 3 3", 1, "same", "gpu", "tiled 1×4" },
        { "1 5 9 9", "9 5 3 3", 1, "same", "no shared memory", "subgroup 8×4" },
        { "1 5 9 9", "16 5 3 3", 1, "same", "small gpu", "tiled 1×4" },
        { "1 64 64 64", "24 64 1 1", 1, "same", "llvmpipe", "subgroup 24×4" },
        { "1 64 64 64", "24 64 1 1", 1, "same", "gpu", "tiled 1×4" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_way_follows_from_shapes_and_device(string input, string weights, int group, string window, string profile, string way)
        => Assert.Equal(way, ConvAlgorithm.List.Rule(Problem(input, weights, group, window, profile)).ToString());

    [Fact]
    public void Sixteen_bits_take_no_minimal_filtering()
    {
        ConvProblem problem = Problem("1 512 14 14", "512 512 3 3", 1, "same", "llvmpipe");
        Assert.Equal("winograd", ConvAlgorithm.List.Rule(problem).Algorithm);
        Assert.Equal("subgroup", ConvAlgorithm.List.Rule(problem with { Precision = Precision.Float16 }).Algorithm);
    }

    /// <summary>Filters that are transformed in every run must serve a batch.</summary>
    [Theory]
    [InlineData("128 64 8 8", "64 64 3 3", "winograd")]
    [InlineData("2 64 8 8", "64 64 3 3", "subgroup")]
    [InlineData("128 32 16 16", "32 32 3 3", "subgroup")]
    public void Computed_weights_take_minimal_filtering_for_many_pictures(string input, string weights, string algorithm)
        => Assert.Equal(algorithm, ConvAlgorithm.List.Rule(Problem(input, weights, 1, "same", "llvmpipe") with { HasConstantWeights = false }).Algorithm);

    [Fact]
    public void Weights_that_come_at_run_time_and_plain_pictures_are_read_as_they_are()
    {
        ConvProblem problem = Problem("1 64 56 56", "64 64 3 3", 1, "same", "gpu") with { Layout = Layout.Nchw, HasConstantWeights = false };
        Assert.Equal("direct", ConvAlgorithm.List.Rule(problem).ToString());
        ConvProblem depthwise = Problem("1 64 56 56", "64 1 3 3", 64, "same", "gpu") with { Layout = Layout.Nchw, HasConstantWeights = false };
        Assert.Equal("depthwise", ConvAlgorithm.List.Rule(depthwise).ToString());
    }

    /// <summary>A shape goes wherever it can, whatever the device.</summary>
    [Fact]
    public void Every_device_has_a_way_in_each_layout_a_convolution_offers()
    {
        foreach (DeviceProfile profile in Profiles.Values.Append(new DeviceProfile()))
        {
            foreach (string row in new[] { "1 3 9 9:4 3 3 3:1", "1 8 9 9:8 4 3 3:2", "1 8 9 9:8 1 3 3:8", "1 6 9 9:6 1 3 3:6" })
            {
                string[] parts = row.Split(':');
                ConvProblem problem = Problem(parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), "same", "gpu") with { Device = profile };
                Assert.NotEmpty(ConvAlgorithm.List.Ways(problem with { Layout = Layout.Nchw }));
                Assert.Equal(parts[2] == "6", ConvAlgorithm.List.Ways(problem).Count == 0);
                Assert.All(ConvAlgorithm.List.Ways(problem).GroupBy(w => w), same => Assert.Single(same));
            }
        }
    }

    private static ConvProblem Problem(string input, string weights, int group, string window, string profile)
    {
        int[] kernel = [.. Ints(weights).Skip(2)];
        int[] pads = [.. kernel.Select(k => window.StartsWith("same", StringComparison.Ordinal) ? k / 2 : 0)];
        int stride = window.EndsWith("/2", StringComparison.Ordinal) ? 2 : window.EndsWith("/4", StringComparison.Ordinal) ? 4 : 1;
        var sliding = new SlidingWindow(strides: [.. kernel.Select(_ => stride)], padsBegin: [.. pads], padsEnd: [.. pads]);
        return new ConvProblem
        {
            Geometry = ConvGeometry.Of(sliding, group, OneNode.Data(Ints(input)), OneNode.Data(Ints(weights))),
            Layout = Layout.Nc4hw,
            HasConstantWeights = true,
            HasBias = true,
            HasResidual = false,
            Activation = Kernels.Activation.None,
            Precision = Precision.Float32,
            Device = Profiles[profile],
        };
    }

    private static int[] Ints(string list) => [.. list.Split(' ').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
