using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Passes;

/// <summary>Which values lie in vectors of channels, and where they are converted: networks before and after.</summary>
public sealed class AssignLayoutsTests
{
    private static readonly Dictionary<string, Tensor> Constants = new[]
    {
        ("w8", new[] { 8, 8, 3, 3 }), ("w4", [4, 8, 1, 1]), ("w6", [6, 8, 1, 1]), ("w5", [5, 8, 3, 3]), ("w5to8", [8, 5, 1, 1]), ("deep", [8, 1, 3, 3]), ("halves", [8, 4, 3, 3]),
        ("fours", [8, 2, 3, 3]), ("twice", [16, 1, 3, 3]), ("line", [8, 8, 3]), ("volume", [8, 8, 1, 3, 3]), ("b8", [8]), ("perPixel", [7, 6]), ("picture", [1, 8, 7, 6]),
        ("six", [8, 6, 1, 1]), ("narrow", [8, 4, 1, 1]), ("wide", [8, 4, 3, 3]),
    }.ToDictionary(c => c.Item1, c => (Tensor)TestData.Random(c.Item1.Length, c.Item2));

    private static readonly (string, object) TwoByTwo = ("kernel_shape", new long[] { 2, 2 });

    [Fact]
    public void A_chain_is_converted_once_at_its_start_and_once_at_its_end() => Expect(
        [Conv("first", "x", "w8", "a", 1), Make("MaxPool", "pool", ["a"], "b", TwoByTwo), Conv("second", "b", "w4", "y")],
        """
        x -> x:4
        first = Conv(x:4, w8) -> a:4
        pool = MaxPool(a:4) -> b:4
        second = Conv(b:4, w4) -> y:4
        y:4 -> y
        """);

    [Fact]
    public void A_fire_module_is_converted_once_at_its_start_and_once_at_its_end() => Expect(
        [
            Conv("squeeze", "x", "w4", "s"), Make("Relu", "relu1", ["s"], "r"), Make("Conv", "left", ["r", "narrow"], "l"), Make("Relu", "relu2", ["l"], "lr"),
            Make("Conv", "right", ["r", "wide"], "w", Pads(1)), Make("Relu", "relu3", ["w"], "wr"), Make("Concat", "concat", ["lr", "wr"], "c", ("axis", 1L)),
            Make("MaxPool", "pool", ["c"], "y", TwoByTwo),
        ],
        """
        x -> x:4
        squeeze = Conv(x:4, w4) -> r:4
        left = Conv(r:4, narrow) -> lr:4
        right = Conv(r:4, wide) -> wr:4
        concat = Concat(lr:4, wr:4) -> c:4
        pool = MaxPool(c:4) -> y:4
        y:4 -> y
        """);

    /// <summary>A window that may see nothing gives minus infinity, in missing channels too; whole vectors have none.</summary>
    [Fact]
    public void A_largest_of_nothing_stays_out_of_missing_channels()
    {
        (string, object)[] wide = [("kernel_shape", new long[] { 2, 2 }), ("dilations", new long[] { 9, 9 }), ("pads", new long[] { 9, 9, 9, 9 })];
        Expect(
            [Conv("first", "x", "w5", "a", 1), Make("MaxPool", "pool", ["a"], "b", wide), Conv("second", "b", "w5to8", "y")],
            """
            x -> x:4
            first = Conv(x:4, w5) -> a:4
            a:4 -> a
            pool = MaxPool(a) -> b
            b -> b:4
            second = Conv(b:4, w5to8) -> y:4
            y:4 -> y
            """);
        Expect(
            [Conv("first", "x", "w8", "a", 1), Make("MaxPool", "pool", ["a"], "b", wide), Conv("second", "b", "w8", "y", 1)],
            """
            x -> x:4
            first = Conv(x:4, w8) -> a:4
            pool = MaxPool(a:4) -> b:4
            second = Conv(b:4, w8) -> y:4
            y:4 -> y
            """);
    }

    /// <summary>Filled up to vectors it would have more elements than a tensor can.</summary>
    [Fact]
    public void A_value_too_large_for_vectors_stays_plain()
        => Expect(Optimize([Make("Relu", "relu", ["x"], "y")], ["y"], shape: [1, 1, 1024, 1024, 600]), "relu = Relu(x) -> y");

