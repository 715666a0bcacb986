using CnnVulkan.Cli.Conformance;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tests;

namespace CnnVulkan.GpuTests.Models;

/// <summary>What was written computes what the original does.</summary>
public sealed class RewrittenModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void SqueezeNet_written_again_gives_the_same_scores()
    {
        VisionDevice device = GpuFixture.Device;
        Model model = ModelLoader.Load(SharedData.Require("models/squeezenet1.1"));
        ModelWriter.Save(_folder["net/"], model);
        Model again = ModelLoader.Load(_folder["net"]);
        Assert.Equal(model.Preprocessing, again.Preprocessing);
        Assert.Equal<string>(model.Labels!.Names, again.Labels!.Names);
        Tensor<float> picture = TestData.Random(1, 1, 3, 224, 224);
        Assert.Null(Comparator.Difference(Run(model, device, picture), Run(again, device, picture), 1e-5));
    }

    [SkippableTheory]
    [InlineData("lenet5")]
    [InlineData("squeezenet1.1")]
    [InlineData("resnet20")]
    public void A_network_by_name_gives_the_same_scores_from_its_file(string name)
    {
        VisionDevice device = GpuFixture.Device;
        Model model = NetworkCatalog.Create(name, new NetworkOptions { WidthMultiplier = 0.25, Classes = 10 });
        ModelWriter.Save(_folder["net.onnx"], model);
        Tensor<float> picture = TestData.Random(1, [.. model.Inputs[0].Dimensions.Select(d => d ?? 1)]);
        Assert.Null(Comparator.Difference(Run(model, device, picture), Run(ModelLoader.Load(_folder["net.onnx"]), device, picture), 1e-5));
    }

    [SkippableFact]
    public void Conformance_cases_written_again_still_pass()
    {
        VisionDevice device = GpuFixture.Device;
        string root = SharedData.Require("onnx");
        foreach (string model in Directory.GetFiles(root, "model.onnx", SearchOption.AllDirectories))
        {
            string source = Path.GetDirectoryName(model)!, target = _folder[Path.GetRelativePath(root, source)];
            foreach (string file in Directory.GetFiles(source, "*.pb", SearchOption.AllDirectories))
                _folder.Write(Path.GetRelativePath(_folder.Root, Path.Combine(target, Path.GetRelativePath(source, file))), File.ReadAllBytes(file));
            ModelWriter.Save(Path.Combine(target, "model.onnx"), ModelLoader.Load(model));
        }
        IReadOnlyList<ConformanceCase> cases = ConformanceCase.Find(_folder.Root);
        Assert.Equal(ConformanceCase.Find(root).Count, cases.Count);
        ConformanceResult[] failed = [.. cases.Select(c => c.Run(device)).Where(r => r.Outcome != ConformanceOutcome.Passed)];
        Assert.True(failed.Length == 0, string.Join('\n', failed.Select(f => $"{f.Case.Name}: {f.Detail}")));
    }

    private static Tensor Run(Model model, VisionDevice device, Tensor picture)
    {
        using var worker = new Worker(model, device);
        worker.SetInput(model.Inputs[0].Name, picture);
        worker.Schedule();
        return worker.PeekOutput().Readback();
    }
}
