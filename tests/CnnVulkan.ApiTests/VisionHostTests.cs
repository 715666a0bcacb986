using System.Diagnostics;
using static CnnVulkan.ApiTests.Hosts;

namespace CnnVulkan.ApiTests;

/// <summary>The components of a game on devices of hosts that enable little, lose them, drop frames, or show no command buffer.</summary>
public class VisionHostTests
{
    private static readonly string[] Polling = ["vkGetFenceStatus", "vkResetFences", "vkGetSemaphoreCounterValue", "vkInvalidateMappedMemoryRanges"];

    /// <summary>From the first frame that has the network on.</summary>
    [SkippableTheory]
    [InlineData("nothing")]
    [InlineData("nothing, 1.1")]
    [InlineData("timelines")]
    public void A_frame_submits_waits_and_makes_nothing_and_allocates_only_for_results(string enables)
    {
        using HostDevice host = Open(enables);
        var log = new CallLog();
        using var device = VisionDevice.Borrow(host.Handles with { GetInstanceProcAddr = log.GetInstanceProcAddr }, NoCache);
        using var vision = new VisionHost(device, new VisionHostOptions { Budget = TimeSpan.Zero });
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(vision);
        vision.WaitForLoads();
        int results = 0, frames = 0;
        classes.Classified += (_, _) => results++;
        byte[] pixels = Pixels(1);
        long allocated = 0;
        while (results < 3)
        {
            if (!network.Worker!.IsPartlyRecorded)
                source.Set(new ImageView(pixels, 40, 30));
            host.Begin();
            int before = results;
            long start = GC.GetAllocatedBytesForCurrentThread();
            Assert.Empty(log.During(() => vision.Update(host.CommandBuffer, 0.01f)).Except(Polling));
            long bytes = GC.GetAllocatedBytesForCurrentThread() - start;
            host.EndAndSubmit();
            Assert.True(++frames < 1000);
            // A frame without the log, which allocates.
            host.Begin();
            start = GC.GetAllocatedBytesForCurrentThread();
            vision.Update(host.CommandBuffer, 0.01f);
            bytes = GC.GetAllocatedBytesForCurrentThread() - start;
            host.EndAndSubmit();
            if (results == before && results > 0)
                allocated += bytes;
        }
        Assert.True(network.LastRun.Run.Frames > 10);
        Assert.Equal(0, allocated);
    }

    /// <summary>Between a host's submissions, on the queue that draws or on one beside it.</summary>
    [SkippableTheory]
    [InlineData("nothing", 1)]
    [InlineData("timelines", 1)]
    [InlineData("nothing", 2)]
    [InlineData("timelines", 2)]
    public void A_frame_goes_between_the_submissions_of_a_host_that_shows_no_command_buffer(string enables, int queues)
    {
        using HostDevice host = Open(enables, queues);
        Skip.If(host.QueueCount < queues, "The device has one queue.");
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        using var vision = new VisionHost(device, new VisionHostOptions { Budget = TimeSpan.FromMilliseconds(1), Queue = queues - 1 });
        (FrameSource source, _, FrameClassifier classes) = Classifier(vision);
        source.Set(new ImageView(Pixels(1), 40, 30));
        ulong drawn = host.CreateSemaphore(), seen = host.CreateSemaphore();
        var limit = Stopwatch.StartNew();
        while (classes.Predictions.Length == 0 && limit.Elapsed < TimeSpan.FromMinutes(1))
        {
            host.Semaphores(host.Queue, 0, drawn);
            Assert.True(vision.UpdateAndSubmit([new QueueSemaphore(drawn)], [new QueueSemaphore(seen)], 0.01f));
            host.Semaphores(host.Queue, seen, 0);
            host.WaitIdle();
        }
        Assert.Equal(5, classes.Predictions.Length);
        Assert.Contains("null", Assert.Throws<ArgumentException>(() => vision.UpdateAndSubmit([default(QueueSemaphore)])).Message);
    }

