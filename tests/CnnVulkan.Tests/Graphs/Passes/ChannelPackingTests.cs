using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Graphs.Passes;

/// <summary>Which values are packed, and where packed and plain ones meet: networks before and after.</summary>
public sealed class ChannelPackingTests
{
    private static readonly DeviceLimits Packing = new() { SubgroupShuffle = true, SubgroupSize = 8, MaxTexelBufferElements = 1 << 27 };

    private static readonly Dictionary<string, Tensor> Constants = new[]
    {
        ("w8", new[] { 8, 8, 3, 3 }), ("w4", [4, 8, 1, 1]), ("w6", [6, 8, 1, 1]), ("w5", [5, 8, 3, 3]), ("w8of12", [8, 12, 1, 1]), ("deep", [8, 1, 3, 3]), ("halves", [8, 4, 3, 3]),
        ("fours", [8, 2, 3, 3]), ("twice", [16, 1, 3, 3]), ("line", [8, 8, 3]), ("volume", [8, 8, 1, 3, 3]), ("b8", [8]), ("perChannel", [8, 1, 1]), ("perPixel", [7, 6]),
        ("w5to8", [8, 5, 1, 1]),
    }.ToDictionary(c => c.Item1, c => (Tensor)TestData.Random(c.Item1.Length, c.Item2));

    [Fact]
    public void A_device_that_packing_does_not_suit_keeps_plain_pictures()
    {
        Node[] nodes = [Conv("conv", "x", "w8", "y")];
        Assert.IsType<Conv>(Assert.Single(Optimize(nodes, ["y"], Packing with { MaxSharedMemoryBytes = 8192 }).Nodes).Operator);
        Assert.Contains(Optimize(nodes, ["y"], Packing).Nodes, n => n.Operator is PackedConv);
    }

    [Fact]
    public void A_fire_module_is_packed_once_at_its_start_and_unpacked_once_at_its_end()
    {
        Node[] nodes =
        [
            Conv("squeeze", "x", "w4", "s"), Make("Relu", "relu1", ["s"], "r"), Make("Conv", "left", ["r", "narrow"], "l"), Make("Relu", "relu2", ["l"], "lr"),
            Make("Conv", "right", ["r", "wide"], "w", Pads(1)), Make("Relu", "relu3", ["w"], "wr"), Make("Concat", "concat", ["lr", "wr"], "c", ("axis", 1L)),
            Make("MaxPool", "pool", ["c"], "y", ("kernel_shape", new long[] { 2, 2 })),
        ];
        Expect(
            Optimize(nodes, ["y"], Packing, constants: [("narrow", [8, 4, 1, 1]), ("wide", [8, 4, 3, 3])]),
            """
            x/packed = PackChannels(x) -> x/packed : Float32 1×2×7×6×4
            squeeze = Conv(x/packed, w4) -> r/packed : Float32 1×1×7×6×4
            left = Conv(r/packed, narrow) -> lr/packed : Float32 1×2×7×6×4
            right = Conv(r/packed, wide) -> wr/packed : Float32 1×2×7×6×4
            concat = Concat(lr/packed, wr/packed) -> c/packed : Float32 1×4×7×6×4
            pool = MaxPool(c/packed) -> y/packed : Float32 1×4×6×5×4
            y/plain = UnpackChannels(y/packed) -> y : Float32 1×16×6×5
            """);
    }

    [Fact]
    public void A_residual_block_adds_the_packed_shortcut()
    {
        Node[] nodes =
        [
            Conv("first", "x", "w8", "a", 1), Make("Relu", "relu", ["a"], "ar"), Conv("second", "ar", "w8", "b", 1), Make("Add", "add", ["b", "x"], "c"),
            Make("Relu", "relu2", ["c"], "y"),
        ];
        Expect(
            Optimize(nodes, ["y"], Packing),
            """
            x/packed = PackChannels(x) -> x/packed : Float32 1×2×7×6×4
            first = Conv(x/packed, w8) -> ar/packed : Float32 1×2×7×6×4
            second = Conv(ar/packed, w8, , x/packed) -> y/packed : Float32 1×2×7×6×4
            y/plain = UnpackChannels(y/packed) -> y : Float32 1×8×7×6
            """);
    }

