using CnnVulkan.Graphs;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Models;

/// <summary>Models that others wrote, read, written and read again.</summary>
public sealed class OnnxRoundTripTests
{
    [SkippableTheory]
    [InlineData("onnx/node")]
    [InlineData("onnx/pytorch-converted")]
    [InlineData("onnx/pytorch-operator")]
    [InlineData("onnx/simple")]
    [InlineData("models")]
    public void What_is_written_reads_back_the_same(string folder)
    {
        string[] paths = Directory.GetFiles(SharedData.Require(folder), "model.onnx", SearchOption.AllDirectories);
        Assert.NotEmpty(paths);
        var failures = new List<string>();
        foreach (string path in paths)
        {
            try
            {
                Compare(path);
            }
            catch (Exception error)
            {
                failures.Add($"{path}: {error.Message}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {paths.Length}:\n" + string.Join('\n', failures));
    }

    public static TheoryData<string> Networks => [.. NetworkCatalog.All.Select(n => n.Name)];

    /// <summary>An eighth of each network's channels: structure, names and attributes are those of the whole.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_by_name_reads_back_the_same(string name)
    {
        Model model = NetworkCatalog.Create(name, new NetworkOptions { WidthMultiplier = 1 / 8.0, Classes = 7 });
        Graph again = Compare(model).Graph;
        Dictionary<string, TensorInfo> inputs = model.Inputs.ToDictionary(
            i => i.Name, i => new TensorInfo(new TensorShape([.. i.Dimensions.Select(d => d ?? 3)]), i.ElementType));
        CompareShapes(model.Graph, again, inputs);
    }

    private static void Compare(string path)
    {
        Model model = ModelLoader.Load(path);
        Model again = Compare(model);
        CompareShapes(model.Graph, again.Graph, Inputs(model, Path.GetDirectoryName(path)!));
    }

    private static Model Compare(Model model)
    {
        byte[] bytes = Write(model);
        WellFormedOnnx.Check(bytes);
        Model again = ModelLoader.Load(bytes, "again");
        Assert.Equal(model.Inputs.Select(i => i.ToString()), again.Inputs.Select(i => i.ToString()));
        Assert.Equal<string>(model.Outputs, again.Outputs);
        CompareNodes(model.Graph, again.Graph);
        CompareConstants(model.Graph, again.Graph);
        Assert.True(bytes.SequenceEqual(Write(again)), "What was read back is written otherwise.");
        return again;
    }

    private static byte[] Write(Model model)
    {
        using var stream = new MemoryStream();
        ModelWriter.Save(stream, new Model(model.Graph, "model"));
        return stream.ToArray();
    }

    /// <summary>Inputs may differ where an attribute has become an input: such a constant is new in the file, or the input is left out.</summary>
    private static void CompareNodes(Graph graph, Graph again)
    {
        Assert.Equal(graph.Nodes.Select(n => n.Name), again.Nodes.Select(n => n.Name));
        foreach ((Node before, Node after) in graph.Nodes.Zip(again.Nodes))
        {
            if (before.ToString() == after.ToString())
                continue;
            Assert.Equal<string>(before.Outputs, after.Outputs);
            for (int i = 0; i < after.Inputs.Length; i++)
            {
                string input = after.Inputs[i];
                bool moved = input.Length == 0 || (again.Constants.ContainsKey(input) && !graph.Constants.ContainsKey(input));
                Assert.True(moved || (i < before.Inputs.Length && before.Inputs[i] == input), $"{before} became {after}");
            }
        }
    }

    private static void CompareConstants(Graph graph, Graph again)
    {
        string[] read = [.. again.Nodes.SelectMany(n => n.Inputs).Concat(again.Outputs)];
        foreach ((string name, Tensor tensor) in graph.Constants)
        {
            if (!again.Constants.TryGetValue(name, out Tensor? copy))
            {
                Assert.DoesNotContain(name, read);
                continue;
            }
            Assert.Equal(tensor.ToString(), copy.ToString());
            Assert.True(TensorBytesOf(tensor).SequenceEqual(TensorBytesOf(copy)), $"'{name}' has other elements.");
        }
    }

    private static ReadOnlySpan<byte> TensorBytesOf(Tensor tensor) => CnnVulkan.Models.TensorBytes.Of(tensor).Span;

    /// <summary>The inputs' elements decide some shapes, so they are those of the case. Open extents are 1.</summary>
    private static Dictionary<string, TensorInfo> Inputs(Model model, string folder)
    {
        Dictionary<string, TensorInfo> inputs = [];
        foreach ((GraphInput input, int i) in model.Inputs.Select((input, i) => (input, i)))
        {
            string data = Path.Combine(folder, "test_data_set_0", $"input_{i}.pb");
            inputs[input.Name] = File.Exists(data) ? TensorInfo.Of(OnnxTensorFile.Read(data))
                : new TensorInfo(new TensorShape([.. input.Dimensions.Select(d => d ?? 1)]), input.ElementType);
        }
        return inputs;
    }

    private static void CompareShapes(Graph graph, Graph again, Dictionary<string, TensorInfo> inputs)
    {
        TypedGraph before = Planner.Type(graph, inputs), after = Planner.Type(again, inputs);
        foreach (string value in graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0))
            Assert.Equal(before.Values[value].ToString(), after.Values[value].ToString());
    }
}
