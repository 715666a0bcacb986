using static CnnVulkan.ApiTests.Hosts;

namespace CnnVulkan.ApiTests;

/// <summary>A host lends its own device by raw handles. The host's validation layers watch: a message fails the test.</summary>
public class BorrowTests
{
    /// <summary>Hosts by what they enable: nothing, as Godot; by extension, written for Vulkan 1.1; all of it.</summary>
    public static TheoryData<string> Kinds => ["nothing", "nothing, 1.1", "timelines, 1.1", "timelines", "16 bits"];

    [SkippableFact]
    public void A_network_is_recorded_into_the_hosts_command_buffer()
    {
        using HostDevice host = Open("timelines");
        using var folder = new ModelFolder();
        Tensor<float> x = ModelFolder.Ramp();
        var owned = new List<IDisposable>();
        host.Begin();
        GpuTensor scores = ReadmeSamples.OwnDevice(
            host.Instance, host.PhysicalDevice, host.Device, host.Queue, host.QueueFamilyIndex, new object(), host.CommandBuffer,
            ModelLoader.Load("models/squeezenet1.1"), x, owned);
        host.EndAndSubmit();
        AssertMeans(x, scores.Readback());
        owned.ForEach(o => o.Dispose());
        // The host's device is as it was: it still takes work.
        host.Begin();
        host.EndAndSubmit();
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_host_did_not_enable_is_not_used(string enables)
    {
        using HostDevice host = Open(enables);
        using var folder = new ModelFolder();
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        Assert.Equal((host.Features & VulkanFeatures.TimelineSemaphore) != 0, device.Info.TimelineSemaphores);
        bool half = (host.Features & VulkanFeatures.StorageBuffer16BitAccess) != 0;
        if (!half)
            Assert.Throws<UnsupportedDeviceException>(() => new Worker(model, device, new WorkerOptions { Precision = Precision.Float16 }));
        var options = new WorkerOptions { Precision = half ? Precision.Float16 : Precision.Float32, Readback = [model.Graph.Outputs[0]] };
        using Worker worker = await Worker.CreateAsync(model, device, options);
        float tolerance = half ? 2e-3f : 1e-5f;

        // Its own submissions, several at once.
        Tensor<float>[] inputs = [.. Enumerable.Range(0, 6).Select(ModelFolder.Ramp)];
        var results = new List<Task<Tensor>>();
        foreach (Tensor<float> x in inputs)
        {
            worker.SetInput(x);
            results.Add(worker.Schedule().ReadAsync());
        }
        for (int i = 0; i < inputs.Length; i++)
            AssertMeans(inputs[i], await results[i], tolerance);

        // The host's frames, three of them in flight.
        nint[] frames = [.. Enumerable.Range(0, 3).Select(_ => host.AllocateCommands())];
        VisionRun[] runs = new VisionRun[3];
        for (int i = 0; i < 3; i++)
        {
            worker.SetInput(inputs[i]);
            host.Begin(frames[i]);
            runs[i] = i == 1 ? worker.Record(frames[i]) : worker.RecordSlice(frames[i], TimeSpan.MaxValue);
            Assert.Equal(RunState.Recorded, runs[i].State);
            Assert.Null(runs[i].TryRead());
        }
        foreach (nint frame in frames)
            host.EndAndQueue(frame);
        for (int i = 0; i < 3; i++)
            AssertMeans(inputs[i], await runs[i].ReadAsync(), tolerance);
        Assert.All(runs, r => Assert.True(r.IsDone));
        host.WaitIdle();
    }

    /// <summary>A host that shows no command buffer: the network runs between its submissions, on the same queue or on one beside it.</summary>
    [SkippableTheory]
    [InlineData("nothing", 1)]
    [InlineData("timelines", 1)]
    [InlineData("nothing", 2)]
    [InlineData("timelines", 2)]
    public void A_run_waits_for_the_hosts_semaphores_and_signals_them(string enables, int queues)
    {
        using HostDevice host = Open(enables, queues);
        Skip.If(host.QueueCount < queues, "The device has one queue.");
        using var folder = new ModelFolder();
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        using var worker = new Worker(model, device, new WorkerOptions { Queue = queues - 1, Readback = [model.Graph.Outputs[0]] });
        ulong drawn = host.CreateSemaphore(), seen = host.CreateSemaphore();
        for (int i = 0; i < 3; i++)
        {
            Tensor<float> x = ModelFolder.Ramp(i);
            worker.SetInput(x);
            host.Semaphores(host.Queue, 0, drawn);
            VisionRun run = worker.Submit([new QueueSemaphore(drawn)], [new QueueSemaphore(seen)]);
            host.Semaphores(host.Queue, seen, 0);
            host.WaitIdle();
            Assert.True(run.IsDone);
            AssertMeans(x, run.TryRead()!);
        }
        Assert.Contains("null", Assert.Throws<ArgumentException>(() => worker.Submit([default])).Message);
        if (!device.Info.TimelineSemaphores)
            Assert.Contains("timeline", Assert.Throws<ArgumentException>(() => worker.Submit([new QueueSemaphore(drawn, 7)])).Message);
    }

    /// <summary>The host's own function pointers are used, and recording calls nothing but what records.</summary>
    [SkippableTheory]
    [InlineData("nothing")]
    [InlineData("timelines")]
    public void Recording_submits_waits_and_makes_nothing(string enables)
    {
        using HostDevice host = Open(enables);
        var log = new CallLog();
        using var device = VisionDevice.Borrow(host.Handles with { GetInstanceProcAddr = log.GetInstanceProcAddr }, NoCache);
        Model model = NetworkCatalog.Create("squeezenet1.1", new NetworkOptions { Classes = 5, WidthMultiplier = 0.25, InputWidth = 64, InputHeight = 64 });
        string output = model.Graph.Outputs[0];
        using var worker = new Worker(model, device, new WorkerOptions { Readback = [output] });
        string[] polling = ["vkGetFenceStatus", "vkResetFences", "vkGetSemaphoreCounterValue", "vkInvalidateMappedMemoryRanges"];
        string[] Calls(Action action) => [.. log.During(action).Except(polling)];
        Tensor<float> x = Noise(1);
        worker.SetInput(x);
        Assert.Contains("vkQueueSubmit", Calls(() => worker.Schedule()));
        float[] expected = worker.PeekOutput().Readback().ToFloatArray();
        // Of the very first slice too, and of a run of each kind.
        for (int i = 0; i < 8; i++)
        {
            worker.SetInput(x);
            host.Begin();
            VisionRun run = default;
            Assert.Empty(Calls(() => run = i % 2 == 0 ? worker.RecordSlice(host.CommandBuffer, TimeSpan.Zero) : worker.Record(host.CommandBuffer)));
            while (run.IsRecording)
                Assert.Empty(Calls(() => run = worker.RecordSlice(host.CommandBuffer, TimeSpan.Zero)));
            Assert.Equal(i % 2 == 0 ? worker.Plan!.Dispatches.Length : 1, run.Frames);
            // Nobody can take an older answer for that of a run that the host has not submitted.
            Assert.Throws<InvalidOperationException>(() => worker.PeekOutput().Readback());
            host.EndAndSubmit();
            Assert.Empty(Calls(() => Assert.Equal(expected, run.TryRead(output)!.ToFloatArray())));
        }
        // Another batch needs another plan: what would have to be made is an error, not a surprise.
        worker.SetInput(Noise(2));
        host.Begin();
        Assert.Empty(Calls(() => Assert.Contains("Prepare", Assert.Throws<InvalidOperationException>(() => worker.Record(host.CommandBuffer)).Message)));
        worker.Prepare();
        Assert.Empty(Calls(() => worker.Record(host.CommandBuffer)));
        host.EndAndSubmit();
    }

    [SkippableFact]
    public void Everything_that_is_wrong_with_the_handles_is_told_at_once()
    {
        using HostDevice host = Open("nothing, 1.1");
        string message = Assert.Throws<ArgumentException>(() => VisionDevice.Borrow(new BorrowedHandles())).Message;
        Assert.All(["Instance", "PhysicalDevice", "Device", "Queues"], what => Assert.Contains(what, message));
        message = Assert.Throws<ArgumentException>(() => VisionDevice.Borrow(host.Handles with
        {
            Queues = [new BorrowedQueue { FamilyIndex = 99 }, new BorrowedQueue { FamilyIndex = host.QueueFamilyIndex, Index = 1000 }],
            EnabledFeatures = VulkanFeatures.TimelineSemaphore,
        })).Message;
        Assert.All(["family 99", "number 1000", "VK_KHR_timeline_semaphore"], what => Assert.Contains(what, message));
        Assert.Contains("1.1 is needed", Assert.Throws<UnsupportedDeviceException>(() => VisionDevice.Borrow(host.Handles with { ApiVersion = new Version(1, 0) })).Message);
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        using var folder = new ModelFolder();
        Model model = ModelLoader.Load("models/squeezenet1.1");
        Assert.Throws<ArgumentOutOfRangeException>(() => new Worker(model, device, new WorkerOptions { Queue = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Worker(model, device, new WorkerOptions { RunsInFlight = 0 }));
        Assert.Throws<ShapeException>(() => new Worker(model, device, new WorkerOptions { Readback = ["nowhere"] }));
    }

    [SkippableFact]
    public void A_host_that_swallows_a_submission_is_told()
    {
        using HostDevice host = Open("timelines");
        using var folder = new ModelFolder();
        bool swallow = false;
        using var device = VisionDevice.Borrow(host.Handles with
        {
            Queues =
            [
                host.Handles.Queues[0] with
                {
                    Submission = submit =>
                    {
                        if (!swallow)
                            submit();
                    },
                },
            ],
        }, NoCache);
        using var worker = new Worker(ModelLoader.Load("models/squeezenet1.1"), device);
        Tensor<float> x = ModelFolder.Ramp();
        worker.SetInput(x);
        swallow = true;
        Assert.Contains("Submission", Assert.Throws<InvalidOperationException>(() => worker.Schedule()).Message);
        swallow = false;
        worker.Schedule();
        AssertMeans(x, worker.PeekOutput().Readback());
    }

    /// <summary>A frame of a host that lends its lock allocates nothing.</summary>
    [SkippableTheory]
    [InlineData("nothing")]
    [InlineData("timelines")]
    public void A_run_allocates_nothing(string enables)
    {
        using HostDevice host = Open(enables);
        using var folder = new ModelFolder();
        using var device = VisionDevice.Borrow(host.Handles with { Queues = [host.Handles.Queues[0] with { Submission = submit => submit() }] }, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        using var worker = new Worker(model, device, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        Tensor<float> x = ModelFolder.Ramp();
        float[] scores = new float[3];
        int read = 0;
        void Frame()
        {
            worker.SetInput(x);
            worker.Schedule();
            read += worker.LastDoneRun.TryRead(null, scores) ? 1 : 0;
        }
        for (int i = 0; i < 20; i++)
            Frame();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        worker.PeekOutput().Readback();
        Assert.InRange(read, 1, 120);
    }
}
