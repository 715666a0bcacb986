using CnnVulkan.Graphs;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using static CnnVulkan.Tests.Models.OnnxBuilder;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Models;

public sealed class OnnxExperimentsTests
{
    [Fact]
    public void ImageScaler_is_a_normalisation_with_nothing_to_normalise()
    {
        Graph graph = ReadOne("ImageScaler", ("scale", 2f), ("bias", new[] { -1f, 0f, 3f }));
        Assert.Equal("n = BatchNormalization(x, n/scale, n/bias, n/mean, n/variance) -> y", Assert.Single(graph.Nodes).ToString());
        Assert.Equal(0, ((BatchNormalization)graph.Nodes[0].Operator).Epsilon);
        Assert.Equal([2f, 2, 2, -1, 0, 3, 0, 0, 0, 1, 1, 1], graph.Nodes[0].Inputs.Skip(1).SelectMany(i => graph.Constants[i].ToFloatArray()));
        Assert.Equal([1f, 1, 1], ReadOne("ImageScaler", ("bias", new[] { -1f, 0f, 3f })).Constants["n/scale"].ToFloatArray());
    }

    [Fact]
    public void A_bias_for_another_number_of_channels_is_refused()
        => Assert.Contains("3 channels", Assert.Throws<ShapeException>(() => Shape(ReadOne("ImageScaler", ("bias", new[] { 1f })))).Message);

    [Theory]
    [InlineData(2f, 3f, "n = Mul(x, n/alpha) -> y/scaled\nn/shift = Add(y/scaled, n/beta) -> y")]
    [InlineData(2f, 0f, "n = Mul(x, n/alpha) -> y")]
    public void Affine_is_a_product_and_a_sum(float alpha, float beta, string nodes)
    {
        Graph graph = ReadOne("Affine", ("alpha", alpha), ("beta", beta));
        Assert.Equal(nodes, string.Join('\n', graph.Nodes));
        Assert.Equal(beta == 0 ? [alpha] : [alpha, beta], graph.Constants.Values.SelectMany(c => c.ToFloatArray()).Order());
    }

    /// <summary>Borders are left, top, right, bottom; sizes are height, width. The picture has 8 rows and 9 columns.</summary>
    [Theory]
    [InlineData(new long[] { 1, 2, 3, 4 }, null, new[] { 1, 3, 2, 5 })]
    [InlineData(new long[] { 0, 0, 0, 0 }, null, new[] { 1, 3, 8, 9 })]
    [InlineData(new long[] { 1, 2, 0, 0 }, new long[] { 5, 3 }, new[] { 1, 3, 5, 3 })]
    public void Crop_is_a_slice(long[] border, long[]? size, int[] expected)
    {
        Graph graph = ReadOne("Crop", [("border", border), .. size is null ? Array.Empty<(string, object)>() : [("scale", size)]]);
        var slice = Assert.IsType<Slice>(Assert.Single(graph.Nodes).Operator);
        Assert.Equal<int>([(int)border[1], (int)border[0]], slice.Starts);
        Assert.Equal<int>([2, 3], slice.Axes);
        Assert.Equal(new TensorShape(expected), Shape(graph));
    }

    [Theory]
    [InlineData("Crop", "border")]
    [InlineData("ImageScaler", "bias")]
    public void What_must_be_given_is_asked_for(string type, string attribute)
        => Assert.Contains($"'{attribute}'", Assert.Throws<ModelFormatException>(() => ReadOne(type)).Message);

    [Fact]
    public void Names_that_are_taken_are_not_given_again()
    {
        ModelProto model = OneNode("Affine", ("beta", 3f));
        model.Graph.Node.Add(Node("Fake", "n/shift", ["y"], ["y/scaled"]));
        model.Graph.Input.Add(Value("n/alpha", DataType.Float, 1));
        Assert.Equal("n = Mul(x, n/alpha_2) -> y/scaled_2\nn/shift = Add(y/scaled_2, n/beta) -> y\nn/shift_2 = Fake(y) -> y/scaled", string.Join('\n', Read(model).Nodes));
    }

    [Fact]
    public void A_layer_of_the_users_own_goes_first()
        => Assert.IsType<FakeLayer>(Assert.Single(Read(OneNode("Crop"), Fakes("Crop")).Nodes).Operator);

    [Fact]
    public void They_are_written_in_words_of_today()
    {
        ModelProto model = OneNode("Affine", ("alpha", 2f), ("beta", 3f));
        using var stream = new MemoryStream();
        ModelWriter.Save(stream, new Model(Read(model), "model"));
        Assert.Equal(["Mul", "Add"], ModelProto.Parser.ParseFrom(stream.ToArray()).Graph.Node.Select(n => n.OpType));
    }

    private static Graph ReadOne(string type, params (string Name, object Value)[] attributes) => Read(OneNode(type, attributes));

    private static ModelProto OneNode(string type, params (string Name, object Value)[] attributes) => Old(type, [1, 3, 8, 9], attributes);

    private static TensorShape Shape(Graph graph)
        => Planner.Simplify(graph, graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(i.FixedShape!, i.ElementType))).Values["y"].Shape;
}