    [Fact]
    public void A_depthwise_block_stays_packed_to_its_global_pool()
    {
        Node[] nodes =
        [
            Make("Conv", "deep", ["x", "deep", "b8"], "a", Pads(1), ("group", 8L)), Conv("point", "a", "w4", "b"), Make("GlobalAveragePool", "mean", ["b"], "m"),
            Make("Flatten", "flat", ["m"], "y"),
        ];
        Expect(
            Optimize(nodes, ["y"], Packing),
            """
            x/packed = PackChannels(x) -> x/packed : Float32 1×2×7×6×4
            deep = Conv(x/packed, deep, b8) -> a/packed : Float32 1×2×7×6×4
            point = Conv(a/packed, w4) -> b/packed : Float32 1×1×7×6×4
            mean = GlobalAveragePool(b/packed) -> m/packed : Float32 1×1×1×1×4
            m/plain = UnpackChannels(m/packed) -> m : Float32 1×4×1×1
            flat = Flatten(m) -> y : Float32 1×4
            """);
    }

    [Fact]
    public void A_value_read_both_ways_is_unpacked_once_and_not_packed_again()
    {
        Node[] nodes =
        [
            Conv("conv", "x", "w8", "a", 1), Make("Neg", "plain", ["a"], "p"), Make("Neg", "plain2", ["a"], "q"), Conv("packed", "a", "w4", "b"),
        ];
        Expect(
            Optimize(nodes, ["p", "q", "b", "a"], Packing),
            """
            x/packed = PackChannels(x) -> x/packed : Float32 1×2×7×6×4
            conv = Conv(x/packed, w8) -> a/packed : Float32 1×2×7×6×4
            a/plain = UnpackChannels(a/packed) -> a : Float32 1×8×7×6
            plain = Neg(a) -> p : Float32 1×8×7×6
            plain2 = Neg(a) -> q : Float32 1×8×7×6
            packed = Conv(a/packed, w4) -> b/packed : Float32 1×1×7×6×4
            b/plain = UnpackChannels(b/packed) -> b : Float32 1×4×7×6
            """);
    }

    [Fact]
    public void Kept_intermediates_and_inputs_that_are_outputs_are_plain()
    {
        Node[] nodes = [Conv("first", "x", "w8", "a", 1), Conv("second", "a", "w5", "b"), Conv("third", "b", "w5to8", "y")];
        TypedGraph graph = Optimize(nodes, ["y", "x"], Packing, keep: ["b", "a"]);
        Expect(
            graph,
            """
            x/packed = PackChannels(x) -> x/packed : Float32 1×2×7×6×4
            first = Conv(x/packed, w8) -> a/packed : Float32 1×2×7×6×4
            second = Conv(a/packed, w5) -> b/packed : Float32 1×2×5×4×4
            third = Conv(b/packed, w5to8) -> y/packed : Float32 1×2×5×4×4
            y/plain = UnpackChannels(y/packed) -> y : Float32 1×8×5×4
            b/plain = UnpackChannels(b/packed) -> b : Float32 1×5×5×4
            a/plain = UnpackChannels(a/packed) -> a : Float32 1×8×7×6
            """);
        Assert.Equal(["y", "x", "b", "a"], graph.Outputs.ToArray());
    }

    [Fact]
    public void A_concatenation_packs_only_whole_vectors_along_the_channels()
    {
        TypedGraph Joined(string left, string right, long axis) => Optimize(
            [Conv("a", "x", left, "a"), Conv("b", "x", right, "b"), Make("Concat", "concat", ["a", "b"], "y", ("axis", axis))], ["y"], Packing);
        Assert.Equal(5, Rank(Joined("w4", "w4", 1), "concat"));
        Assert.Equal(5, Rank(Joined("w4", "w4", -3), "concat"));
        Assert.Equal(4, Rank(Joined("w6", "w4", 1), "concat"));
        Assert.Equal(4, Rank(Joined("w4", "w6", 1), "concat"));
        Assert.Equal(4, Rank(Joined("w4", "w4", 2), "concat"));
        Assert.Equal(4, Rank(Joined("w4", "w4", 0), "concat"));
        // One that was never packed is not packed for it.
        Assert.Equal(4, Rank(Optimize(
            [Conv("a", "x", "w4", "a"), Make("Neg", "neg", ["x"], "n"), Make("Concat", "concat", ["a", "n"], "y", ("axis", 1L))], ["y"], Packing), "concat"));
    }

