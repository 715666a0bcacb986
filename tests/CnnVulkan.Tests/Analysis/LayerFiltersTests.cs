using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Analysis;

public sealed class LayerFiltersTests
{
    private static readonly Tensor<float> Weights = TestData.Random(1, 4, 3, 5, 5);

    private static SmallNetwork Network => new SmallNetwork(1, 3, 20, 20)
        .Conv("conv1", [4, 3, 5, 5]).Constant("conv1.weight", Weights).Layer("relu1", "Relu").Conv("conv2", [6, 2, 3, 3], group: 2);

    [Theory]
    [InlineData(null)]
    [InlineData("conv1")]
    public void The_first_convolution_is_the_default(string? layer)
    {
        LayerFilters filters = LayerFilters.Of(Network.Model, layer);
        Assert.Equal(("conv1", 4, 3, 1), (filters.Layer, filters.Count, filters.Channels, filters.Groups));
        Assert.Same(Weights, filters.Weights);
    }

    [Fact]
    public void Groups_are_told()
    {
        LayerFilters filters = LayerFilters.Of(Network.Model, "conv2");
        Assert.Equal((6, 2, 2), (filters.Count, filters.Channels, filters.Groups));
        Assert.Equal("conv1 conv2", string.Join(" ", LayerFilters.Layers(Network.Model)));
    }

    [Fact]
    public void Weights_that_the_file_computes_from_constants_are_computed()
    {
        SmallNetwork network = new SmallNetwork(1, 3, 20, 20)
            .Constant("flat", Weights.Reshape(new TensorShape(300))).Constant("shape", TestData.Longs([4, 3, 5, 5]))
            .Add("weights", OperatorCatalog.Factories["Reshape"](new NodeAttributes("weights", 13, 2, 1, new Dictionary<string, object>())), "flat", "shape")
            .Add("conv", new Conv(new SlidingWindow()), "picture", "weights");
        LayerFilters filters = LayerFilters.Of(network.Model);
        Assert.Equal(Weights.Shape, filters.Weights.Shape);
        Assert.Equal(Weights.Data, filters.Weights.Data);
    }

    [Fact]
    public void Weights_computed_from_data_are_no_filters()
    {
        SmallNetwork network = new SmallNetwork(1, 3, 5, 5).Layer("weights", "Relu").Add("conv", new Conv(new SlidingWindow()), "picture", "weights");
        Assert.Contains("'weights' of 'conv'", Assert.Throws<ShapeException>(() => LayerFilters.Of(network.Model)).Message);
    }

    [Theory]
    [InlineData("relu1", "Relu")]
    [InlineData("conv9", "no layer 'conv9'")]
    public void What_has_no_filters_is_refused_with_what_has(string layer, string reason)
    {
        string message = Assert.Throws<ShapeException>(() => LayerFilters.Of(Network.Model, layer)).Message;
        Assert.Contains(reason, message);
        Assert.Contains("Convolutions: conv1, conv2.", message);
    }

    [Fact]
    public void A_network_without_convolutions_is_refused()
        => Assert.Contains("no convolution", Assert.Throws<ShapeException>(() => LayerFilters.Of(new SmallNetwork(1, 3, 5, 5).Layer("relu", "Relu").Model)).Message);
}