    [Fact]
    public void A_residual_block_adds_the_shortcut_in_vectors() => Expect(
        [
            Conv("first", "x", "w8", "a", 1), Make("Relu", "relu", ["a"], "ar"), Conv("second", "ar", "w8", "b", 1), Make("Add", "add", ["b", "x"], "c"),
            Make("Relu", "relu2", ["c"], "y"),
        ],
        """
        x -> x:4
        first = Conv(x:4, w8) -> ar:4
        second = Conv(ar:4, w8, , x:4) -> y:4
        y:4 -> y
        """);

    [Fact]
    public void A_depthwise_block_stays_in_vectors_to_its_global_pool() => Expect(
        [
            Make("Conv", "deep", ["x", "deep", "b8"], "a", Pads(1), ("group", 8L)), Conv("point", "a", "w4", "b"), Make("GlobalAveragePool", "mean", ["b"], "m"),
            Make("Flatten", "flat", ["m"], "y"),
        ],
        """
        x -> x:4
        deep = Conv(x:4, deep, b8) -> a:4
        point = Conv(a:4, w4) -> b:4
        mean = GlobalAveragePool(b:4) -> m:4
        m:4 -> m
        flat = Flatten(m) -> y
        """);

    [Fact]
    public void All_who_read_a_value_share_its_conversion() => Expect(
        [Conv("conv", "x", "w8", "a", 1), Make("Neg", "plain", ["a"], "p"), Make("Neg", "plain2", ["a"], "q"), Conv("other", "a", "w4", "b"), Conv("third", "x", "w4", "c")],
        """
        x -> x:4
        conv = Conv(x:4, w8) -> a:4
        a:4 -> a
        plain = Neg(a) -> p
        plain2 = Neg(a) -> q
        other = Conv(a:4, w4) -> b:4
        third = Conv(x:4, w4) -> c:4
        b:4 -> b
        c:4 -> c
        """,
        ["p", "q", "b", "a", "c"]);

    [Fact]
    public void Kept_intermediates_and_inputs_that_are_outputs_are_plain()
    {
        TypedGraph graph = Optimize([Conv("first", "x", "w8", "a", 1), Conv("second", "a", "w5", "b"), Conv("third", "b", "w5to8", "y")], ["y", "x"], keep: ["b", "a"]);
        Expect(
            graph,
            """
            x -> x:4
            first = Conv(x:4, w8) -> a:4
            second = Conv(a:4, w5) -> b:4
            third = Conv(b:4, w5to8) -> y:4
            y:4 -> y
            b:4 -> b
            a:4 -> a
            """);
        Assert.Equal(["y", "x", "b", "a"], graph.Outputs.ToArray());
    }

    /// <summary>A pool makes a value smaller, padding makes it larger: converted on the smaller side of either.</summary>
    [Fact]
    public void A_value_is_converted_where_it_is_smallest()
    {
        Expect(
            [Make("MaxPool", "before", ["x"], "a", TwoByTwo), Conv("conv", "a", "w8", "b", 1), Make("MaxPool", "after", ["b"], "c", TwoByTwo), Make("Neg", "neg", ["c"], "y")],
            """
            before = MaxPool(x) -> a
            a -> a:4
            conv = Conv(a:4, w8) -> b:4
            after = MaxPool(b:4) -> c:4
            c:4 -> c
            neg = Neg(c) -> y
            """);
        (string, object)[] larger = [TwoByTwo, Pads(1)];
        Expect(
            [Make("MaxPool", "before", ["x"], "a", larger), Conv("conv", "a", "w8", "b", 1), Make("MaxPool", "after", ["b"], "c", larger), Make("Neg", "neg", ["c"], "y")],
            """
            x -> x:4
            before = MaxPool(x:4) -> a:4
            conv = Conv(a:4, w8) -> b:4
            b:4 -> b
            after = MaxPool(b) -> c
            neg = Neg(c) -> y
            """);
    }

