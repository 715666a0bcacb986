using CnnVulkan.GpuTests.Harness;

namespace CnnVulkan.GpuTests.Engine;

/// <summary>What tests of components share: small networks, a host, and frames until something is so.</summary>
internal static class EngineFrames
{
    /// <summary>A budget that a whole run fits.</summary>
    public static readonly TimeSpan Whole = TimeSpan.MaxValue;

    public static Model Net(int classes, int seed) => NetworkCatalog.Create(
        "squeezenet1.1", new NetworkOptions { Classes = classes, Seed = seed, WidthMultiplier = 0.25, InputWidth = 64, InputHeight = 64 });

    public static (FrameSource Source, FrameNetwork Network, FrameClassifier Classes) Classifier(VisionHost host, Model model)
    {
        FrameSource source = host.Add(new FrameSource());
        FrameNetwork network = host.Add(new FrameNetwork { Source = source });
        FrameClassifier classes = host.Add(new FrameClassifier { Network = network });
        network.Load(model);
        return (source, network, classes);
    }

    public static void Run(Action<VisionDevice, VisionHost> test)
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            long before = device.AllocatedBytes;
            using (var host = new VisionHost(device, new VisionHostOptions { Budget = Whole }))
                test(device, host);
            Assert.Equal(before, device.AllocatedBytes);
        });
    }

    /// <summary>Runs frames until something is so.</summary>
    public static T Until<T>(VisionHost host, HostFrame? frame, Func<T> look, float seconds = 1 / 60f)
        where T : struct
    {
        var limit = System.Diagnostics.Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (frame is null)
                host.UpdateAndSubmit(deltaSeconds: seconds);
            else
                frame.Run(c => host.Update(c, seconds));
            if (!look().Equals(default(T)))
                return look();
        }
        throw new TimeoutException();
    }

    public static void AssertAlike(IReadOnlyList<Prediction> expected, IReadOnlyList<Prediction> actual)
    {
        Assert.Equal(expected.Select(p => (p.Index, p.Label)), actual.Select(p => (p.Index, p.Label)));
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First.Probability, p.Second.Probability, 1e-5f));
    }
}
