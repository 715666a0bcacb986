using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class ProductAlgorithmsTests
{
    private static readonly DeviceLimits Gpu = new() { SubgroupSize = 32, SubgroupShuffle = true, MaxTexelBufferElements = 1 << 27 };

    private static readonly DeviceLimits Cpu = new() { IsCpu = true, SubgroupSize = 8, SubgroupShuffle = true, MaxTexelBufferElements = 1 << 27 };

    /// <summary>Texel buffers span less than storage buffers.</summary>
    private static readonly DeviceLimits CpuOfFewTexels = Cpu with { SubgroupSize = 4, MaxTexelBufferElements = 65536 };

    [Theory]
    [InlineData(1, 1000, 512, "matmul_rows", "matmul_subgroup", "matmul_rows")]
    [InlineData(4, 4096, 25088, "matmul_rows", "matmul_subgroup", "matmul_rows")]
    [InlineData(5, 10, 84, "matmul_rows", "matmul_subgroup", "matmul_rows")]
    [InlineData(16, 1, 4, "matmul_rows", "matmul_subgroup", "matmul_rows")]
    [InlineData(17, 1000, 512, "matmul", "matmul", "matmul")]
    [InlineData(20, 1000, 512, "matmul", "matmul", "matmul")]
    [InlineData(64, 1000, 512, "matmul", "matmul", "matmul")]
    [InlineData(3000, 1000, 512, "matmul", "matmul", "matmul")]
    [InlineData(1, 9, 129, "matmul_rows", "matmul_rows", "matmul_rows")]
    [InlineData(16, 5, 7, "matmul_rows", "matmul_rows", "matmul_rows")]
    [InlineData(17, 5, 7, "matmul", "matmul", "matmul")]
    [InlineData(16, 5, 0, "matmul_rows", "matmul_subgroup", "matmul_rows")]
    [InlineData(17, 5, 0, "matmul", "matmul", "matmul")]
    public void The_rule_streams_the_columns_past_up_to_sixteen_rows(int rows, int columns, int depth, string gpu, string cpu, string cpuOfFewTexels)
    {
        var problem = new ProductProblem(rows, columns, depth) { WholeVectors = depth % 4 == 0 };
        Assert.Equal([gpu, cpu, cpuOfFewTexels], new[] { Gpu, Cpu, CpuOfFewTexels }.Select(d => ProductAlgorithms.Choose(problem, d).Name));
    }

    [Fact]
    public void What_cannot_be_streamed_is_tiled()
    {
        ProductProblem streamed = new(4, 100, 64) { WholeVectors = true };
        ProductProblem[] others = [streamed with { Batches = 2 }, streamed with { IsReal = false }, streamed with { ListsRows = false }, streamed with { ListsColumns = false }];
        foreach (DeviceLimits device in new[] { Gpu, Cpu, CpuOfFewTexels })
            Assert.All(others, problem => Assert.Equal("matmul", ProductAlgorithms.Choose(problem, device).Name));
    }

    [Theory]
    [InlineData("matmul_rows", 1, 1000, true, new[] { 1, 32 })]
    [InlineData("matmul_rows", 7, 100, true, new[] { 4, 4 })]
    [InlineData("matmul_rows", 7, 100, false, new[] { 4, 16 })]
    [InlineData("matmul_rows", 3, 4, true, new[] { 3, 1 })]
    [InlineData("matmul_subgroup", 1, 64, true, new[] { 1, 8 })]
    [InlineData("matmul_subgroup", 2, 64, true, new[] { 2, 4 })]
    [InlineData("matmul_subgroup", 9, 64, true, new[] { 4, 4 })]
    public void The_first_tile_is_the_rule_s(string name, int rows, int depth, bool wholeVectors, int[] expected)
    {
        var problem = new ProductProblem(rows, 50, depth) { WholeVectors = wholeVectors };
        var tiles = ProductAlgorithms.All.Single(a => a.Name == name).Tiles(problem, Cpu);
        Assert.Equal(expected, tiles[0]);
        Assert.Equal(tiles.Count, tiles.Select(t => string.Join(",", t)).Distinct().Count());
    }
}
