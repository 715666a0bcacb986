using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Operators;
using static CnnVulkan.Tests.Models.OnnxBuilder;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Models;

public sealed class OnnxGraphReaderTests
{
    [Fact]
    public void A_graph_is_read_with_its_inputs_nodes_constants_and_outputs()
    {
        Graph graph = Read(Model());
        Assert.Equal("input x: Float32 2×3\nn = Fake(x, w) -> y\noutput y", graph.ToString());
        Assert.Equal([1, 2, 3, 4, 5, 6], Assert.IsType<Tensor<float>>(graph.Constants["w"]).Data);
        Assert.Equal(new TensorShape(2, 3), graph.Constants["w"].Shape);
    }

    [Fact]
    public void Initialisers_listed_as_inputs_are_constants()
    {
        Graph graph = Read(With(m => m.Graph.Input.Add(Value("w", DataType.Float, 2, 3))));
        Assert.Equal(["x"], graph.Inputs.Select(i => i.Name));
    }

    [Fact]
    public void Symbolic_and_missing_extents_are_open()
    {
        ModelProto model = Model();
        TensorShapeProto shape = model.Graph.Input[0].Type.TensorType.Shape;
        shape.Dim[0].DimParam = "batch";
        shape.Dim.Add(new TensorShapeProto.Types.Dimension());
        Assert.Equal<int?>([null, 3, null], Read(model).Inputs[0].Dimensions);
        model.Graph.Input[0].Type.TensorType.Shape = null;
        Assert.True(Read(model).Inputs[0].Dimensions.IsDefault);
    }

    [Theory]
    [InlineData(DataType.Float16, ElementType.Float32)]
    [InlineData(DataType.Double, ElementType.Float32)]
    [InlineData(DataType.Uint8, ElementType.Int32)]
    [InlineData(DataType.Int64, ElementType.Int64)]
    [InlineData(DataType.Bool, ElementType.Bool)]
    public void Declared_types_become_those_computed_with(object declared, ElementType expected)
        => Assert.Equal(expected, Read(With(m => m.Graph.Input[0].Type.TensorType.ElemType = (DataType)declared)).Inputs[0].ElementType);

    [Fact]
    public void Nodes_without_a_name_are_numbered_and_equal_names_made_different()
    {
        ModelProto model = Model();
        model.Graph.Node.Clear();
        model.Graph.Node.Add(Node("Fake", "", ["x"], ["a"]));
        model.Graph.Node.Add(Node("Fake", "same", ["a"], ["b"]));
        model.Graph.Node.Add(Node("Fake", "same", ["b"], ["c"]));
        model.Graph.Node.Add(Node("Fake", "same_2", ["c"], ["d"]));
        model.Graph.Node.Add(Node("Fake", "same", ["d"], ["y"]));
        Assert.Equal(["Fake_0", "same", "same_2", "same_2_2", "same_3"], Read(model).Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Optional_inputs_and_outputs_may_be_left_out()
    {
        Node node = Read(With(m => m.Graph.Node[0] = Node("Fake", "n", ["x", "", "w"], ["", "y"]))).Nodes[0];
        Assert.Equal<string>(["x", "", "w"], node.Inputs);
        Assert.Equal<string>(["", "y"], node.Outputs);
        Assert.Equal((3, 2), (((FakeLayer)node.Operator).Attributes.InputCount, ((FakeLayer)node.Operator).Attributes.OutputCount));
    }

    [Theory]
    [InlineData("", 13)]
    [InlineData("ai.onnx", 13)]
    public void Both_spellings_of_the_own_domain_are_one(string domain, int opset)
    {
        ModelProto model = Model();
        model.Graph.Node[0].Domain = domain;
        Assert.Equal(opset, ((FakeLayer)Read(model).Nodes[0].Operator).Attributes.Opset);
    }

    [Fact]
    public void Other_domains_have_their_own_versions_and_keys()
    {
        ModelProto model = Model();
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 7 });
        model.Graph.Node[0].Domain = "com.example";
        Assert.Equal(7, ((FakeLayer)Read(model, Fakes("com.example:Fake")).Nodes[0].Operator).Attributes.Opset);
        Assert.Throws<UnsupportedOperatorException>(() => Read(model, Fakes("Fake")));
    }

    [Fact]
    public void Files_from_before_operator_sets_are_of_version_1()
    {
        ModelProto model = Model();
        model.OpsetImport.Clear();
        Assert.Contains("opset_import", ErrorOf(m => m.OpsetImport.Clear()));
        model.IrVersion = 2;
        Assert.Equal(1, ((FakeLayer)Read(model).Nodes[0].Operator).Attributes.Opset);
    }