    /// <summary>A resize: what was recorded into the command buffer never happens.</summary>
    [SkippableFact]
    public void After_a_dropped_frame_the_picture_is_looked_at_anew()
    {
        using HostDevice host = Open("nothing");
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        using var vision = new VisionHost(device, new VisionHostOptions { Budget = TimeSpan.Zero });
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(vision);
        vision.WaitForLoads();
        source.Set(new ImageView(Pixels(2), 40, 30));
        for (int frame = 0; frame < 6; frame++)
        {
            nint dropped = host.AllocateCommands();
            host.Begin(dropped);
            vision.Update(dropped, 0.01f);
            if (frame < 3)
                host.EndAndSubmit(dropped);
        }
        Assert.True(network.Worker!.IsPartlyRecorded);
        vision.Abandon();
        Assert.False(network.Worker.IsPartlyRecorded);
        nint commands = host.AllocateCommands();
        for (int frame = 0; classes.Predictions.Length == 0; frame++)
        {
            Assert.True(frame < 1000);
            host.Begin(commands);
            vision.Update(commands, 0.01f);
            host.EndAndSubmit(commands);
        }
        AssertClassified(device, classes, 2);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_lost_device_everything_goes_on_with_another(bool ownFrames)
    {
        using HostDevice host = Open("timelines");
        var log = new CallLog();
        VisionDevice lost = VisionDevice.Borrow(host.Handles with { GetInstanceProcAddr = log.GetInstanceProcAddr }, NoCache);
        using var vision = new VisionHost(lost, new VisionHostOptions { Budget = TimeSpan.FromMilliseconds(1) });
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(vision);
        source.Set(new ImageView(Pixels(1), 40, 30));
        Run(() => classes.Predictions.Length > 0);
        foreach (string call in new[] { "vkQueueSubmit", "vkGetSemaphoreCounterValue", "vkWaitSemaphores" })
            log.Failing[call] = -4;
        if (ownFrames)
            Assert.Throws<DeviceLostException>(() => Run(() => false));
        host.WaitIdle();
        lost.Dispose();
        Assert.Throws<ObjectDisposedException>(() => vision.Update(host.CommandBuffer));
        using VisionDevice next = VisionDevice.Borrow(host.Handles, NoCache);
        vision.Attach(next);
        source.Set(new ImageView(Pixels(3), 40, 30));
        long version = source.Version;
        Run(() => network.LastRun.PictureVersion == version);
        AssertClassified(next, classes, 3);
        vision.Dispose();
        Assert.Equal(0, next.AllocatedBytes);

        void Run(Func<bool> until)
        {
            var limit = Stopwatch.StartNew();
            while (!until())
            {
                Assert.True(limit.Elapsed < TimeSpan.FromMinutes(1));
                if (ownFrames)
                {
                    vision.UpdateAndSubmit(deltaSeconds: 0.01f);
                    Thread.Sleep(1);
                    continue;
                }
                host.Begin();
                vision.Update(host.CommandBuffer, 0.01f);
                host.EndAndSubmit();
            }
        }
    }

    private static (FrameSource Source, FrameNetwork Network, FrameClassifier Classes) Classifier(VisionHost vision)
    {
        FrameSource source = vision.Add(new FrameSource());
        source.Expect(40, 30, format: null);
        FrameNetwork network = vision.Add(new FrameNetwork { Source = source });
        FrameClassifier classes = vision.Add(new FrameClassifier { Network = network });
        network.Load(Net());
        return (source, network, classes);
    }

    private static Model Net() => NetworkCatalog.Create("squeezenet1.1", new NetworkOptions { Classes = 12, WidthMultiplier = 0.25, InputWidth = 64, InputHeight = 64 });

    private static byte[] Pixels(int seed)
    {
        var pixels = new byte[40 * 30 * 4];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }

    private static void AssertClassified(VisionDevice device, FrameClassifier classes, int seed)
    {
        using var classifier = new ImageClassifier(Net(), device);
        Assert.Equal(classifier.Classify(new ImageView(Pixels(seed), 40, 30)).Select(p => p.Index), classes.Predictions.Select(p => p.Index));
    }
}
