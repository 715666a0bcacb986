using CnnVulkan.Operators;
using CnnVulkan.Tensors;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Operators;

public sealed class ProductAlgorithmTests
{
    /// <summary>Texel buffers span less than storage buffers.</summary>
    private static readonly DeviceProfile CpuOfFewTexels = FewTexels();

    [Theory]
    [InlineData(1, 1000, 512, "streamed", "subgroup", "streamed")]
    [InlineData(4, 4096, 25088, "streamed", "subgroup", "streamed")]
    [InlineData(5, 10, 84, "streamed", "subgroup", "streamed")]
    [InlineData(16, 1, 4, "streamed", "subgroup", "streamed")]
    [InlineData(17, 1000, 512, "registers", "registers", "registers")]
    [InlineData(20, 1000, 512, "registers", "registers", "registers")]
    [InlineData(64, 1000, 512, "registers", "registers", "registers")]
    [InlineData(3000, 1000, 512, "registers", "registers", "registers")]
    [InlineData(1, 9, 129, "streamed", "streamed", "streamed")]
    [InlineData(16, 5, 7, "streamed", "streamed", "streamed")]
    [InlineData(17, 5, 7, "registers", "registers", "registers")]
    [InlineData(16, 5, 0, "streamed", "subgroup", "streamed")]
    [InlineData(17, 5, 0, "registers", "registers", "registers")]
    public void The_rule_streams_the_columns_past_up_to_sixteen_rows(int rows, int columns, int depth, string gpu, string cpu, string cpuOfFewTexels)
    {
        var problem = new ProductProblem(rows, columns, depth) { WholeVectors = depth % 4 == 0 };
        Assert.Equal([gpu, cpu, cpuOfFewTexels], Devices.Select(device => ProductAlgorithm.List.Rule(problem with { Device = device }).Algorithm));
    }

    [Theory]
    [InlineData(16, "subgroup")]
    [InlineData(17, "vectors")]
    [InlineData(128, "vectors")]
    public void Many_rows_in_whole_vectors_are_tiled_by_vectors_on_a_cpu(int rows, string algorithm)
    {
        var problem = new ProductProblem(rows, 120, 400) { WholeVectors = true, LeftVectors = true, RightVectors = true, Device = TestProfiles.Llvmpipe };
        Assert.Equal(algorithm, ProductAlgorithm.List.Rule(problem).Algorithm);
    }

    [Fact]
    public void What_cannot_be_streamed_is_tiled()
    {
        ProductProblem streamed = new(4, 100, 64) { WholeVectors = true };
        ProductProblem[] others = [streamed with { Batches = 2 }, streamed with { Type = StorageType.Int32 }, streamed with { ListsRows = false }, streamed with { ListsColumns = false }];
        foreach (DeviceProfile device in Devices)
            Assert.All(others, problem => Assert.Equal("registers", ProductAlgorithm.List.Rule(problem with { Device = device }).Algorithm));
    }

    [Theory]
    [InlineData("streamed", 1, 1000, true, new[] { 1, 32 })]
    [InlineData("streamed", 7, 100, true, new[] { 4, 4 })]
    [InlineData("streamed", 7, 100, false, new[] { 4, 16 })]
    [InlineData("streamed", 3, 4, true, new[] { 3, 1 })]
    [InlineData("subgroup", 1, 64, true, new[] { 1, 8 })]
    [InlineData("subgroup", 2, 64, true, new[] { 2, 4 })]
    [InlineData("subgroup", 9, 64, true, new[] { 4, 4 })]
    public void The_first_tile_is_the_rule_s(string name, int rows, int depth, bool wholeVectors, int[] expected)
    {
        var problem = new ProductProblem(rows, 50, depth) { WholeVectors = wholeVectors, Device = TestProfiles.Llvmpipe };
        IReadOnlyList<TileSize> tiles = ProductAlgorithm.List.All.Single(a => a.Name == name).Tiles(problem);
        Assert.Equal(new TileSize(expected[0], expected[1]), tiles[0]);
        Assert.Equal(tiles.Count, tiles.Distinct().Count());
    }

    private static DeviceProfile[] Devices => [TestProfiles.Gpu, TestProfiles.Llvmpipe, CpuOfFewTexels];

    private static DeviceProfile FewTexels()
    {
        DeviceLimits limits = TestProfiles.Llvmpipe.Limits with { SubgroupSize = 4, MaxTexelBufferElements = 65536 };
        return new DeviceProfile { Limits = limits, Traits = DeviceTraits.Of(limits, VisionDeviceType.Cpu) };
    }
}
