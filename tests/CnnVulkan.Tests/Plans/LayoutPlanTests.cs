using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Plans;

/// <summary>Plans of networks in vectors of channels: what is bound how, within which limits.</summary>
public sealed class LayoutPlanTests
{
    private static readonly DeviceProfile Llvmpipe = TestProfiles.Llvmpipe with { Limits = TestProfiles.Llvmpipe.Limits with { TexelBufferAlignment = 64 } };

    [Fact]
    public void A_small_network_as_text()
    {
        Plan plan = Build(Llvmpipe, [1, 3, 6, 5], Conv("first", "x", "a", [4, 3, 3, 3], 0), Conv("second", "a", "b", [6, 4, 1, 1], 0), Pool("pool", "b", "y"));
        Assert.Equal(
            """
            %0 x Input Float32[90] @512
            %1 x Activation Float32[120] @0
            %2 a Activation Float32[48] @896
            %3 first/subgroup/g1r8 Constant Float32[288]
            %4 b Activation Float32[96] @0
            %5 second/subgroup/g1r8 Constant Float32[32]
            %6 y Activation Float32[16] @384
            %7 y Output Float32[12] @0
            change_layout_to_nc4hw.f32_texel 1x1 <0=64> r%0[0..360) w%1[0..480) {count=30 channels=3 vectors=1 pixels=30} # x
            barrier
            conv2d_subgroup.f32_texel 1x1 <0=64 3=0 4=8 5=2 6=8 7=3 8=3 9=1 10=1 11=1 12=1 13=0 14=0 15=1 16=0 17=0 18=0 19=4 20=0> r%1[0..480) r%3[0..1152) r%1[0..480) r%1[0..480) w%2[0..192) r%1[0..480) {count=1 tiles=1 pixels=12 blocks=1 groups=1 group_inputs=1 group_outputs=1 out_channels=1 in_h=6 in_w=5 out_h=4 out_w=3} # first
            barrier
            conv2d_subgroup.f32_texel 1x1 <0=64 3=0 4=8 5=2 6=8 7=1 8=1 9=1 10=1 11=1 12=1 13=1 14=0 15=1 16=0 17=0 18=1 19=2 20=0> r%2[0..192) r%5[0..128) r%2[0..192) r%2[0..192) w%4[0..384) r%2[0..192) {count=1 tiles=1 pixels=12 blocks=1 groups=1 group_inputs=1 group_outputs=2 out_channels=2 in_h=1 in_w=12 out_h=1 out_w=12} # second
            barrier
            pool.f32_nc4hw_texel 1x1 <0=64 4=1 5=2 6=2 7=1 8=2 9=2 10=1 11=1 12=1 13=1 14=0 15=0 16=1 17=0> r%4[0..384) w%6[0..64) w%6[0..64) {count=4 in_d=1 in_h=4 in_w=3 out_d=1 out_h=2 out_w=1 end_d=1 end_h=4 end_w=3 step_d=12 step_h=3 step_w=1} # pool
            barrier
            change_layout_to_nchw.f32_texel 1x1 <0=64> r%6[0..64) w%7[0..48) {count=4 channels=6 vectors=2 pixels=2} # y
            arena 1088, at least 1088
            """.ReplaceLineEndings("\n"),
            plan.ToString());
    }

    /// <summary>Tensors start where texel views may, though storage buffers might start closer.</summary>
    [Fact]
    public void Everything_bound_as_texels_starts_where_texels_may()
    {
        Plan plan = Build(Llvmpipe, [1, 3, 3, 5], Conv("first", "x", "a", [4, 3, 3, 3], 1), Conv("second", "a", "b", [8, 4, 1, 1], 0), Join("join", ["a", "b"], "c"), Conv("third", "c", "y", [5, 12, 3, 3], 1));
        Assert.Contains(plan.Dispatches, d => d.Bindings.Any(b => b.Start % 64 != 0));
        foreach (Dispatch dispatch in plan.Dispatches)
        {
            foreach ((Access a, KernelBuffer buffer) in dispatch.Bindings.Zip(dispatch.Kernel.Buffers))
                Assert.True(!buffer.Texels || (a.Tensor.ArenaOffset + a.BindOffset) % 64 == 0 && a.BindBytes % 16 == 0, $"{dispatch}: {a}");
        }
    }

    [Theory]
    [InlineData(Precision.Float32, "f32", "_texel")]
    [InlineData(Precision.Float16, "f16", "_texel")]
    [InlineData(Precision.Float32, "f32", "")]
    [InlineData(Precision.Float16, "f16", "")]
    public void Variants_are_chosen_by_device_and_precision(Precision precision, string type, string texel)
    {
        (Operator, string, string, int[]?)[] nodes = [Conv("first", "x", "a", [4, 3, 1, 1], 0), Pool("pool", "a", "y")];
        Plan plan = Build(texel.Length > 0 ? Llvmpipe : TestProfiles.Gpu, [1, 3, 6, 5], precision, nodes);
        Assert.Equal([$"{type}{texel}", $"{type}{texel}", $"{type}_nc4hw{texel}", $"{type}{texel}"], plan.Dispatches.Select(d => d.Variant));
    }

    /// <summary>Every Vulkan device offers 65536 texels of a view, which is a picture of 64 channels and 64×64 pixels: larger ones must still run.</summary>
    [Fact]
    public void A_device_that_counts_few_texels_is_not_refused_what_it_could_run_plain()
    {
        DeviceLimits few = Llvmpipe.Limits with { MaxTexelBufferElements = 65536 };
        Plan plan = Build(new DeviceProfile { Limits = few, Traits = DeviceTraits.Of(few, VisionDeviceType.Cpu) }, [1, 3, 256, 256], Conv("first", "x", "a", [16, 3, 3, 3], 1), Pool("pool", "a", "y"));
        Assert.NotEmpty(plan.Dispatches);
    }

    private static (Operator, string, string, int[]?) Conv(string name, string input, string output, int[] weights, int pad)
        => (new Conv(new SlidingWindow(padsBegin: [pad, pad], padsEnd: [pad, pad])), $"{name} {input}", output, weights);

    private static (Operator, string, string, int[]?) Pool(string name, string input, string output) => (new MaxPool(new SlidingWindow([2, 2], [2, 2])), $"{name} {input}", output, null);

    private static (Operator, string, string, int[]?) Join(string name, string[] inputs, string output) => (new Concat(1), $"{name} {string.Join(' ', inputs)}", output, null);

    private static Plan Build(DeviceProfile profile, int[] input, params (Operator, string, string, int[]?)[] nodes) => Build(profile, input, Precision.Float32, nodes);

    private static Plan Build(DeviceProfile profile, int[] input, Precision precision, (Operator Operator, string Inputs, string Output, int[]? Weights)[] nodes)
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
        return new Planner(profile, precision).Plan(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(input), ElementType.Float32) });
    }
}
