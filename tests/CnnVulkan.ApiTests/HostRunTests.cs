using static CnnVulkan.ApiTests.Hosts;

namespace CnnVulkan.ApiTests;

/// <summary>What runs know of themselves among the frames of a host that is busy, drops frames, throws, or loses its device.</summary>
public class HostRunTests
{
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
}
