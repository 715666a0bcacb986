using System.Collections.Immutable;
using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Models;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Models;

public sealed class OnnxWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_made_in_code_is_written_in_operator_set_17()
    {
        ModelProto model = WellFormedOnnx.Check(Write(FilterNetwork.Create()));
        Assert.Equal((8, 17), (model.IrVersion, model.OpsetImport.Single().Version));
        Assert.Equal(["Pad", "Conv", "Relu"], model.Graph.Node.Select(n => n.OpType));
        // The picture's height and width are open, so the output's are; the channels are not.
        TensorShapeProto output = model.Graph.Output[0].Type.TensorType.Shape;
        Assert.Equal([1, 8, 0, 0], output.Dim.Select(d => d.DimValue));
        Assert.Equal(["", "", "maps_dim2", "maps_dim3"], output.Dim.Select(d => d.DimParam));
        Assert.Equal(["", "", "picture_dim2", "picture_dim3"], model.Graph.Input[0].Type.TensorType.Shape.Dim.Select(d => d.DimParam));
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_a_dictionary()
    {
        Model model = FilterNetwork.Create();
        Graph graph = model.Graph;
        ImmutableSortedDictionary<string, Tensor> reversed = graph.Constants
            .ToImmutableSortedDictionary(c => c.Key, c => c.Value, Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));
        var same = new Model(new Graph(graph.Name, graph.Inputs, graph.Outputs, graph.Nodes, reversed), model.Name);
        Assert.Equal(Write(model), Write(same));
        Assert.Equal(Write(model), Write(FilterNetwork.Create()));
    }

    [Fact]
    public void The_file_holds_what_the_stream_gets()
    {
        ModelWriter.Save(_folder["m.onnx"], FilterNetwork.Create());
        Assert.Equal(Write(FilterNetwork.Create()), File.ReadAllBytes(_folder["m.onnx"]));
    }

    [Fact]
    public void The_operator_set_is_the_first_that_has_everything()
    {
        Assert.Equal((8, 18), Versions(Node("Mish", 18)));
        Assert.Equal((10, 21), Versions(Node("GroupNormalization", 21, ("num_groups", 2L))));
        Assert.Equal((7, 12), Versions(Node("Softmax", 12, ("axis", 1L))));
        Assert.Equal((9, 20), Versions(Node("Gelu", 20), Node("Mish", 18)));
    }

    [Fact]
    public void A_softmax_over_a_matrix_is_the_same_in_every_operator_set()
        => Assert.Equal((8, 17), Versions([2, 3], Node("Softmax", 12, ("axis", 1L))));

    [Fact]
    public void All_that_cannot_be_written_is_told_at_once()
    {
        var error = Assert.Throws<UnsupportedOperatorException>(() => Write(Chain([1, 3, 4, 4], new FakeLayer(new NodeAttributes("n", 1, 1, 1, new Dictionary<string, object>())),
            Node("Softmax", 12, ("axis", 1L)), Node("Mish", 18))));
        Assert.StartsWith("net uses 2 operators that cannot be written as ONNX operator set 18", error.Message);
        Assert.Contains("Fake (it is none of ONNX's operators): 'n0'", error.Uses);
        Assert.Contains("Softmax (Softmax over all axes from 1 on needs operator set 12 or earlier): 'n1'", error.Uses);
    }

    [Fact]
    public void The_wanted_operator_set_is_written_or_nothing()
    {
        Assert.Equal(13, WellFormedOnnx.Check(Write(FilterNetwork.Create(), new ModelSaveOptions { Opset = 13 })).OpsetImport[0].Version);
        Assert.Contains("set 17", Assert.Throws<UnsupportedOperatorException>(() => Write(Chain([2, 3], Node("Mish", 18)), new ModelSaveOptions { Opset = 17 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(FilterNetwork.Create(), new ModelSaveOptions { Opset = 6 }));
    }

    [Fact]
    public void Layers_of_our_own_are_in_our_domain()
    {
        Model model = Chain([2, 6, 4], Node("Maxout", 1, ("pieces", 3L)));
        byte[] bytes = Write(model);
        Assert.Equal([("", 17L), ("cnnvulkan", 1L)], WellFormedOnnx.Check(bytes).OpsetImport.Select(o => (o.Domain, o.Version)));
        Assert.Equal(model.Graph.ToString(), ModelLoader.Load(bytes, "again").Graph.ToString());
    }

    [Fact]
    public void Names_are_made_unique()
    {
        Operator clip = Node("Clip", 7, ("min", 0f)), relu = Node("Relu", 13);
        var graph = new Graph("", [Input([2, 3])], ["y"], [new Node("", clip, ["x"], ["a"]), new Node("", clip, ["a"], ["b"]), new Node("", relu, ["b"], ["y"])],
            new Dictionary<string, Tensor> { ["Clip.min"] = new Tensor<float>(TensorShape.Scalar) });
        ModelProto model = WellFormedOnnx.Check(Write(new Model(graph)));
        Assert.Equal(["Clip", "Clip_2", "Relu"], model.Graph.Node.Select(n => n.Name));
        Assert.Equal(["Clip.min_2", "Clip_2.min", "Clip.min"], model.Graph.Initializer.Select(i => i.Name));
    }

    [Fact]
    public void A_constant_that_becomes_an_attribute_leaves_the_file()
    {
        Tensor axes = TensorFactory.Longs([1]);
        var graph = new Graph("g", [Input([2, 1, 3])], ["y"], [new Node("n", Node("Squeeze", 13), ["x", "axes"], ["y"])], new Dictionary<string, Tensor> { ["axes"] = axes });
        ModelProto model = WellFormedOnnx.Check(Write(new Model(graph), new ModelSaveOptions { Opset = 12 }));
        Assert.Empty(model.Graph.Initializer);
        Assert.Equal([1L], model.Graph.Node[0].Attribute.Single().Ints);
        Assert.Equal(["x"], model.Graph.Node[0].Input);
    }

    [Fact]
    public void Elements_of_every_type_and_shape_come_back()
    {
        var constants = new Dictionary<string, Tensor>
        {
            ["floats"] = new Tensor<float>(new TensorShape(2, 2), [float.NaN, float.NegativeInfinity, -0f, float.Epsilon]),
            ["ints"] = new Tensor<int>(new TensorShape(2), [int.MinValue, int.MaxValue]),
            ["longs"] = new Tensor<long>(TensorShape.Scalar, [long.MinValue]),
            ["truths"] = new Tensor<bool>(new TensorShape(3), [true, false, true]),
            ["none"] = new Tensor<float>(new TensorShape(0)),
        };
        byte[] bytes = Write(new Model(new Graph("g", [], constants.Keys, [], constants)));
        WellFormedOnnx.Check(bytes);
        Graph again = ModelLoader.Load(bytes, "again").Graph;
        foreach ((string name, Tensor tensor) in constants)
        {
            Assert.Equal(tensor.ToString(), again.Constants[name].ToString());
            Assert.True(TensorBytes.Of(tensor).Span.SequenceEqual(TensorBytes.Of(again.Constants[name]).Span), name);
        }
    }

    [Fact]
    public void Weights_beyond_one_file_lie_beside_it()
    {
        Model model = Heavy();
        ModelWriter.Save(_folder["m.onnx"], model, new ModelSaveOptions { MostInlineBytes = 5000 });
        ModelProto proto = WellFormedOnnx.Check(File.ReadAllBytes(_folder["m.onnx"]));
        Assert.Equal(["m.onnx", "m.onnx.data"], Files());
        // 600 bytes stay inside; the others start on pages of their own.
        Assert.Equal(["0", "8192"], proto.Graph.Initializer.SelectMany(i => i.ExternalData).Where(e => e.Key == "offset").Select(e => e.Value));
        Model again = ModelLoader.Load(_folder["m.onnx"]);
        Assert.All(model.Graph.Constants, c => Assert.Equal(c.Value.ToFloatArray(), again.Graph.Constants[c.Key].ToFloatArray()));
    }

    [Fact]
    public void A_stream_cannot_hold_more_than_one_file()
        => Assert.Contains("do not fit one ONNX file", Assert.Throws<NotSupportedException>(() => Write(Heavy(), new ModelSaveOptions { MostInlineBytes = 5000 })).Message);

    [Theory]
    [InlineData("none/m.onnx")]
    [InlineData("file/m.onnx")]
    public void A_path_that_cannot_be_written_is_named(string path)
    {
        _folder.Write("file", "");
        Assert.Contains(path, Assert.Throws<IOException>(() => ModelWriter.Save(_folder[path], FilterNetwork.Create())).Message);
        Assert.Equal(["file"], Files());
    }

    /// <summary>The weights' file cannot take its name, as where the disk is full: the model that was there stays, and nothing is left over.</summary>
    [Fact]
    public void A_failure_leaves_the_old_file_and_no_other()
    {
        _folder.Write("m.onnx", "old");
        Directory.CreateDirectory(_folder["m.onnx.data/taken"]);
        Assert.Throws<IOException>(() => ModelWriter.Save(_folder["m.onnx"], Heavy(), new ModelSaveOptions { MostInlineBytes = 5000 }));
        Assert.Equal("old", File.ReadAllText(_folder["m.onnx"]));
        Assert.Equal(["m.onnx"], Files());
    }

    [Fact]
    public void A_write_that_stops_halfway_leaves_nothing()
    {
        Assert.Throws<IOException>(() => AtomicFile.Write(_folder["m.onnx"], stream =>
        {
            stream.Write(Write(FilterNetwork.Create()).AsSpan(0, 1000));
            throw new IOException("No space left on device");
        }));
        Assert.Empty(Files());
    }

    private static Model Heavy()
    {
        Operator add = Node("Add", 13);
        var graph = new Graph("g", [Input([1, 1500])], ["y"],
            [new Node("n0", add, ["x", "a"], ["p"]), new Node("n1", add, ["p", "b"], ["q"]), new Node("n2", add, ["q", "c"], ["y"])],
            new Dictionary<string, Tensor> { ["a"] = TestData.Random(1, 1500), ["b"] = TestData.Random(2, 1), ["c"] = TestData.Random(3, 1500) });
        return new Model(graph);
    }

    private static (long Ir, long Opset) Versions(params Operator[] chain) => Versions([2, 4, 3, 5], chain);

    private static (long Ir, long Opset) Versions(int[] shape, params Operator[] chain)
    {
        ModelProto model = WellFormedOnnx.Check(Write(Chain(shape, chain)));
        return (model.IrVersion, model.OpsetImport.Single().Version);
    }

    /// <summary>x → n0 → n1 → …; normalisations get their scale and bias of ones.</summary>
    private static Model Chain(int[] shape, params Operator[] operators)
    {
        var ones = new Tensor<float>(new TensorShape(4), [1, 1, 1, 1]);
        Node[] nodes = [.. operators.Select((op, i) => new Node($"n{i}", op, op is GroupNormalization ? [$"v{i}", "ones", "ones"] : [$"v{i}"], [$"v{i + 1}"]))];
        return new Model(new Graph("g", [Input(shape) with { Name = "v0" }], [$"v{operators.Length}"], nodes, new Dictionary<string, Tensor> { ["ones"] = ones }), "net");
    }

    private static GraphInput Input(int[] shape) => new("x", ElementType.Float32, [.. shape.Select(d => (int?)d)]);

    private static Operator Node(string type, int opset, params (string Name, object Value)[] attributes)
        => Operators.OneNode.Make(type, opset, 1, attributes);

    private static byte[] Write(Model model, ModelSaveOptions? options = null)
    {
        using var stream = new MemoryStream();
        ModelWriter.Save(stream, model, options);
        return stream.ToArray();
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Root).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
