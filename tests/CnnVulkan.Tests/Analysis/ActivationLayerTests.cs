namespace CnnVulkan.Tests.Analysis;

public class ActivationLayerTests
{
    [Fact]
    public void Layers_are_those_that_stand_when_everything_is_fused()
    {
        SmallNetwork network = new SmallNetwork(1, 3, 8, 10).Conv("conv", [4, 3, 3, 3], pad: 1).Layer("relu", "Relu").MaxPool("pool", 2, 2)
            .Layer("mean", "GlobalAveragePool").Layer("flat", "Flatten").Dense("scores", 4, 2);
        var layers = ActivationLayer.Of(network.Model.Graph, network.Inputs);
        Assert.Equal(["relu Conv 1×4×8×10", "pool MaxPool 1×4×4×5", "mean GlobalAveragePool 1×4×1×1"], layers.Select(l => $"{l.Value} {l.Operator} {l.Shape}"));
        Assert.Equal(4, layers[0].Maps);
    }

    [Fact]
    public void An_open_shape_must_be_given()
    {
        Model filters = FilterNetwork.Create();
        Assert.Contains(FilterNetwork.InputName, Assert.Throws<ShapeException>(() => ActivationLayer.Of(filters.Graph, new Dictionary<string, TensorShape>())).Message);
        var given = new Dictionary<string, TensorShape> { [FilterNetwork.InputName] = new TensorShape(1, 3, 20, 30) };
        Assert.Contains(ActivationLayer.Of(filters.Graph, given), l => l.Value == FilterNetwork.OutputName && l.Maps == 8);
    }
}