    /// <summary>Nobody converts for a pool or a sum alone, but to lead from one convolution to the next both are computed in vectors.</summary>
    [Fact]
    public void What_can_be_computed_either_way_follows_its_neighbours()
    {
        Expect([Make("MaxPool", "pool", ["x"], "a", TwoByTwo), Make("Add", "add", ["a", "a"], "y")], "pool = MaxPool(x) -> a\nadd = Add(a, a) -> y");
        Expect(
            [
                Conv("left", "x", "w8", "a", 1), Conv("right", "x", "w8", "b", 1), Make("Neg", "l", ["a"], "n"), Make("Neg", "r", ["b"], "m"), Make("Mul", "mul", ["a", "b"], "c"),
                Conv("next", "c", "w4", "y"),
            ],
            """
            x -> x:4
            left = Conv(x:4, w8) -> a:4
            right = Conv(x:4, w8) -> b:4
            a:4 -> a
            l = Neg(a) -> n
            b:4 -> b
            r = Neg(b) -> m
            mul = Mul(a:4, b:4) -> c:4
            next = Conv(c:4, w4) -> y:4
            y:4 -> y
            """,
            ["y", "n", "m"]);
    }

    [Fact]
    public void A_concatenation_joins_whole_vectors_along_the_channels()
    {
        Layout Joined(string left, string right, long axis) => LayoutOf(Optimize(
            [Conv("a", "x", left, "a"), Conv("b", "x", right, "b"), Make("Concat", "concat", ["a", "b"], "y", ("axis", axis))], ["y"]), "concat");
        Assert.Equal(Layout.Nc4hw, Joined("w4", "w4", 1));
        Assert.Equal(Layout.Nc4hw, Joined("w4", "w4", -3));
        Assert.Equal(Layout.Nchw, Joined("w6", "w4", 1));
        Assert.Equal(Layout.Nchw, Joined("w4", "w6", 1));
        Assert.Equal(Layout.Nchw, Joined("w4", "w4", 2));
        Assert.Equal(Layout.Nchw, Joined("w4", "w4", 0));
    }

    [Fact]
    public void Convolutions_stay_plain_where_no_algorithm_takes_vectors()
    {
        Layout Of(string weights, long group, params int[] shape)
            => LayoutOf(Optimize([Make("Conv", "conv", ["x", weights], "y", ("group", group))], ["y"], shape: shape.Length > 0 ? shape : null), "conv");
        Assert.Equal(Layout.Nc4hw, Of("halves", 2));
        Assert.Equal(Layout.Nc4hw, Of("deep", 8));
        Assert.Equal(Layout.Nchw, Of("fours", 4));
        Assert.Equal(Layout.Nchw, Of("twice", 8));
        Assert.Equal(Layout.Nc4hw, Of("line", 1, 1, 8, 9));
        Assert.Equal(Layout.Nchw, Of("volume", 1, 1, 8, 3, 5, 5));
    }

    [Fact]
    public void Weights_and_a_bias_computed_at_run_time_are_arranged_in_front_of_a_convolution()
    {
        Node[] weights = [Make("Relu", "relu", ["x"], "w"), Make("Conv", "conv", ["x", "w"], "y")];
        Assert.Equal(Layout.Nc4hw, LayoutOf(Optimize(weights, ["y"], shape: [8, 8, 3, 3]), "conv"));
        Node[] bias = [Make("ReduceMax", "max", ["x"], "b", ("axes", new long[] { 0, 2, 3 }), ("keepdims", 0L)), Make("Conv", "conv", ["x", "w8", "b"], "y")];
        Assert.Equal(Layout.Nc4hw, LayoutOf(Optimize(bias, ["y"]), "conv"));
    }

