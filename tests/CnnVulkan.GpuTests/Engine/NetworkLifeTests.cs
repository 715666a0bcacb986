using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.GpuTests.Images;
using CnnVulkan.Tests;
using Silk.NET.Vulkan;
using static CnnVulkan.GpuTests.Engine.EngineFrames;

namespace CnnVulkan.GpuTests.Engine;

/// <summary>Networks that come, go, fail, share memory and change devices, in the middle of what others do.</summary>
public class NetworkLifeTests
{
    [SkippableFact]
    public void Another_network_takes_over_between_runs_and_one_that_fails_leaves_the_one_before() => Run((device, host) =>
    {
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, Net(20, 1));
        using var frame = new HostFrame(device);
        source.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => classes.Predictions.Length > 0);
        var failures = new List<Exception?>();
        network.LoadFailed += n => failures.Add(n.Error);
        network.Load("/nowhere/model.onnx");
        Assert.Equal((NetworkState.Loading, "/nowhere/model.onnx"), (network.State, network.RequestedName));
        Until(host, frame, () => network.State == NetworkState.Failed);
        Assert.IsType<ModelFormatException>(Assert.Single(failures));
        Assert.Equal(20, classes.Probabilities.Length);
        network.Load("two inputs", () => throw new InvalidDataException("broken on purpose"));
        Until(host, frame, () => failures.Count == 2);
        Assert.Equal("broken on purpose", network.Error!.Message);
        network.Load(Net(9, 3));
        Assert.Equal(20, classes.Probabilities.Length);
        Until(host, frame, () => classes.Probabilities.Length == 9);
        Assert.Equal((NetworkState.Ready, null), (network.State, network.Error));
    });

    [SkippableFact]
    public void Memory_comes_back_when_a_network_is_unloaded() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        frame.Run(c => host.Update(c));
        long before = device.AllocatedBytes;
        int objects = 0;
        for (int round = 0; round < 3; round++)
        {
            (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, Net(20, 1));
            source.Set(PreprocessImageTests.Noise(30, 30));
            Until(host, frame, () => classes.Predictions.Length > 0);
            Assert.True(device.AllocatedBytes > before);
            network.Destroy();
            Assert.Null(network.Model);
            for (int i = 0; i < 3; i++)
                frame.Run(c => host.Update(c));
            // Pipelines stay for the next; after the first round they are there.
            objects = round == 0 ? device.LiveObjects : objects;
            Assert.Equal((before, objects), (device.AllocatedBytes, device.LiveObjects));
            classes.Destroy();
            source.Destroy();
        }
        Assert.Empty(host.Components);
    });

    [SkippableFact]
    public void After_another_device_is_attached_networks_go_on_with_the_models_they_have()
    {
        VisionDevice first = VisionDevice.Create(GpuFixture.Options);
        var host = new VisionHost(first, new VisionHostOptions { Budget = Whole });
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, Net(20, 1));
        ImageView picture = PreprocessImageTests.Noise(30, 30);
        source.Set(picture);
        Until(host, null, () => classes.Predictions.Length > 0);
        var expected = classes.Predictions;
        // The game disposes the lost device, whatever is still on it.
        first.Dispose();
        Assert.Equal(0, first.LiveObjects);
        using VisionDevice second = VisionDevice.Create(GpuFixture.Options);
        host.Attach(second);
        Assert.Null(network.Worker);
        long before = network.LastRun.Frame;
        int results = 0;
        classes.Classified += (_, _) => results++;
        Until(host, null, () => results > 0);
        AssertAlike(expected, classes.Predictions);
        host.Dispose();
        Assert.Equal(0, second.AllocatedBytes);
        Assert.Empty(second.ValidationMessages);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Networks_that_go_in_the_middle_of_a_run_leave_the_others_right(int removed) => Run((device, host) =>
    {
        ImageView picture = PreprocessImageTests.Noise(48, 48);
        using var frame = new HostFrame(device);
        host.Budget = TimeSpan.Zero;
        Model[] models = [Net(20, 1), Net(20, 2), Net(20, 3)];
        var all = models.Select(m => Classifier(host, m)).ToList();
        host.WaitForLoads();
        all.ForEach(a => a.Source.Set(picture));
        // The second is in the middle of its run.
        Until(host, frame, () => all[1].Network.Worker!.IsPartlyRecorded);
        frame.Run(c => host.Update(c));
        all[removed].Network.Destroy();
        var left = all.Where((_, i) => i != removed).ToList();
        Until(host, frame, () => left.All(a => a.Classes.Predictions.Length > 0));
        foreach (var one in left)
        {
            using var classifier = new ImageClassifier(models[all.IndexOf(one)], device);
            AssertAlike(classifier.Classify(picture), one.Classes.Predictions);
        }
    });

    [SkippableFact]
    public void Handlers_may_add_remove_and_unload_but_not_update_or_dispose() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, Net(20, 1));
        source.Set(PreprocessImageTests.Noise(30, 30));
        var errors = new List<string>();
        void Try(Action action) => errors.Add(Assert.Throws<InvalidOperationException>(action).Message);
        int step = 0;
        classes.Classified += (_, _) =>
        {
            Try(host.Dispose);
            Try(() => host.Update(1));
            if (step++ == 0)
            {
                classes.Destroy();
                host.Add(new FrameClassifier { Network = network }).Classified += (_, _) => network.Unload();
                network.RunAgain();
            }
        };
        Until(host, frame, () => network.Model is null && step > 0);
        Assert.Equal((1, 2), (step, errors.Count));
        network.RunRecorded += (n, f) => Assert.NotEqual(0, f.CommandBuffer);
        network.RunRecorded += (n, _) => n.Unload();
        network.Load(Net(20, 1));
        // In one frame it takes over, runs, and is unloaded.
        Until(host, frame, () => network.State == NetworkState.None);
        network.RunBegun += n => n.Destroy();
        network.Load(Net(20, 1));
        Until(host, frame, () => network.Host is null);
    });

    [SkippableFact]
    public void A_load_that_fails_is_not_tried_again_by_what_is_made_ready_later() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, Net(20, 1));
        source.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => classes.Predictions.Length > 0);
        int loads = 0;
        network.Load("broken", () =>
        {
            loads++;
            throw new OutOfMemoryException("too large on purpose");
        });
        Until(host, frame, () => network.State == NetworkState.Failed);
        // A larger one makes the first move into its memory; other pictures make it ready for them.
        (FrameSource other, _, FrameClassifier more) = Classifier(host, NetworkCatalog.Create("cifar-resnet20", new NetworkOptions { Classes = 7 }));
        other.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => more.Predictions.Length > 0);
        source.Set(PreprocessImageTests.Noise(44, 33));
        long version = source.Version;
        Until(host, frame, () => network.LastRun.PictureVersion == version);
        Assert.Equal((1, 20), (loads, network.Classes));
        Assert.Equal("broken", network.RequestedName);
    });

    [SkippableFact]
    public void What_another_network_has_computed_over_is_not_taken_for_ones_own() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        (FrameSource source, FrameNetwork network, _) = Classifier(host, Net(20, 1));
        (FrameSource other, FrameNetwork second, _) = Classifier(host, Net(20, 2));
        host.WaitForLoads();
        string output = ClassifierHead.Probabilities;
        source.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => network.LastRun.PictureVersion == 1);
        Assert.Equal(5, network.Worker!.PeekOutput(output).Readback().Shape.Count);
        other.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => second.LastRun.PictureVersion == 1);
        Assert.Contains("Another network", Assert.Throws<InvalidOperationException>(() => network.Worker!.PeekOutput(output).Readback()).Message, StringComparison.Ordinal);
    });

    /// <summary>A resize: the frame with a run's end is dropped, and pictures come with another size, for which the network is made ready anew.</summary>
    [SkippableFact]
    public void Results_come_after_a_dropped_frame_though_another_worker_goes_on() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        using var dropped = new HostFrame(device);
        // Not cropped: another size of pictures is another plan.
        Model whole = FilterNetwork.Create();
        FrameSource source = host.Add(new FrameSource());
        FrameNetwork network = host.Add(new FrameNetwork { Source = source });
        source.Expect(30, 30, format: null);
        network.Load(whole);
        host.WaitForLoads();
        source.Set(PreprocessImageTests.Noise(30, 30));
        dropped.Begin();
        host.Update(dropped.Commands);
        Assert.Equal(RunState.Recorded, network.Worker!.LastRun.State);
        dropped.Writer.End();
        host.Abandon();
        long before = device.AllocatedBytes;
        for (int size = 31; size < 34; size++)
        {
            source.Set(PreprocessImageTests.Noise(size, size));
            long version = source.Version;
            Until(host, frame, () => network.LastRun.PictureVersion == version);
        }
        for (int i = 0; i < 3; i++)
            frame.Run(c => host.Update(c));
        Assert.InRange(device.AllocatedBytes, 0, before + before / 4);
    });

    [SkippableFact]
    public void Views_that_come_while_a_network_runs_are_served_without_a_fault() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        FrameSource source = host.Add(new FrameSource());
        FrameNetwork network = host.Add(new FrameNetwork { Source = source });
        host.Add(new ClassHeatmap { Network = network });
        network.Load(Net(20, 1));
        source.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => network.LastRun.PictureVersion == 1);
        FrameClassifier classes = host.Add(new FrameClassifier { Network = network });
        // Of the picture that stands there, without another.
        Until(host, frame, () => classes.Predictions.Length == 5);
        var outside = new ActivationMapView { Network = network };
        host.Abandon();
        Assert.Null(outside.Host);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrameClassifier { Top = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new VisionHost(device, new VisionHostOptions { Latency = 99 }));
        source.Destroy();
        Assert.Null(network.Source);
        frame.Run(c => host.Update(c));
    });
}
