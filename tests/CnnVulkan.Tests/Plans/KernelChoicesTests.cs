using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Tuning;

namespace CnnVulkan.Tests.Plans;

public sealed class KernelChoicesTests
{
    private static TypedGraph Graph { get; } = Typed();

    [Fact]
    public void A_plan_goes_the_way_that_is_known_to_be_fastest()
    {
        Assert.Equal("conv_direct", ShaderOf(KernelChoices.Always("direct")));
        Dispatch tiled = Build(KernelChoices.Always("gemm 16x2")).Dispatches[0];
        Assert.Equal(("conv2d_gemm", (4u, 16u), (5u, 2u)), (tiled.Kernel.Shader, tiled.Specialization.Single(s => s.Id == 4), tiled.Specialization.Single(s => s.Id == 5)));
    }

    [Theory]
    [InlineData("no such way")]
    [InlineData("gemm 16")]
    [InlineData("gemm 16xx2")]
    [InlineData("gemm 5x5")]
    [InlineData("")]
    public void A_way_that_there_is_not_is_passed_over(string choice)
        => Assert.Equal(Build(null).ToString(), Build(KernelChoices.Always(choice)).ToString());

    [Fact]
    public void The_first_table_that_has_a_layer_counts()
    {
        Node node = Graph.Nodes[0];
        string layer = KernelChoices.LayerOf(node, (ITunable)node.Operator, Graph.Values, Precision.Float32);
        var measured = new Dictionary<string, string> { [layer] = "direct" };
        var shipped = new Dictionary<string, string> { [layer] = "gemm 8x2", ["another"] = "gemm 8x2" };
        Assert.Equal("conv_direct", ShaderOf(KernelChoices.Of(measured, shipped)));
        Assert.Equal("conv2d_gemm", ShaderOf(KernelChoices.Of(new Dictionary<string, string>(), shipped)));
    }

    [Fact]
    public void Layers_are_told_apart_by_all_that_matters_and_by_nothing_else()
    {
        Node node = Graph.Nodes[0];
        string Layer(Conv conv, Precision precision = Precision.Float32) => KernelChoices.LayerOf(node with { Name = "other", Operator = conv }, conv, Graph.Values, precision);
        var window = new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1]);
        string layer = Layer(new Conv(window));
        Assert.Equal(layer, Layer(new Conv(window, activation: new Activation(ActivationFunction.Relu))));
        Assert.Equal(4, new[] { layer, Layer(new Conv(window, 2)), Layer(new Conv(new SlidingWindow(strides: [2, 2]))), Layer(new Conv(window), Precision.Float16) }.Distinct().Count());
    }

    [Theory]
    [InlineData(0x10DE, "Nvidia")]
    [InlineData(0x10005, "Llvmpipe")]
    [InlineData(0x1234, "Other")]
    public void Devices_have_families(uint vendor, string family) => Assert.Equal(family, ShippedChoices.FamilyOf(vendor).ToString());

    private static Plan Build(KernelChoices? choices) => new Planner(new DeviceProfile(), choices: choices).Lower(Graph);

    private static string ShaderOf(KernelChoices choices) => Build(choices).Dispatches[0].Kernel.Shader;

    private static TypedGraph Typed()
    {
        var conv = new Node("conv", new Conv(new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1])), ["x", "w"], ["y"]);
        var graph = new Graph("g", [new GraphInput("x", ElementType.Float32, [1, 8, 9, 9])], ["y"], [conv], new Dictionary<string, Tensor> { ["w"] = new Tensor<float>(new TensorShape(16, 8, 3, 3)) });
        return Planner.Simplify(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(1, 8, 9, 9), ElementType.Float32) });
    }
}
