using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Plans;

/// <summary>Plans of channel-packed networks: what is bound how, within which limits.</summary>
public sealed class PackedPlanTests
{
    private static readonly DeviceLimits Packing = new()
    {
        IsCpu = true, SubgroupShuffle = true, SubgroupSize = 8, StorageBufferAlignment = 16, TexelBufferAlignment = 64, MaxTexelBufferElements = 1 << 27,
        Storage16Bit = true,
    };

    [Fact]
    public void A_small_network_as_text()
    {
        Plan plan = Build(Packing, [1, 3, 6, 5], Conv("first", "x", "a", [4, 3, 3, 3], 0), Conv("second", "a", "b", [6, 4, 1, 1], 0), Pool("pool", "b", "y"));
        Assert.Equal("", plan.ToString()); // GOLD
    }

    /// <summary>Tensors start where texel views may, though storage buffers might start closer.</summary>
    [Fact]
    public void Everything_bound_as_texels_starts_where_texels_may()
    {
        Plan plan = Build(Packing, [1, 3, 3, 5], Conv("first", "x", "a", [4, 3, 3, 3], 1), Conv("second", "a", "b", [8, 4, 1, 1], 0), Join("join", ["a", "b"], "c"), Conv("third", "c", "y", [5, 12, 3, 3], 1));
        Assert.Contains(plan.Dispatches, d => d.Bindings.Any(b => b.Start % 64 != 0));
        foreach (Dispatch dispatch in plan.Dispatches)
        {
            foreach ((Access a, KernelBuffer buffer) in dispatch.Bindings.Zip(dispatch.Kernel.Buffers))
                Assert.True(!buffer.Texels || (a.Tensor.ArenaOffset + a.BindOffset) % 64 == 0 && a.BindBytes % 16 == 0, $"{dispatch}: {a}");
        }
    }

    [Theory]
    [InlineData(Precision.Float32, "f32_texel")]
    [InlineData(Precision.Float16, "f16_texel")]
    public void Texel_variants_are_chosen_by_device_and_precision(Precision precision, string variant)
    {
        (Operator, string, string, int[]?)[] nodes = [Conv("first", "x", "y", [4, 3, 1, 1], 0)];
        Assert.All(Build(Packing, [1, 3, 6, 5], precision, nodes).Dispatches, d => Assert.Equal(variant, d.Variant));
    }

    /// <summary>Every Vulkan device offers 65536 texels of a view, which is a picture of 64 channels and 64×64 pixels: larger ones must still run.</summary>
    [Fact]
    public void A_device_that_counts_few_texels_is_not_refused_what_it_could_run_plain()
    {
        DeviceLimits few = Packing with { MaxTexelBufferElements = 65536 };
        Plan plan = Build(few, [1, 3, 256, 256], Conv("first", "x", "a", [16, 3, 3, 3], 1), Pool("pool", "a", "y"));
        Assert.NotEmpty(plan.Dispatches);
    }

    /// <summary>Transformed for minimal filtering they take four times the memory, and may pass what the device binds though they fit as they are.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Filters_too_large_for_minimal_filtering_run_the_plain_way(bool texels)
    {
        var conv = new PackedConv(new Conv(new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1]))) { ForceWinograd = true };
        var info = new TensorInfo(new TensorShape(1, 16, 13, 13, 4), ElementType.Float32);
        IEnumerable<string> Shaders(long range)
        {
            var graph = new Graph("large", [new GraphInput("x", ElementType.Float32, [1, 16, 13, 13, 4])], ["y"],
                [new Node("conv", conv, ["x", "w"], ["y"])], new Dictionary<string, Tensor> { ["w"] = new Tensor<float>(new TensorShape(128, 64, 3, 3)) });
            DeviceLimits limits = Packing with { IsCpu = texels, MaxStorageBufferRange = range, MaxTexelBufferElements = range / 8 };
            return PlanBuilder.Build(Optimizer.Run(graph, new Dictionary<string, TensorInfo> { ["x"] = info }, []), limits, Precision.Float32).Dispatches.Select(d => d.Kernel.Shader);
        }
        Assert.Contains("winograd_output", Shaders(1 << 24));
        Assert.DoesNotContain(Shaders(1 << 19), s => s.StartsWith("winograd", StringComparison.Ordinal));
    }

    private static (Operator, string, string, int[]?) Conv(string name, string input, string output, int[] weights, int pad)
        => (new Conv(new SlidingWindow(padsBegin: [pad, pad], padsEnd: [pad, pad])), $"{name} {input}", output, weights);

    private static (Operator, string, string, int[]?) Pool(string name, string input, string output) => (new MaxPool(new SlidingWindow([2, 2], [2, 2])), $"{name} {input}", output, null);

    private static (Operator, string, string, int[]?) Join(string name, string[] inputs, string output) => (new Concat(1), $"{name} {string.Join(' ', inputs)}", output, null);

    private static Plan Build(DeviceLimits limits, int[] input, params (Operator, string, string, int[]?)[] nodes) => Build(limits, input, Precision.Float32, nodes);

    private static Plan Build(DeviceLimits limits, int[] input, Precision precision, (Operator Operator, string Inputs, string Output, int[]? Weights)[] nodes)
    {
        var constants = new Dictionary<string, Tensor>();
        var made = new List<Node>();
        foreach (var node in nodes)
        {
            string[] words = node.Inputs.Split(' ');
            if (node.Weights is not null)
                constants[$"{words[0]}/w"] = TestData.Random(1, node.Weights);
            made.Add(new Node(words[0], node.Operator, [.. words[1..], .. node.Weights is null ? Array.Empty<string>() : [$"{words[0]}/w"]], [node.Output]));
        }
        var graph = new Graph("small", [new GraphInput("x", ElementType.Float32, [.. input.Select(d => (int?)d)])], ["y"], made, constants);
        return PlanBuilder.Build(
            Optimizer.Run(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(input), ElementType.Float32) }, [], limits: limits), limits, precision);
    }
}
