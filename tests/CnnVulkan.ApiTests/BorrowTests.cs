namespace CnnVulkan.ApiTests;

/// <summary>A host lends its own device by raw handles. The host's validation layers watch: a message fails the test.</summary>
public class BorrowTests
{
    private static readonly VisionDeviceOptions NoCache = new() { CacheDirectory = "off" };

    /// <summary>Hosts by what they enable: nothing, as Godot; by extension, written for Vulkan 1.1; all of it.</summary>
    public static TheoryData<string> Hosts => ["nothing", "nothing, 1.1", "timelines, 1.1", "timelines", "16 bits"];

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
    [MemberData(nameof(Hosts))]
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

    /// <summary>With three frames in flight the newest run is never done when its frame ends; the one that is, is still there.</summary>
    [SkippableFact]
    public void The_newest_run_that_is_done_can_be_read_while_later_ones_run()
    {
        using HostDevice host = Open("nothing");
        using var folder = new ModelFolder();
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        using var worker = new Worker(model, device, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        Assert.Equal(default, worker.LastDoneRun);
        nint[] frames = [.. Enumerable.Range(0, 7).Select(_ => host.AllocateCommands())];
        var runs = new List<VisionRun>();
        for (int i = 0; i < 7; i++)
        {
            worker.SetInput(ModelFolder.Ramp(i));
            host.Begin(frames[i]);
            runs.Add(worker.Record(frames[i]));
            if (i < 3)
            {
                host.EndAndSubmit(frames[i]);
                Assert.Equal(runs[i], worker.LastDoneRun);
                continue;
            }
            // Of the frames under way, none has finished: the third run is the newest for as long as its place is kept.
            Assert.Equal(i < 6 ? runs[2] : default, worker.LastDoneRun);
            if (i < 6)
                AssertMeans(ModelFolder.Ramp(2), worker.LastDoneRun.TryRead()!);
        }
        Assert.Equal(RunState.Expired, runs[2].State);
        for (int i = 3; i < 7; i++)
            host.EndAndQueue(frames[i]);
        host.WaitIdle();
        Assert.Equal(runs[6], worker.LastDoneRun);
        AssertMeans(ModelFolder.Ramp(6), runs[6].TryRead()!);
    }

    /// <summary>A host drops a command buffer, as on a resize: what it held, copies of inputs among it, has never happened.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_worker_goes_on_after_a_command_buffer_was_dropped(bool sliced)
    {
        using HostDevice host = Open("nothing");
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        Model model = NetworkCatalog.Create("squeezenet1.1", new NetworkOptions { Classes = 5, WidthMultiplier = 0.25, InputWidth = 64, InputHeight = 64 });
        using var worker = new Worker(model, device, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        worker.SetInput(Noise(1));
        worker.Schedule();
        float[] expected = worker.PeekOutput().Readback().ToFloatArray();
        // Something else in the input's place, so that an input that never came would be seen.
        worker.SetInput(new Tensor<float>(new TensorShape(1, 3, 64, 64)));
        worker.Schedule();
        Assert.NotEqual(expected, worker.PeekOutput().Readback().ToFloatArray());
        worker.SetInput(Noise(1));
        host.Begin();
        VisionRun dropped = sliced ? worker.RecordSlice(host.CommandBuffer, TimeSpan.Zero) : worker.Record(host.CommandBuffer);
        worker.Abandon();
        Assert.False(worker.IsPartlyRecorded);
        Assert.Equal(sliced ? RunState.Abandoned : RunState.Recorded, dropped.State);
        nint next = host.AllocateCommands();
        host.Begin(next);
        VisionRun run = worker.Record(next);
        host.EndAndSubmit(next);
        Assert.Equal(expected, run.TryRead()!.ToFloatArray());
    }

    [SkippableFact]
    public void After_a_lost_device_a_worker_goes_on_with_another()
    {
        using HostDevice host = Open("timelines");
        using var folder = new ModelFolder();
        var log = new CallLog();
        VisionDevice lost = VisionDevice.Borrow(host.Handles with { GetInstanceProcAddr = log.GetInstanceProcAddr }, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        using var worker = new Worker(model, lost, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        worker.SetInput(ModelFolder.Ramp());
        VisionRun run = worker.Schedule();
        // VK_ERROR_DEVICE_LOST, of whatever is asked.
        foreach (string call in new[] { "vkQueueSubmit", "vkGetSemaphoreCounterValue", "vkWaitSemaphores" })
            log.Failing[call] = -4;
        Assert.Throws<DeviceLostException>(() => worker.Schedule());
        Assert.Throws<DeviceLostException>(() => run.State);
        host.WaitIdle();
        lost.Dispose();
        Assert.Equal(RunState.Expired, run.State);
        using VisionDevice next = VisionDevice.Borrow(host.Handles, NoCache);
        worker.Attach(next);
        Tensor<float> x = ModelFolder.Ramp(3);
        worker.SetInput(x);
        worker.Schedule();
        AssertMeans(x, worker.PeekOutput().Readback());
    }

    /// <summary>Whoever awaits a result when the device is lost is told, and nothing hangs.</summary>
    [SkippableTheory]
    [InlineData("nothing")]
    [InlineData("timelines")]
    public async Task Those_who_await_a_lost_device_are_told(string enables)
    {
        using HostDevice host = Open(enables);
        using var folder = new ModelFolder();
        var log = new CallLog();
        using var device = VisionDevice.Borrow(host.Handles with { GetInstanceProcAddr = log.GetInstanceProcAddr }, NoCache);
        Model model = ModelLoader.Load("models/squeezenet1.1");
        var worker = new Worker(model, device, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        worker.SetInput(ModelFolder.Ramp());
        // A GPU that gives no answer: VK_NOT_READY, VK_TIMEOUT, a counter that stays at 0.
        foreach ((string call, int answer) in new[] { ("vkGetFenceStatus", 1), ("vkWaitForFences", 2), ("vkWaitSemaphores", 2), ("vkGetSemaphoreCounterValue", 0) })
            log.Failing[call] = answer;
        VisionRun run = worker.Schedule();
        Task<Tensor> readback = worker.PeekOutput().ReadbackAsync(), read = run.ReadAsync();
        await Task.Delay(20);
        Assert.False(readback.IsCompleted || read.IsCompleted);
        foreach (string call in log.Failing.Keys.ToArray())
            log.Failing[call] = -4;
        await Assert.ThrowsAsync<DeviceLostException>(() => readback);
        await Assert.ThrowsAsync<DeviceLostException>(() => read);
        host.WaitIdle();
        Assert.True(Task.Run(worker.Dispose).Wait(TimeSpan.FromSeconds(20)), "The worker cannot be disposed.");
    }

    /// <summary>A run in slices does not outlive the plan it is of: the next one begins with the input as it is then.</summary>
    [SkippableFact]
    public void Inputs_of_another_shape_end_a_run_in_slices()
    {
        using HostDevice host = Open("nothing");
        using var device = VisionDevice.Borrow(host.Handles, NoCache);
        Model model = NetworkCatalog.Create("squeezenet1.1", new NetworkOptions { Classes = 5, WidthMultiplier = 0.25, InputWidth = 64, InputHeight = 64 });
        using var worker = new Worker(model, device, new WorkerOptions { Readback = [model.Graph.Outputs[0]] });
        worker.SetInput(Noise(1));
        worker.Schedule();
        float[] expected = worker.PeekOutput().Readback().ToFloatArray();
        worker.SetInput(new Tensor<float>(new TensorShape(1, 3, 64, 64)));
        host.Begin();
        VisionRun first = worker.RecordSlice(host.CommandBuffer, TimeSpan.Zero);
        worker.SetInput(Noise(2));
        worker.Prepare();
        Assert.Equal(RunState.Abandoned, first.State);
        worker.SetInput(Noise(1));
        VisionRun second = worker.RecordSlice(host.CommandBuffer, TimeSpan.MaxValue);
        Assert.NotEqual(first, second);
        host.EndAndSubmit();
        Assert.Equal(expected, second.TryRead()!.ToFloatArray());
    }

    /// <summary>What a host throws after it has submitted comes out, and the submission counts all the same.</summary>
    [SkippableTheory]
    [InlineData("nothing")]
    [InlineData("timelines")]
    public void A_host_may_throw_after_it_has_submitted(string enables)
    {
        using HostDevice host = Open(enables);
        using var folder = new ModelFolder();
        bool throws = false;
        using var device = VisionDevice.Borrow(host.Handles with
        {
            Queues =
            [
                host.Handles.Queues[0] with
                {
                    Submission = submit =>
                    {
                        submit();
                        if (throws)
                            throw new InvalidTimeZoneException();
                    },
                },
            ],
        }, NoCache);
        using var worker = new Worker(ModelLoader.Load("models/squeezenet1.1"), device);
        for (int i = 0; i < 8; i++)
        {
            worker.SetInput(ModelFolder.Ramp(i));
            throws = i % 2 == 0;
            if (throws)
                Assert.Throws<InvalidTimeZoneException>(() => worker.Schedule());
            else
                worker.Schedule();
            throws = false;
        }
        AssertMeans(ModelFolder.Ramp(7), worker.PeekOutput().Readback());
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
            VisionRun before = worker.LastRun;
            worker.Schedule();
            read += before.TryRead(null, scores) ? 1 : 0;
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

    private static HostDevice Open(string enables, int queues = 1)
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

    private static Tensor<float> Noise(int batch)
    {
        var random = new Random(batch);
        return new Tensor<float>(new TensorShape(batch, 3, 64, 64), [.. Enumerable.Range(0, batch * 3 * 64 * 64).Select(_ => random.NextSingle() - 0.5f)]);
    }

    private static void AssertMeans(Tensor<float> x, Tensor scores, float tolerance = 1e-5f)
    {
        for (int c = 0; c < 3; c++)
            Assert.Equal(x.Data.Skip(c * 64).Take(64).Average(), scores.ToFloatArray()[c], tolerance);
    }
}
