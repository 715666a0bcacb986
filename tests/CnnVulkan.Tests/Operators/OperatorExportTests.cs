using CnnVulkan.Checking;
using CnnVulkan.Graphs;
using CnnVulkan.Images;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

/// <summary>What an operator says of itself for a file is what it was made from.</summary>
public sealed class OperatorExportTests
{
    public static TheoryData<ExportCase> Cases => [.. ExportCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attributes_come_back(ExportCase node)
    {
        NodeDescription described = Make(node).Export(Context(Make(node), node.Opset, node.Inputs))!;
        Assert.Empty(described.Inputs);
        Assert.Equal(node.Type.Split(':')[^1], described.Type);
        foreach ((string name, object value) in node.Attributes)
            Assert.Equal(Text(value), Text(described.Attributes[name]));
    }

    /// <summary>Written in any operator set that can say it and read back, an operator is described by the same words again.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_operator_set_that_takes_it_gives_it_back(ExportCase node)
    {
        Operator op = Make(node);
        int taken = 0;
        for (int opset = ModelSaveOptions.OldestOpset; opset <= ModelSaveOptions.NewestOpset; opset++)
        {
            NodeDescription first;
            try
            {
                first = op.Export(Context(op, opset, node.Inputs))!;
            }
            catch (NotSupportedException error)
            {
                Assert.NotEqual(node.Opset, opset);
                Assert.NotEqual("", error.Message);
                continue;
            }
            taken++;
            Tensor?[] inputs = [.. Enumerable.Range(0, Math.Max(node.Inputs, first.Inputs.Keys.DefaultIfEmpty(-1).Max() + 1))
                .Select(i => first.Inputs.TryGetValue(i, out (string Name, Tensor? Value) input) ? input.Value : null)];
            bool[] given = [.. inputs.Select((t, i) => t is not null || (i < node.Inputs && !first.Inputs.ContainsKey(i)))];
            string key = first.Domain.Length == 0 ? first.Type : $"{first.Domain}:{first.Type}";
            Operator again = OperatorCatalog.Factories[key](new NodeAttributes("n", opset, given.Length, 1, first.Attributes));
            NodeDescription second = again.Export(Context(again, opset, given, inputs))!;
            Assert.Empty(second.Inputs);
            Assert.Equal(Text(first), Text(second));
        }
        Assert.True(taken > 0);
    }

    /// <summary>A case for every line of the catalogue, but for the one that ONNX has for other types than we do.</summary>
    [Fact]
    public void Every_operator_a_file_can_name_has_a_case()
        => Assert.Equal(
            OperatorCatalog.Factories.Keys.Where(k => k != "BitShift").Order(StringComparer.Ordinal),
            ExportCase.All.Select(c => c.Type).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Only_what_no_file_can_hold_has_no_description()
    {
        string[] silent = [.. typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract)
            .Where(t => t.GetMethod(nameof(Operator.Export), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.DeclaringType == typeof(Operator))
            .Select(t => t.Name)
            // No file holds what a network becomes while it is trained.
            .Where(n => !n.EndsWith("Gradient", StringComparison.Ordinal) && !n.EndsWith("Training", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] pictures = [nameof(PreprocessImage), nameof(PreprocessRows), nameof(PreprocessCase)];
        // What a plan puts between operators that have one.
        string[] layouts = [nameof(ChangeLayout)];
        // What gradients are made of besides.
        string[] gradients = [nameof(ChannelSum), nameof(Dilate), nameof(FlippedFilter)];
        Assert.Equal([.. pictures.Concat(layouts).Concat(gradients).Order(StringComparer.Ordinal)], silent);
    }

    [Theory]
    [InlineData("LEFT")]
    [InlineData("RIGHT")]
    public void Shifts_are_refused(string direction)
        => Assert.Contains("unsigned", Refusal(new ExportCase("BitShift", 11, 2, ("direction", direction)), 17));

    [Theory]
    [InlineData("Softmax", 12, 13, "12 or earlier")]
    [InlineData("Swish", 24, 23, "24 or later")]
    [InlineData("Mish", 18, 17, "18 or later")]
    [InlineData("LayerNormalization", 17, 16, "17 or later")]
    [InlineData("Gather", 11, 10, "the axis -2 needs operator set 11")]
    public void What_an_operator_set_lacks_is_said(string type, int read, int written, string message)
        => Assert.Contains(message, Refusal(new ExportCase(type, read, 1, type == "Gather" ? [("axis", -2L)] : []), written));

    [Fact]
    public void What_passes_have_fused_is_refused()
    {
        var fused = new MatMul(new Activation(ActivationFunction.Relu));
        Assert.Contains("before it was optimised", Assert.Throws<NotSupportedException>(() => fused.Export(Context(fused, 17, 2))).Message);
    }

    [Fact]
    public void An_operand_that_starts_at_an_axis_is_given_trailing_axes()
    {
        Operator add = Make(new ExportCase("Add", 6, 2, ("broadcast", 1L), ("axis", 1L)));
        var bias = new Tensor<float>(new TensorShape(3), [1, 2, 3]);
        var context = new ExportContext(new Node("n", add, ["x", "b"], ["y"]), 17, new Dictionary<string, TensorInfo>
        {
            ["x"] = new(new TensorShape(2, 3, 4, 5), ElementType.Float32),
            ["b"] = TensorInfo.Of(bias),
        });
        Assert.Equal(new TensorShape(3, 1, 1), add.Export(context)!.Inputs[1].Value!.Shape);
        Assert.Contains("shapes are not known", Assert.Throws<NotSupportedException>(() => add.Export(Context(add, 17, 2))).Message);
    }

    [Theory]
    [InlineData(2f, "floor")]
    [InlineData(0.5f, "ceil")]
    public void Old_upsampling_is_said_in_todays_words(float scale, string nearest)
    {
        Operator upsample = Make(new ExportCase("Upsample", 7, 1, ("scales", new[] { 1f, 1f, scale, scale })));
        NodeDescription today = upsample.Export(Context(upsample, 17, 1))!;
        Assert.Equal(("Resize", nearest, "asymmetric"), (today.Type, today.Attributes["nearest_mode"], today.Attributes["coordinate_transformation_mode"]));
        Assert.Equal([1f, 1f, scale, scale], today.Inputs[2].Value!.ToFloatArray());
    }

    private static string Refusal(ExportCase node, int opset)
    {
        Operator op = Make(node);
        return Assert.Throws<NotSupportedException>(() => op.Export(Context(op, opset, node.Inputs))).Message;
    }

    private static Operator Make(ExportCase node)
        => OperatorCatalog.Factories[node.Type](new NodeAttributes("n", node.Opset, node.Inputs, 1, node.Attributes.ToDictionary(a => a.Name, a => a.Value)));

    private static ExportContext Context(Operator op, int opset, int inputs)
        => Context(op, opset, [.. Enumerable.Repeat(true, inputs)], new Tensor?[inputs]);

    private static ExportContext Context(Operator op, int opset, bool[] given, Tensor?[] inputs)
    {
        var node = new Node("n", op, [.. given.Select((g, i) => g ? $"x{i}" : "")], ["y0"]);
        var known = inputs.Select((tensor, i) => (tensor, i)).Where(t => t.tensor is not null).ToDictionary(t => $"x{t.i}", t => TensorInfo.Of(t.tensor!));
        return new ExportContext(node, opset, known);
    }

    private static string Text(NodeDescription node) => $"{node.Domain}:{node.Type}({string.Join("; ", node.Attributes.Select(a => $"{a.Key}={Text(a.Value)}"))})";

    private static string Text(object value) => value switch
    {
        long[] list => string.Join(",", list),
        float[] list => string.Join(",", list),
        Tensor tensor => $"{tensor} {string.Join(",", tensor.ToFloatArray())}",
        _ => value.ToString()!,
    };
}
