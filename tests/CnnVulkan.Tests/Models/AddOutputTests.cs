namespace CnnVulkan.Tests.Models;

public sealed class AddOutputTests
{
    [Fact]
    public void Another_value_stands_behind_the_outputs_and_the_rest_stays()
    {
        Model model = NetworkCatalog.Create("lenet5");
        string value = model.Graph.Nodes[0].Outputs[0];
        Model more = model.AddOutput(value);
        Assert.Equal<string>([.. model.Outputs, value], more.Outputs);
        Assert.Equal((model.Name, model.Preprocessing, model.Labels), (more.Name, more.Preprocessing, more.Labels));
        Assert.Same(more, more.AddOutput(value));
        Assert.Contains("'nothing'", Assert.Throws<ShapeException>(() => model.AddOutput("nothing")).Message, StringComparison.Ordinal);
    }
}
