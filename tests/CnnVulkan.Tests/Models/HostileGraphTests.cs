using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Models;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Plans;
using Google.Protobuf;

namespace CnnVulkan.Tests.Models;

/// <summary>Files that parse but whose attributes, connections or inputs make no sense: reading and typing them ends in a typed error.</summary>
public sealed class HostileGraphTests
{
    private const int RoundsPerModel = 12;

    [SkippableFact]
    public void Damaged_conformance_models_give_a_graph_or_a_typed_error()
    {
        var vandal = new GraphVandal(seed: 3);
        var failures = new List<string>();
        foreach (string path in Directory.EnumerateFiles(SharedData.Require("onnx"), "model.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            ModelProto whole = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            for (int round = 0; round < RoundsPerModel; round++)
            {
                ModelProto damaged = whole.Clone();
                List<Tensor> inputs = InputsOf(Path.GetDirectoryName(path)!);
                string done = vandal.Damage(damaged, inputs);
                if (Type(damaged, inputs) is { } error)
                    failures.Add($"{path}: {done}: {error.GetType().Name}: {error.Message}");
            }
        }
        Assert.Empty(failures);
    }

    private static Exception? Type(ModelProto model, List<Tensor> inputs)
    {
        try
        {
            Graph graph = OnnxReader.Read(model.ToByteArray(), new ModelSource("damaged.onnx", null), new ModelLoadOptions());
            Planner.Simplify(graph, graph.Inputs.Zip(inputs).ToDictionary(i => i.First.Name, i => TensorInfo.Of(i.Second)));
            return null;
        }
        catch (CnnVulkanException)
        {
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private static List<Tensor> InputsOf(string folder)
    {
        var inputs = new List<Tensor>();
        while (Path.Combine(folder, "test_data_set_0", $"input_{inputs.Count}.pb") is var path && File.Exists(path))
            inputs.Add(OnnxTensorFile.Read(path));
        return inputs;
    }
}