    [Fact]
    public void Convolutions_stay_plain_where_they_do_not_fit()
    {
        void Plain(Node node, int[]? shape = null) => Assert.IsType<Conv>(Optimize([node], ["y"], Packing, shape: shape).Nodes.Single(n => n.Name == node.Name).Operator);
        void Packed(Node node) => Assert.IsType<PackedConv>(Optimize([node], ["y"], Packing).Nodes.Single(n => n.Name == node.Name).Operator);
        Packed(Make("Conv", "halves", ["x", "halves"], "y", ("group", 2L)));
        Packed(Make("Conv", "deep", ["x", "deep"], "y", ("group", 8L)));
        Plain(Make("Conv", "fours", ["x", "fours"], "y", ("group", 4L)));
        Plain(Make("Conv", "twice", ["x", "twice"], "y", ("group", 8L)));
        Plain(Make("Conv", "line", ["x", "line"], "y"), [1, 8, 9]);
        Plain(Make("Conv", "volume", ["x", "volume"], "y"), [1, 8, 3, 5, 5]);
        Plain(new Node("forced", new Conv(new SlidingWindow()) { Force = ConvAlgorithm.Direct }, ["x", "w4"], ["y"]));
    }

    [Fact]
    public void Weights_or_a_bias_computed_at_run_time_leave_a_convolution_plain()
    {
        TypedGraph weights = Optimize([Make("Relu", "relu", ["x"], "w"), Make("Conv", "conv", ["x", "w"], "y")], ["y"], Packing, shape: [8, 8, 3, 3]);
        Assert.IsType<Conv>(weights.Nodes.Single(n => n.Name == "conv").Operator);
        TypedGraph bias = Optimize(
            [Make("ReduceMax", "max", ["x"], "b", ("axes", new long[] { 0, 2, 3 }), ("keepdims", 0L)), Make("Conv", "conv", ["x", "w8", "b"], "y")], ["y"], Packing);
        Assert.IsType<Conv>(bias.Nodes.Single(n => n.Name == "conv").Operator);
    }

    [Fact]
    public void Pools_follow_a_packed_picture_unless_they_give_indices_or_norms()
    {
        Operator After(Node pool, params string[] outputs) => Optimize([Conv("conv", "x", "w8", "a", 1), pool], ["y", .. outputs], Packing).Nodes.Single(n => n.Name == pool.Name).Operator;
        (string, object) window = ("kernel_shape", new long[] { 3, 2 });
        Assert.True(Assert.IsType<PackedPool>(After(Make("MaxPool", "pool", ["a"], "y", window))).Largest);
        var indexed = new Node("pool", new MaxPool(new SlidingWindow([2, 2])), ["a"], ["y", "indices"]);
        // Files name indices that nobody reads.
        Assert.IsType<PackedPool>(After(indexed));
        Assert.IsType<MaxPool>(After(indexed, "indices"));
        var mean = Assert.IsType<PackedPool>(After(Make("AveragePool", "pool", ["a"], "y", window, ("count_include_pad", 1L))));
        Assert.True(mean is { Largest: false, CountPadding: true });
        Assert.Equal(GlobalPoolFunction.Max, Assert.IsType<PackedGlobalPool>(After(Make("GlobalMaxPool", "pool", ["a"], "y"))).Function);
        Assert.IsType<GlobalPool>(After(Make("GlobalLpPool", "pool", ["a"], "y")));
        Assert.IsType<LpPool>(After(Make("LpPool", "pool", ["a"], "y", window)));
        // Nobody packs for a pool alone.
        Assert.IsType<MaxPool>(Assert.Single(Optimize([Make("MaxPool", "pool", ["x"], "y", window)], ["y"], Packing).Nodes).Operator);
    }

    [Fact]
    public void LRN_is_packed_where_channels_fill_vectors()
    {
        Operator After(string weights) => Optimize([Conv("conv", "x", weights, "a"), Make("LRN", "norm", ["a"], "y", ("size", 3L))], ["y"], Packing).Nodes.Single(n => n.Name == "norm").Operator;
        Assert.IsType<PackedLRN>(After("w4"));
        Assert.IsType<LRN>(After("w6"));
    }