    [Fact]
    public void Pools_follow_unless_they_give_indices_or_norms_of_everything()
    {
        Layout After(Node pool, params string[] outputs) => LayoutOf(Optimize([Conv("conv", "x", "w8", "a", 1), pool], ["y", .. outputs]), pool.Name);
        (string, object) window = ("kernel_shape", new long[] { 3, 2 });
        foreach (string type in new[] { "MaxPool", "AveragePool", "LpPool" })
            Assert.Equal(Layout.Nc4hw, After(Make(type, "pool", ["a"], "y", window)));
        foreach (string type in new[] { "GlobalMaxPool", "GlobalAveragePool" })
            Assert.Equal(Layout.Nc4hw, After(Make(type, "pool", ["a"], "y")));
        Assert.Equal(Layout.Nchw, After(Make("GlobalLpPool", "pool", ["a"], "y")));
        var indexed = new Node("pool", new MaxPool(new SlidingWindow([2, 2])), ["a"], ["y", "indices"]);
        // Of padding alone the largest is minus infinity, which must not stand where no channel is.
        (string, object)[] blind = [window, ("pads", new long[] { 3, 3, 3, 3 }), ("strides", new long[] { 4, 4 })];
        Assert.Equal(Layout.Nc4hw, After(Make("MaxPool", "pool", ["a"], "y", blind)));
        Assert.Equal(Layout.Nchw, LayoutOf(Optimize([Conv("conv", "x", "w6", "a", 1), Make("MaxPool", "pool", ["a"], "y", blind)], ["y"]), "pool"));
        Assert.Equal(Layout.Nc4hw, LayoutOf(Optimize([Conv("conv", "x", "w6", "a", 1), Make("AveragePool", "pool", ["a"], "y", blind)], ["y"]), "pool"));
        // Files name indices that nobody reads.
        Assert.Equal(Layout.Nc4hw, After(indexed));
        Assert.Equal(Layout.Nchw, After(indexed, "indices"));
    }

    [Fact]
    public void LRN_follows_where_channels_fill_vectors_and_its_window_is_narrow()
    {
        Layout After(string weights, long size)
            => LayoutOf(Optimize([Conv("conv", "x", weights, "a"), Make("LRN", "norm", ["a"], "b", ("size", size)), Conv("next", "b", weights == "w8" ? "w8" : "six", "y")], ["y"]), "norm");
        Assert.Equal(Layout.Nc4hw, After("w8", 3));
        Assert.Equal(Layout.Nc4hw, After("w8", 32));
        Assert.Equal(Layout.Nchw, After("w8", 33));
        Assert.Equal(Layout.Nchw, After("w6", 3));
    }

    [Fact]
    public void Sums_of_two_such_values_follow_and_what_may_give_NaN_from_nothing_does_not()
    {
        // Read by a third, so that no sum is moved into a convolution.
        Node[] both = [Conv("a", "x", "w8", "a", 1), Conv("b", "x", "w8", "b", 1), Make("Neg", "n", ["a"], "n"), Make("Neg", "m", ["b"], "m")];
        Layout After(string type, params string[] inputs) => LayoutOf(Optimize([.. both, Make(type, "both", inputs, "y")], ["y", "n", "m"]), "both");
        Layout Between(string type) => LayoutOf(Optimize([.. both, Make(type, "both", ["a", "b"], "c"), Conv("next", "c", "w4", "y")], ["y", "n", "m"]), "both");
        foreach (string type in new[] { "Add", "Sub", "Mul", "Max", "Min" })
            Assert.Equal(Layout.Nc4hw, Between(type));
        foreach (string type in new[] { "Div", "Pow" })
            Assert.Equal(Layout.Nchw, Between(type));
        foreach (string type in new[] { "Less", "Equal" })
            Assert.Equal(Layout.Nchw, After(type, "a", "b"));
        // Both are there as plain values, and the sum is wanted so.
        Assert.Equal(Layout.Nchw, After("Add", "a", "b"));
        Assert.Equal(Layout.Nchw, After("Add", "a", "n"));
        Assert.Equal(Layout.Nchw, After("Mul", "a", "perPixel"));
    }

    /// <summary>One of the whole picture's shape is converted as any value is; one for each channel lies as it is and goes into the weights.</summary>
    [Fact]
    public void A_sum_with_a_constant()
    {
        Expect(
            [Conv("conv", "x", "w8", "a", 1), Make("Mul", "mul", ["a", "picture"], "b"), Conv("next", "b", "w8", "y")],
            """
            x -> x:4
            conv = Conv(x:4, w8) -> a:4
            picture -> picture:4
            mul = Mul(a:4, picture:4) -> b:4
            next = Conv(b:4, w8) -> y:4
            y:4 -> y
            """);
        Expect(
            [Conv("conv", "x", "w8", "a", 1), Make("Mul", "mul", ["a", "perPixel"], "b"), Conv("next", "b", "w8", "y")],
            """
            x -> x:4
            conv = Conv(x:4, w8) -> a:4
            a:4 -> a
            mul = Mul(a, perPixel) -> b
            b -> b:4
            next = Conv(b:4, w8) -> y:4
            y:4 -> y
            """);
    }

