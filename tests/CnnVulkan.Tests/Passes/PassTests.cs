using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Passes;

/// <summary>Each rewrite: the graph before, the graph after, and the cases it must leave alone.</summary>
public sealed class PassTests
{
    private static readonly Operator Relu = Make("Relu");

    [Fact]
    public void Conv_BatchNorm_Relu_becomes_one_node()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "a"), Norm("bn", "a", "b"), new Node("relu", Relu, ["b"], ["y"])], ["y"]);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(ActivationFunction.Relu, Assert.IsType<Conv>(node.Operator).Activation.Function);
        Assert.Equal(["y"], node.Outputs.ToArray());
    }

    [Fact]
    public void Folded_batch_norm_weights_are_scaled_and_shifted_per_channel()
    {
        TypedGraph graph = Optimize([Conv("conv", "x", "a"), Norm("bn", "a", "y")], ["y"]);
        Node node = Assert.Single(graph.Nodes);
        var weights = (Tensor<float>)graph.Values[node.Inputs[1]].Value!;
        var bias = (Tensor<float>)graph.Values[node.Inputs[2]].Value!;
        var original = (Tensor<float>)Constants["w"];
        float[] scale = Floats("scale"), shift = Floats("shift"), mean = Floats("mean"), variance = Floats("variance");
        for (int c = 0; c < 4; c++)
        {
            float factor = scale[c] / MathF.Sqrt(variance[c] + 1e-5f);
            Assert.Equal(original.Data[c * 27] * factor, weights.Data[c * 27], 1e-6f);
            Assert.Equal(shift[c] - mean[c] * factor, bias.Data[c], 1e-6f);
        }
    }

    [Fact]
    public void A_kept_intermediate_is_not_fused_away()
    {
        TypedGraph graph = Optimize([Conv("conv", "x", "a"), new Node("relu", Relu, ["a"], ["y"])], ["y"], keep: ["a"]);
        Assert.Equal(["conv", "relu"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_value_with_two_readers_is_not_fused_away()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "a"), new Node("relu", Relu, ["a"], ["b"]), new Node("add", Make("Add"), ["a", "b"], ["y"])], ["y"]);
        Assert.Contains(graph.Nodes, n => n.Name == "relu");
    }

    [Fact]
    public void A_residual_block_adds_its_shortcut_in_the_convolution()
    {
        TypedGraph graph = Optimize(
            [
                Conv("first", "x", "a", "w4"),
                Conv("second", "a", "b", "w4"),
                new Node("add", Make("Add"), ["b", "x"], ["c"]),
                new Node("relu", Relu, ["c"], ["y"]),
            ],
            ["y"],
            channels: 4);
        Assert.Equal(["first", "second"], graph.Nodes.Select(n => n.Name));
        Node second = graph.Nodes[1];
        var conv = Assert.IsType<Conv>(second.Operator);
        Assert.True(conv.HasResidual);
        Assert.Equal(ActivationFunction.Relu, conv.Activation.Function);
        Assert.Equal(["a", "w4", "", "x"], second.Inputs.ToArray());
    }

    [Fact]
    public void A_projection_shortcut_computed_after_the_main_branch_is_still_there_when_it_is_added()
    {
        TypedGraph graph = Optimize(
            [
                Conv("main", "x", "a", "w"),
                Conv("projection", "x", "b", "w"),
                new Node("add", Make("Add"), ["a", "b"], ["y"]),
            ],
            ["y"]);
        Assert.Equal(["main", "projection"], graph.Nodes.Select(n => n.Name));
        Assert.Equal(["x", "w", "", "a"], graph.Nodes[1].Inputs.ToArray());
    }

    [Fact]
    public void Scale_and_bias_per_channel_fold_into_the_convolution()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "a"), new Node("mul", Make("Mul"), ["a", "perChannel"], ["b"]), new Node("add", Make("Add"), ["perChannel", "b"], ["y"])], ["y"]);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(Floats("perChannel"), ((Tensor<float>)graph.Values[node.Inputs[2]].Value!).Data);
    }

    [Fact]
    public void A_batch_norm_behind_a_scale_folds_too()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "a"), new Node("mul", Make("Mul"), ["a", "perChannel"], ["b"]), Norm("bn", "b", "y")], ["y"]);
        Node node = Assert.Single(graph.Nodes);
        var weights = (Tensor<float>)graph.Values[node.Inputs[1]].Value!;
        for (int c = 0; c < 4; c++)
        {
            float factor = Floats("perChannel")[c] * Floats("scale")[c] / MathF.Sqrt(Floats("variance")[c] + 1e-5f);
            Assert.Equal(Floats("w")[c * 27] * factor, weights.Data[c * 27], 1e-6f);
        }
    }

    [Fact]
    public void A_constant_along_the_width_is_not_mistaken_for_one_per_channel()
    {
        TypedGraph graph = Optimize([Conv("conv", "x", "a"), new Node("mul", Make("Mul"), ["a", "perColumn"], ["y"])], ["y"]);
        Assert.Equal(["conv", "mul"], graph.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Identities_and_dead_nodes_go()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "a"), new Node("id", Make("Identity"), ["a"], ["b"]), new Node("relu", Relu, ["b"], ["y"]), Conv("dead", "x", "z")], ["y"]);
        Assert.Equal(["conv"], graph.Nodes.Select(n => n.Name));
    }

    /// <summary>A second reader would keep the activation out of the normalisation.</summary>
    [Fact]
    public void What_nobody_reads_keeps_nothing_from_being_fused()
    {
        var norm = new Node("bn", Make("BatchNormalization", ("training_mode", 1L)), ["x", "scale", "shift", "mean", "variance"], ["a", "running mean", "running variance"]);
        TypedGraph graph = Optimize([norm, new Node("relu", Relu, ["a"], ["y"]), new Node("unread", Make("Neg"), ["a"], ["z"])], ["y"], channels: 4);
        Assert.Equal(ActivationFunction.Relu, Assert.IsType<BatchNormalization>(Assert.Single(graph.Nodes).Operator).Activation.Function);
    }

    /// <summary>The statistics of a batch are read by its gradient; what ends the kernel applies to its output alone.</summary>
    [Fact]
    public void A_normalisation_whose_statistics_are_read_ends_with_the_activation_behind_it()
    {
        TypedGraph graph = Optimize([BatchNorm("x", "a"), new Node("relu", Relu, ["a"], ["y"])], ["y", "a mean", "a variance"], channels: 4);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal(ActivationFunction.Relu, Assert.IsType<BatchNormalizationTraining>(node.Operator).Activation.Function);
        Assert.Equal(["y", "a mean", "a variance"], node.Outputs.ToArray());
        TypedGraph other = Optimize([BatchNorm("x", "a"), new Node("relu", Relu, ["a mean"], ["y"])], ["y", "a"], channels: 4);
        Assert.Equal(["a", "relu"], other.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_normalisation_adds_the_shortcut_unless_its_statistics_are_read_before()
    {
        Node add = new("add", Make("Add"), ["x", "a"], ["b"]), relu = new("relu", Relu, ["b"], ["y"]);
        TypedGraph graph = Optimize([BatchNorm("x", "a"), add, relu], ["y", "a mean", "a variance"], channels: 4);
        Node node = Assert.Single(graph.Nodes);
        Assert.True(Assert.IsType<BatchNormalizationTraining>(node.Operator).HasResidual);
        Assert.Equal(["x", "scale", "shift", "x"], node.Inputs.ToArray());
        Assert.Equal(["y", "a mean", "a variance"], node.Outputs.ToArray());
        TypedGraph early = Optimize([BatchNorm("x", "a"), new Node("neg", Make("Neg"), ["a mean"], ["z"]), add], ["b", "z"], channels: 4);
        Assert.Equal(["a", "neg", "add"], early.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_convolution_ends_with_the_gradient_of_the_ReLU_before_it()
    {
        Operator gradient = new ActivationGradient(new Activation(ActivationFunction.Relu));
        Node conv = Conv("conv", "x", "a", "w4"), add = new("add", Make("Add"), ["a", "x"], ["b"]), gate = new("gate", gradient, ["b", "x"], ["y"]);
        TypedGraph graph = Optimize([conv, add, gate], ["y"], channels: 4);
        Node node = Assert.Single(graph.Nodes);
        Assert.Equal((true, true), Assert.IsType<Conv>(node.Operator) is { } fused ? (fused.HasResidual, fused.HasGate) : default);
        Assert.Equal(["x", "w4", "", "x", "x"], node.Inputs.ToArray());
        // The gate may come later than the convolution, which then waits for it.
        TypedGraph late = Optimize([conv, new Node("neg", Make("Neg"), ["x"], ["g"]), new Node("gate", gradient, ["a", "g"], ["y"])], ["y"], channels: 4);
        Assert.Equal(["neg", "conv"], late.Nodes.Select(n => n.Name));
        // Read by others, or the gradient of another function.
        Assert.Equal(2, Optimize([conv, new Node("gate", gradient, ["a", "x"], ["y"])], ["y", "a"], channels: 4).Nodes.Length);
        Operator tanh = new ActivationGradient(new Activation(ActivationFunction.Tanh));
        Assert.Equal(2, Optimize([conv, new Node("gate", tanh, ["a", "x"], ["y"])], ["y"], channels: 4).Nodes.Length);
    }

    [Fact]
    public void A_dropout_that_drops_is_not_an_identity()
    {
        Operator dropout = Make("Dropout", ("seed", 0L));
        Assert.Equal(["drop", "relu"], Optimize(
            [new Node("drop", dropout, ["x", "", "yes"], ["a"]), new Node("relu", Relu, ["a"], ["y"])], ["y"]).Nodes.Select(n => n.Name));
        Assert.Equal(["relu"], Optimize([new Node("drop", dropout, ["x"], ["a"]), new Node("relu", Relu, ["a"], ["y"])], ["y"]).Nodes.Select(n => n.Name));
        // A mask counts only where somebody reads it.
        Node masked = new("drop", dropout, ["x"], ["a", "mask"]), relu = new("relu", Relu, ["a"], ["y"]);
        Assert.Equal(["relu"], Optimize([masked, relu], ["y"]).Nodes.Select(n => n.Name));
        Assert.Equal(["drop", "relu"], Optimize([masked, relu], ["y", "mask"]).Nodes.Select(n => n.Name));
    }

    [Fact]
    public void A_division_by_zero_is_not_folded_into_weights()
    {
        TypedGraph graph = Optimize([Conv("conv", "x", "a"), new Node("div", Make("Div"), ["a", "zeros"], ["y"])], ["y"]);
        Assert.Equal(["conv", "div"], graph.Nodes.Select(n => n.Name));
    }

    /// <summary>Only readers of files make the names of nodes unique.</summary>
    [Fact]
    public void Nodes_of_one_name_that_share_weights_fold_apart()
    {
        TypedGraph graph = Optimize(
            [Conv("conv", "x", "a"), new Node("n", Make("Mul"), ["a", "perChannel"], ["y"]), Conv("conv", "x", "b"), new Node("n", Make("Mul"), ["b", "six"], ["z"])], ["y", "z"]);
        float[] Weights(int node) => ((Tensor<float>)graph.Values[graph.Nodes[node].Inputs[1]].Value!).Data;
        Assert.Equal(Floats("w")[0] * Floats("perChannel")[0], Weights(0)[0], 1e-6f);
        Assert.Equal(Floats("w")[0] * 6, Weights(1)[0], 1e-6f);
    }

    [Fact]
    public void A_clip_with_known_bounds_is_fused_and_one_with_computed_bounds_is_not()
    {
        TypedGraph known = Optimize([Conv("conv", "x", "a"), new Node("clip", Make("Clip"), ["a", "", "six"], ["y"])], ["y"]);
        Assert.Equal(new Activation(ActivationFunction.Clip, float.MinValue, 6), Assert.IsType<Conv>(Assert.Single(known.Nodes).Operator).Activation);
        TypedGraph computed = Optimize(
            [Conv("conv", "x", "a"), new Node("max", Make("ReduceMax"), ["x"], ["bound"]), new Node("clip", Make("Clip"), ["a", "", "bound"], ["y"])], ["y"]);
        Assert.Contains(computed.Nodes, n => n.Name == "clip");
    }

    /// <summary>Kernels of integers end with no function: fused, it would be lost.</summary>
    [Fact]
    public void An_activation_of_integers_is_not_fused()
    {
        TypedGraph graph = Optimize(
            [new Node("arg", Make("ArgMax"), ["x"], ["a"]), new Node("add", Make("Add"), ["a", "a"], ["b"]), new Node("relu", Relu, ["b"], ["y"])], ["y"]);
        Assert.Equal(["arg", "add", "relu"], graph.Nodes.Select(n => n.Name));
    }

    private static readonly Dictionary<string, Tensor> Constants = new()
    {
        ["w"] = TestData.Random(1, 4, 3, 3, 3),
        ["w4"] = TestData.Random(2, 4, 4, 3, 3),
        ["scale"] = TestData.Uniform(3, 0.5f, 2, 4),
        ["shift"] = TestData.Random(4, 4),
        ["mean"] = TestData.Random(5, 4),
        ["variance"] = TestData.Uniform(6, 0.5f, 2, 4),
        ["perChannel"] = TestData.Random(7, 4, 1, 1),
        ["perColumn"] = TestData.Random(8, 4),
        ["zeros"] = new Tensor<float>(TensorShape.Scalar),
        ["yes"] = new Tensor<bool>(TensorShape.Scalar, [true]),
        ["six"] = new Tensor<float>(TensorShape.Scalar, [6]),
    };

    private static float[] Floats(string constant) => ((Tensor<float>)Constants[constant]).Data;

    private static Operator Make(string type, params (string Name, object Value)[] attributes)
        => OperatorCatalog.Factories[type](new NodeAttributes(type, 13, 2, 1, attributes.ToDictionary(a => a.Name, a => a.Value)));

    private static Node Conv(string name, string input, string output, string weights = "w")
        => new(name, Make("Conv", ("pads", new long[] { 1, 1, 1, 1 })), [input, weights], [output]);

    private static Node Norm(string name, string input, string output)
        => new(name, Make("BatchNormalization"), [input, "scale", "shift", "mean", "variance"], [output]);

    private static Node BatchNorm(string input, string output)
        => new(output, new BatchNormalizationTraining(), [input, "scale", "shift"], [output, $"{output} mean", $"{output} variance"]);

    private static TypedGraph Optimize(Node[] nodes, string[] outputs, string[]? keep = null, int channels = 3)
    {
        // 4 columns and 4 channels on purpose: an axis mistaken for another must show.
        var graph = new Graph("test", [new GraphInput("x", ElementType.Float32, [1, channels, 5, 4])], outputs, nodes, Constants);
        return Planner.Simplify(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(1, channels, 5, 4), ElementType.Float32) }, keep);
    }
}