    [Fact]
    public void Sums_of_two_packed_values_are_packed_and_what_may_give_NaN_from_nothing_is_not()
    {
        // Read by a third, so that no sum is moved into a convolution.
        int After(string type, params string[] inputs) => Rank(
            Optimize(
                [Conv("a", "x", "w6", "a"), Conv("b", "x", "w6", "b"), Make("Neg", "n", ["a"], "n"), Make("Neg", "m", ["b"], "m"), Make(type, "both", inputs, "y")],
                ["y", "n", "m"], Packing),
            "both");
        foreach (string type in new[] { "Add", "Sub", "Mul", "Max", "Min" })
            Assert.Equal(5, After(type, "a", "b"));
        foreach (string type in new[] { "Div", "Pow", "Less", "Equal" })
            Assert.Equal(4, After(type, "a", "b"));
        Assert.Equal(4, After("Add", "a", "n"));
        Assert.Equal(4, After("Mul", "a", "perPixel"));
    }

    /// <summary>Exporters for TensorFlow name values like this.</summary>
    [Fact]
    public void A_value_called_like_anothers_packed_form_is_not_taken_for_it()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "w8", "a", 1), Make("Neg", "neg", ["x"], "a/packed"), Conv("next", "a", "w4", "b"), Make("MaxPool", "pool", ["x/packed"], "y", ("kernel_shape", new long[] { 2, 2 })),
                Make("Neg", "neg2", ["x"], "x/packed")],
            ["b", "a/packed", "y"], Packing);
        AssertWhole(graph);
        Assert.IsType<MaxPool>(graph.Nodes.Single(n => n.Name == "pool").Operator);
        Assert.Equal(["neg"], graph.Nodes.Where(n => n.Outputs.Contains("a/packed")).Select(n => n.Name));
    }

    private static int Rank(TypedGraph graph, string node) => graph.Values[graph.Nodes.Single(n => n.Name == node).Outputs[0]].Shape.Rank;

    private static void Expect(TypedGraph graph, string text)
    {
        AssertWhole(graph);
        Assert.Equal(text.ReplaceLineEndings("\n"), graph.ToString());
    }

    /// <summary>Every value is written once, before it is read, and of the shape its operator gives.</summary>
    private static void AssertWhole(TypedGraph graph)
    {
        var there = new HashSet<string>(graph.Inputs.Concat(graph.Values.Where(v => v.Value.Value is not null).Select(v => v.Key))) { "" };
        foreach (Node node in graph.Nodes)
        {
            Assert.All(node.Inputs, i => Assert.Contains(i, there));
            TensorInfo[] outputs = node.Operator.Infer(new InferenceContext(node, graph.Values));
            Assert.Equal(outputs.Take(node.Outputs.Length).Select(o => o.Shape), node.Outputs.Select(o => graph.Values[o].Shape));
            Assert.All(node.Outputs, o => Assert.True(there.Add(o), $"'{o}' is written twice"));
        }
        Assert.All(graph.Outputs, o => Assert.Contains(o, there));
    }

    private static (string Name, object Value) Pads(long pad) => ("pads", new[] { pad, pad, pad, pad });

    private static Node Conv(string name, string input, string weights, string output, long pad = 0) => Make("Conv", name, [input, weights], output, Pads(pad));

    private static Node Make(string type, string name, string[] inputs, string output, params (string Name, object Value)[] attributes)
        => new(name, OperatorCatalog.Factories[type](new NodeAttributes(name, 13, inputs.Length, 1, attributes.ToDictionary(a => a.Name, a => a.Value))), [.. inputs], [output]);

    private static TypedGraph Optimize(
        Node[] nodes, string[] outputs, DeviceLimits limits, string[]? keep = null, int[]? shape = null, (string Name, int[] Shape)[]? constants = null)
    {
        shape ??= [1, 8, 7, 6];
        Dictionary<string, Tensor> all = Constants.Concat((constants ?? []).Select(c => KeyValuePair.Create(c.Name, (Tensor)TestData.Random(1, c.Shape))))
            .ToDictionary(c => c.Key, c => c.Value);
        var graph = new Graph("test", [new GraphInput("x", ElementType.Float32, [.. shape.Select(d => (int?)d)])], outputs, nodes, all);
        return new Planner(new DeviceProfile { Limits = limits }).Prepare(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(shape), ElementType.Float32) }, keep);
    }
}