    private static Layout LayoutOf(TypedGraph graph, string node)
    {
        AssertWhole(graph);
        return graph.Nodes.Single(n => n.Name == node && n.Operator is not ChangeLayout).Layouts.Output(0);
    }

    private static void Expect(Node[] nodes, string text, string[]? outputs = null) => Expect(Optimize(nodes, outputs ?? ["y"]), text);

    private static void Expect(TypedGraph graph, string text)
    {
        AssertWhole(graph);
        Assert.Equal(text.ReplaceLineEndings("\n"), string.Join('\n', graph.Nodes.Select(Text)));
    }

    /// <summary>Values that lie in vectors of four channels with <c>:4</c> behind their names.</summary>
    private static string Text(Node node)
    {
        string inputs = string.Join(", ", node.Inputs.Select((value, i) => Text(value, node.Layouts.Input(i))));
        string outputs = string.Join(", ", node.Outputs.Select((value, i) => Text(value, node.Layouts.Output(i))));
        return node.Operator is ChangeLayout ? $"{inputs} -> {outputs}" : $"{node.Name} = {node.Operator.Type}({inputs}) -> {outputs}";
    }

    private static string Text(string value, Layout layout) => layout == Layout.Nchw ? value : $"{value}:4";

    /// <summary>Every value is written once in a layout, before it is read in it, and of the shape its operator gives; outputs are plain.</summary>
    private static void AssertWhole(TypedGraph graph)
    {
        var there = new HashSet<(string, Layout)>(graph.Inputs.Concat(graph.Values.Where(v => v.Value.Value is not null).Select(v => v.Key)).Append("").Select(v => (v, Layout.Nchw)));
        foreach (Node node in graph.Nodes)
        {
            for (int i = 0; i < node.Inputs.Length; i++)
                Assert.Contains((node.Inputs[i], node.Inputs[i].Length == 0 ? Layout.Nchw : node.Layouts.Input(i)), there);
            TensorInfo[] outputs = node.Operator.Infer(new InferenceContext(node, graph.Values));
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (node.Outputs[i].Length == 0)
                    continue;
                Assert.Equal(outputs[i].Shape, graph.Values[node.Outputs[i]].Shape);
                Assert.True(there.Add((node.Outputs[i], node.Layouts.Output(i))), $"'{node.Outputs[i]}' is written twice");
            }
        }
        Assert.All(graph.Outputs, o => Assert.Contains((o, Layout.Nchw), there));
    }

    private static (string Name, object Value) Pads(long pad) => ("pads", new[] { pad, pad, pad, pad });

    private static Node Conv(string name, string input, string weights, string output, long pad = 0) => Make("Conv", name, [input, weights], output, Pads(pad));

    private static Node Make(string type, string name, string[] inputs, string output, params (string Name, object Value)[] attributes)
        => new(name, OperatorCatalog.Factories[type](new NodeAttributes(name, 13, inputs.Length, 1, attributes.ToDictionary(a => a.Name, a => a.Value))), [.. inputs], [output]);

    /// <summary>The rewritten graph. The pass that assigns layouts must invent no names: what readers ask for by name is there.</summary>
    private static TypedGraph Optimize(Node[] nodes, string[] outputs, string[]? keep = null, int[]? shape = null)
    {
        shape ??= [1, 8, 7, 6];
        var graph = new Graph("test", [new GraphInput("x", ElementType.Float32, [.. shape.Select(d => (int?)d)])], outputs, nodes, Constants);
        var inputs = new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(shape), ElementType.Float32) };
        TypedGraph plain = Planner.Simplify(graph, inputs, keep), typed = new Planner(TestProfiles.Gpu).Prepare(graph, inputs, keep);
        Assert.Equal(plain.Values.Keys.Order(), typed.Values.Keys.Order());
        Assert.Empty(typed.Nodes.SelectMany(n => n.Inputs.Concat(n.Outputs)).Where(v => v.Length > 0).Except(typed.Values.Keys));
        return typed;
    }
}
