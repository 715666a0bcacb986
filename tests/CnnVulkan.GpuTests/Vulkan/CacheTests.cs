using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Vulkan;

public sealed class CacheTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"cnnvulkan-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, true);
        else if (File.Exists(_folder))
            File.Delete(_folder);
    }

    private string[] Files() => [.. Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Order()];

    private void RunOnce(string folder)
    {
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options with { CacheDirectory = folder });
        using var worker = new Worker(ScaleNetworks.Chain(2, 30), device);
        Tensor<float> x = TestData.Random(5, 1, 30);
        worker.SetInput(x);
        worker.Schedule();
        Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(2, x), worker.PeekOutput().Readback(), 1e-5));
        Assert.Empty(device.ValidationMessages);
    }

    [SkippableFact]
    public void BothCachesAreKeptAndUsedAgain()
    {
        _ = GpuFixture.Device;
        RunOnce(_folder);
        string[] files = Files();
        Assert.Contains(files, f => Path.GetFileName(f).StartsWith("pipelines-", StringComparison.Ordinal));
        // A driver may rewrite its own cache as it likes; what Shaderc made must not be made again.
        string spirv = files.Single(f => f.Contains($"{Path.DirectorySeparatorChar}spirv{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        DateTime written = File.GetLastWriteTimeUtc(spirv);
        RunOnce(_folder);
        Assert.Equal(files, Files());
        Assert.Equal(written, File.GetLastWriteTimeUtc(spirv));
    }

    [SkippableTheory]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("flipped")]
    [InlineData("noise")]
    public void ADamagedCacheIsMadeAgain(string damage)
    {
        _ = GpuFixture.Device;
        RunOnce(_folder);
        Dictionary<string, byte[]> whole = Files().ToDictionary(f => f, File.ReadAllBytes);
        foreach ((string file, byte[] bytes) in whole)
        {
            byte[] flipped = [.. bytes];
            flipped[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, damage switch
            {
                "empty" => [],
                "truncated" => bytes[..(bytes.Length * 2 / 3)],
                "flipped" => flipped,
                _ => Enumerable.Range(0, 5000).Select(i => (byte)(i * 37)).ToArray(),
            });
        }
        RunOnce(_folder);
        foreach ((string file, byte[] bytes) in whole.Where(w => w.Key.Contains("spirv", StringComparison.Ordinal)))
            Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [SkippableFact]
    public void APlaceThatCannotBeWrittenIsNoError()
    {
        _ = GpuFixture.Device;
        // A file where the folder should be: unwritable for root, too.
        File.WriteAllText(_folder, "");
        RunOnce(_folder);
    }
}
