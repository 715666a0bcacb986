namespace CnnVulkan.ApiTests;

/// <summary>Hosts of these tests, and what they look at.</summary>
internal static class Hosts
{
    public static readonly VisionDeviceOptions NoCache = new() { CacheDirectory = "off" };

    /// <summary>A host that enables something.</summary>
    public static HostDevice Open(string enables, int queues = 1)
    {
        VisionDeviceInfo used = Gpu.Require();
        Skip.IfNot(OperatingSystem.IsLinux(), "The binding of these tests names the loader as Linux does.");
        Version version = enables.EndsWith("1.1", StringComparison.Ordinal) ? new Version(1, 1) : new Version(1, 2);
        VulkanFeatures features = enables.StartsWith("timelines", StringComparison.Ordinal) ? VulkanFeatures.TimelineSemaphore
            : enables == "16 bits" ? VulkanFeatures.TimelineSemaphore | VulkanFeatures.StorageBuffer16BitAccess : VulkanFeatures.None;
        Skip.If(enables == "16 bits" && !used.Limits.Storage16Bit, "The device has no 16-bit storage.");
        string[] extensions = enables == "timelines, 1.1" ? ["VK_KHR_timeline_semaphore"] : [];
        return new HostDevice(used.Index, features, version, queues, extensions);
    }

    /// <summary>Pictures of 64×64.</summary>
    public static Tensor<float> Noise(int batch)
    {
        var random = new Random(batch);
        return new Tensor<float>(new TensorShape(batch, 3, 64, 64), [.. Enumerable.Range(0, batch * 3 * 64 * 64).Select(_ => random.NextSingle() - 0.5f)]);
    }

    /// <summary>That scores are the mean colours of a picture.</summary>
    public static void AssertMeans(Tensor<float> x, Tensor scores, float tolerance = 1e-5f)
    {
        for (int c = 0; c < 3; c++)
            Assert.Equal(x.Data.Skip(c * 64).Take(64).Average(), scores.ToFloatArray()[c], tolerance);
    }
}
