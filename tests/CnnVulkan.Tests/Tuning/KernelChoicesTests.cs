using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;
using CnnVulkan.Tests.Plans;
using CnnVulkan.Tuning;

namespace CnnVulkan.Tests.Tuning;

public sealed class KernelChoicesTests
{
    private static readonly DeviceProfile Gpu = TestProfiles.Gpu;

    private static TypedGraph Graph { get; } = Typed();

    private static Node Convolution => Graph.Nodes.Single(n => n.Operator is Conv);

    [Fact]
    public void A_plan_goes_the_way_that_is_known_to_be_fastest()
    {
        foreach (Way way in new[] { new Way("subgroup", new TileSize(16, 2)), new Way("tiled", new TileSize(2, 4, 2)), new Way("winograd") })
        {
            Plan plan = Build(KernelChoices.Always(way));
            Assert.NotEqual(plan.ToString(), Build(null).ToString());
            Assert.All(plan.Dispatches.Where(d => d.Operator == "Conv"), d => Assert.Equal(way, d.Way));
        }
    }

    [Theory]
    [InlineData("no such way", 0, 0)]
    [InlineData("subgroup", 0, 0)]
    [InlineData("subgroup", 5, 5)]
    [InlineData("depthwise", 0, 0)]
    [InlineData("direct", 0, 0)]
    public void A_way_that_there_is_not_is_passed_over(string algorithm, int rows, int columns)
        => Assert.Equal(Build(null).ToString(), Build(KernelChoices.Always(new Way(algorithm, new TileSize(rows, columns)))).ToString());

    [Fact]
    public void A_layer_that_is_in_no_table_goes_by_the_rule()
    {
        string layer = KernelChoices.LayerOf(Convolution, (ITunable)Convolution.Operator, Graph.Values, Precision.Float32);
        var way = new Way("winograd");
        KernelChoices Table(string name) => KernelChoices.Of(new Dictionary<string, Way> { [name] = way });
        Assert.Equal(way, Table(layer).Find(Convolution, Graph.Values, Precision.Float32));
        Assert.Null(Table(layer).Find(Convolution, Graph.Values, Precision.Float16));
        Assert.Null(Table("another").Find(Convolution, Graph.Values, Precision.Float32));
        Assert.Null(KernelChoices.Always(way).Find(Graph.Nodes.First(n => n.Operator is ChangeLayout), Graph.Values, Precision.Float32));
    }

    [Fact]
    public void Layers_are_told_apart_by_all_that_matters_and_by_nothing_else()
    {
        string Layer(Conv conv, Precision precision = Precision.Float32, NodeLayouts? layouts = null) => KernelChoices.LayerOf(
            Convolution with { Name = "other", Operator = conv, Layouts = layouts ?? Convolution.Layouts }, conv, Graph.Values, precision);
        var window = new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1]);
        string layer = Layer(new Conv(window));
        Assert.Equal(layer, Layer(new Conv(window, activation: new Activation(ActivationFunction.Relu))));
        string[] others =
        [
            Layer(new Conv(window, 2)), Layer(new Conv(new SlidingWindow(strides: [2, 2]))), Layer(new Conv(window, hasResidual: true)),
            Layer(new Conv(window), Precision.Float16), Layer(new Conv(window), layouts: NodeLayouts.Plain),
        ];
        Assert.Equal(6, others.Append(layer).Distinct().Count());
    }

    private static Plan Build(KernelChoices? choices) => new Planner(Gpu, choices: choices).Lower(Graph);

    private static TypedGraph Typed()
    {
        var conv = new Node("conv", new Conv(new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1])), ["x", "w"], ["y"]);
        var graph = new Graph("g", [new GraphInput("x", ElementType.Float32, [1, 8, 9, 9])], ["y"], [conv], new Dictionary<string, Tensor> { ["w"] = new Tensor<float>(new TensorShape(16, 8, 3, 3)) });
        return new Planner(Gpu).Prepare(graph, new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(1, 8, 9, 9), ElementType.Float32) });
    }
}
