using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests;

namespace CnnVulkan.GpuTests.Checking;

/// <summary>Kernels that compute something wrong are found, remembered, said aloud and avoided.</summary>
public sealed class SelfCheckTests : IDisposable
{
    private static readonly Tensor<float> Input = TestData.Random(3, 1, 20, 13, 11), Weights = TestData.Random(1, 20, 20, 3, 3);

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Everything_is_right_on_a_driver_that_is()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            SelfCheckReport report = device.SelfCheck();
            Assert.True(report.IsRight, string.Join("\n", report.Faults));
            Assert.Empty(device.Faults);
            Assert.Contains(report.Checks, c => c is { Operation: "convolution", Kernel: "direct", Variant: "f32" });
            Assert.Equal(device.Limits.Storage16Bit, report.Checks.Any(c => c.Variant == "f16"));
        });
    }

    [SkippableFact]
    public void A_wrong_algorithm_is_found_once_and_avoided_ever_after()
    {
        _ = GpuFixture.Device;
        (string algorithm, string shader) = Taken();
        using (VisionDevice device = Open(shader))
        {
            AssertRight(device);
            KernelFault fault = Assert.Single(device.Faults, f => f.Operation == "convolution" && f.Kernel == algorithm);
            Assert.StartsWith("f32", fault.Variant);
            Assert.Contains("was expected", fault.Observed);
            Assert.Contains(_log.Warnings, w => w.Contains($"'{algorithm}'") && w.Contains(device.Name));
            Assert.Empty(device.ValidationMessages);
        }
        int warned = _log.Warnings.Count;
        using (VisionDevice device = Open(shader))
        {
            Assert.Contains(device.Faults, f => f.Kernel == algorithm);
            Assert.True(_log.Warnings.Count > warned);
            AssertRight(device);
            Assert.Equal(0, device.Checks.CasesRun);
        }
    }

    [SkippableFact]
    public void The_report_names_it()
    {
        _ = GpuFixture.Device;
        (string algorithm, string shader) = Taken();
        using VisionDevice device = Open(shader, cache: "off");
        SelfCheckReport report = device.SelfCheck();
        Assert.Contains(report.Faults, f => f.Kernel == algorithm);
        Assert.Contains(report.Checks, c => c.Kernel == algorithm && !c.IsRight);
        Assert.Contains(report.Checks, c => c is { Operation: "convolution", Kernel: "direct", IsRight: true });
        AssertRight(device);
    }

    /// <summary>A choice that was measured before the fault was known counts for nothing.</summary>
    [SkippableFact]
    public void A_wrong_algorithm_is_not_taken_for_being_fast()
    {
        _ = GpuFixture.Device;
        (string algorithm, string shader) = Taken();
        IReadOnlyList<TunedLayer> layers;
        using (VisionDevice device = Open())
            layers = KernelTuner.Run(Graph(), device);
        TunedLayer layer = Assert.Single(layers);
        using (VisionDevice device = Open())
            device.Tuning.Add([layer with { Choice = layer.Ways.Keys.First(w => w.Algorithm == algorithm) }]);
        foreach (string file in Directory.GetFiles(_folder.Root, "checks-*"))
            File.Delete(file);
        using (VisionDevice device = Open(shader))
        {
            AssertRight(device);
            Assert.DoesNotContain(KernelTuner.Run(Graph(), device).SelectMany(l => l.Ways.Keys), w => w.Algorithm == algorithm);
        }
    }

    [SkippableTheory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("noise")]
    public void A_damaged_verdict_counts_for_nothing(string damage)
    {
        _ = GpuFixture.Device;
        (string algorithm, string shader) = Taken();
        using (VisionDevice device = Open(shader))
            AssertRight(device);
        string file = Assert.Single(Directory.GetFiles(_folder.Root, "checks-*"));
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^20] ^= 1;
        File.WriteAllBytes(file, damage switch { "flipped" => bytes, "truncated" => bytes[..^7], _ => [1, 2, 3] });
        using (VisionDevice device = Open(shader))
        {
            Assert.Empty(device.Faults);
            AssertRight(device);
            Assert.True(device.Checks.CasesRun > 0);
            Assert.Contains(device.Faults, f => f.Kernel == algorithm);
        }
        // What counts for nothing is written anew.
        using (VisionDevice device = Open(shader))
            Assert.NotEmpty(device.Faults);
    }

    [SkippableFact]
    public void What_nothing_stands_in_for_is_refused()
    {
        _ = GpuFixture.Device;
        using VisionDevice device = Open("global_pool");
        var graph = new Graph(
            "pool", [new GraphInput("x", ElementType.Float32, [1, 20, 13, 11])], ["y"], [new Node("mean", new GlobalPool(GlobalPoolFunction.Average), ["x"], ["y"])],
            new Dictionary<string, Tensor>());
        string message = Assert.Throws<UnsupportedDeviceException>(() => new Worker(graph, device)).Message;
        Assert.Contains("pooling", message);
        Assert.Contains("'mean'", message);
        Assert.Contains(device.Name, message);
        Assert.Contains(device.Info.DriverVersion, message);
        Assert.Contains("Update the graphics driver", message);
        // What has nothing to do with it goes on.
        AssertRight(device);
    }

    [SkippableFact]
    public void An_operation_whose_algorithms_are_all_wrong_is_refused()
    {
        _ = GpuFixture.Device;
        using VisionDevice device = Open("conv2d_subgroup", "conv2d_tiled", "conv2d_tiled_reduce", "conv2d_winograd_output", "conv_direct");
        string message = Assert.Throws<UnsupportedDeviceException>(() => new Worker(Graph(), device)).Message;
        Assert.Contains("convolution", message);
        Assert.Contains("'direct'", message);
        Assert.Contains(device.Name, message);
    }

    [SkippableTheory]
    [InlineData(false, null)]
    [InlineData(true, "off")]
    public void Nothing_is_checked_that_is_not_asked_for(bool automatic, string? cache)
    {
        _ = GpuFixture.Device;
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options with { CacheDirectory = cache ?? _folder.Root, SelfCheck = automatic });
        AssertRight(device);
        Assert.Equal(0, device.Checks.CasesRun);
        Assert.Empty(Directory.GetFiles(_folder.Root, "checks-*"));
    }

    private static Graph Graph() => new(
        "one", [new GraphInput("x", ElementType.Float32, [1, 20, 13, 11])], ["y"],
        [new Node("conv", new Conv(new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1])), ["x", "w"], ["y"])], new Dictionary<string, Tensor> { ["w"] = Weights });

    /// <summary>The algorithm that the rule takes for the network here, and the shader that ends it.</summary>
    private static (string Algorithm, string Shader) Taken()
    {
        using var worker = new Worker(Graph(), GpuFixture.Device);
        return worker.Plan!.Dispatches.Where(d => d.Way is not null).Select(d => (d.Way!.Algorithm, d.Kernel.Shader)).Last();
    }

    private static void AssertRight(VisionDevice device)
    {
        using var worker = new Worker(Graph(), device);
        worker.SetInput(Input);
        worker.Schedule();
        Tensor<float> expected = ConvReference.Run(Input, Weights, null, SpatialWindow.Of(3, 3) with { Begin = [1, 1], End = [1, 1] });
        Assert.Null(Comparator.Difference(expected, worker.PeekOutput().Readback(), 1e-4));
    }

    private VisionDevice Open(params string[] wrong) => Open(wrong, _folder.Root);

    private VisionDevice Open(string wrong, string cache) => Open([wrong], cache);

    private VisionDevice Open(string[] wrong, string cache)
        => VisionDevice.Create(GpuFixture.Options with { CacheDirectory = cache, Logger = _log, ShaderReplacement = WrongShader.Of(wrong) });
}