    [Fact]
    public void All_unsupported_operators_are_listed_at_once_with_their_nodes()
    {
        ModelProto model = Model();
        model.Functions.Add(new FunctionProto { Name = "Mine", Domain = "com.example" });
        model.Graph.Node.Add(Node("Einsum", "e1", ["x"], ["a"]));
        model.Graph.Node.Add(Node("Einsum", "e2", ["x"], ["b"]));
        model.Graph.Node.Add(new NodeProto { OpType = "Mine", Domain = "com.example", Output = { "c" } });
        model.Graph.Node.Add(Node("Picky", "p", ["x"], ["d"]));
        ModelLoadOptions options = Fakes("Fake");
        options = options with { Layers = options.Layers.ToImmutableDictionary().Add("Picky", _ => throw new NotSupportedException("mode 'odd' is not supported.")) };
        var error = Assert.Throws<UnsupportedOperatorException>(() => Read(model, options));
        Assert.Equal<string>(
            ["Einsum (unknown, opset 13): 'e1', 'e2'", "Picky (mode 'odd' is not supported): 'p'", "com.example:Mine (a function of the model's own): 'Mine_3'"],
            error.Uses);
        Assert.StartsWith("test.onnx uses 3 operators", error.Message);
    }

    [Fact]
    public void Subgraphs_are_listed_as_unsupported()
    {
        ModelProto model = Model();
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = Raw<byte>(1) });
        Assert.Equal<string>(["Fake (attribute 'body' is a subgraph): 'n'"], Assert.Throws<UnsupportedOperatorException>(() => Read(model)).Uses);
    }

    [Fact]
    public void Errors_of_a_factory_name_file_and_node()
    {
        ModelLoadOptions options = Fakes();
        string Message(Func<NodeAttributes, Operator> factory)
            => Assert.Throws<ModelFormatException>(() => Read(Model(), options with { Layers = options.Layers.ToImmutableDictionary().Add("Fake", factory) })).Message;
        Assert.Equal("test.onnx: Node 'n': no good.", Message(a => throw a.Error("no good")));
        Assert.Contains("test.onnx: node 'n' (Fake) has attributes that do not fit the operator", Message(_ => throw new InvalidOperationException("whatever")));
    }

    [Fact]
    public void Damaged_graphs_are_refused_and_the_place_is_named()
    {
        Assert.Contains("not an ONNX model", ErrorOf(m => m.Graph = null));
        Assert.Contains("no output", ErrorOf(m => m.Graph.Output.Clear()));
        Assert.Contains("output 'y' is given twice", ErrorOf(m => m.Graph.Output.Add(m.Graph.Output[0])));
        Assert.Contains("input 'x' is given twice", ErrorOf(m => m.Graph.Input.Add(m.Graph.Input[0])));
        Assert.Contains("input 0 has no name", ErrorOf(m => m.Graph.Input[0].Name = ""));
        Assert.Contains("input 'x' declares no type", ErrorOf(m => m.Graph.Input[0].Type = null));
        Assert.Contains("input 'x' declares texts", ErrorOf(m => m.Graph.Input[0].Type.TensorType.ElemType = DataType.String));
        Assert.Contains("input 'x' declares elements of type FLOAT8E4M3FN", ErrorOf(m => m.Graph.Input[0].Type.TensorType.ElemType = DataType.Float8E4M3Fn));
        Assert.Contains("input 'x' declares elements of the unknown type 77", ErrorOf(m => m.Graph.Input[0].Type.TensorType.ElemType = (DataType)77));
        Assert.Contains("input 'x' declares the shape -1×3; extents must not be negative", ErrorOf(m => m.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = -1));
        Assert.Contains("more than 2,147,483,647 elements", ErrorOf(m => m.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = long.MaxValue));
        Assert.Contains("input 'x' is of sequence type", ErrorOf(m => m.Graph.Input[0].Type = new TypeProto { SequenceType = Raw<byte>(0) }));
        Assert.Contains("output 'y' is of map type", ErrorOf(m => m.Graph.Output[0].Type = new TypeProto { MapType = Raw<byte>(0) }));
        Assert.Contains("initialiser 'w' is given twice", ErrorOf(m => m.Graph.Initializer.Add(m.Graph.Initializer[0])));
        Assert.Contains("initialiser 0 has no name", ErrorOf(m => m.Graph.Initializer[0].Name = ""));
        Assert.Contains("sparse", ErrorOf(m => m.Graph.SparseInitializer.Add(Raw<byte>(1))));
        Assert.Contains("names no operator", ErrorOf(m => m.Graph.Node[0].OpType = ""));
        Assert.Contains("reads 'w', which nothing writes", ErrorOf(m => m.Graph.Initializer.Clear()));
        Assert.Contains("cycle", ErrorOf(m => m.Graph.Node[0].Input.Add("y")));
        Assert.Contains("version 0 of the operator set", ErrorOf(m => m.OpsetImport[0].Version = 0));
        Assert.Contains("no node writes the output 'z'", ErrorOf(m => m.Graph.Output[0].Name = "z"));
    }

    [Fact]
    public void Many_equal_names_do_not_take_quadratic_time()
    {
        ModelProto model = Model();
        for (int i = 0; i < 50_000; i++)
            model.Graph.Node.Add(Node("Fake", "same", ["x"], [$"v{i}"]));
        Assert.Equal(50_001, Read(model).Nodes.Length);
    }
}
