using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>Runs in slices that the library submits itself.</summary>
public class OwnSliceTests
{
    private static readonly TimeSpan OneDispatch = TimeSpan.Zero;

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(1e6)]
    public void Runs_in_slices_give_the_scores_of_one(double milliseconds)
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = NetworkCatalog.Create("squeezenet1.1", new NetworkOptions { Classes = 10, WidthMultiplier = 0.25, InputHeight = 64, InputWidth = 64, Seed = 5 }).Graph;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(graph, device, new WorkerOptions { Readback = [graph.Outputs[0]] });
            Tensor<float>[] pictures = [.. Enumerable.Range(0, 4).Select(i => TestData.Random(i, 1, 3, 64, 64))];
            var expected = new List<Tensor>();
            foreach (Tensor<float> picture in pictures)
            {
                worker.SetInput(picture);
                expected.Add(worker.Schedule().ReadAsync().GetAwaiter().GetResult());
            }
            worker.SetInput(pictures[0]);
            for (int i = 0; i < pictures.Length; i++)
            {
                bool isSet = i + 1 == pictures.Length;
                VisionRun run = ToTheEnd(worker, TimeSpan.FromMilliseconds(milliseconds), () =>
                {
                    // What is set meanwhile is the next run's.
                    if (!isSet)
                        worker.SetInput(pictures[i + 1]);
                    isSet = true;
                });
                Assert.Null(Comparator.Difference(expected[i], run.ReadAsync().GetAwaiter().GetResult(), 0));
                Assert.Null(Comparator.Difference(expected[i], worker.PeekOutput().Readback(), 0));
                Assert.Equal(RunState.Done, run.State);
                Assert.Equal(run, worker.LastDoneRun);
                if (milliseconds == 0)
                    Assert.Equal(worker.Plan!.Dispatches.Length, run.Frames);
                if (milliseconds > 1e5)
                    Assert.Equal(1, run.Frames);
                if (!isSet)
                    worker.SetInput(pictures[i + 1]);
            }
        });
    }

    /// <summary>A frame in which the GPU is behind records nothing: nobody waits, and the run goes on later.</summary>
    [SkippableFact]
    public void Where_all_slices_are_under_way_nothing_is_recorded()
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = NetworkCatalog.Create("vgg11", new NetworkOptions { Classes = 10, WidthMultiplier = 0.25, InputHeight = 96, InputWidth = 96, Seed = 5 }).Graph;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(graph, device, new WorkerOptions { Readback = [graph.Outputs[0]] });
            Tensor<float> x = TestData.Random(1, 1, 3, 96, 96);
            worker.SetInput(x);
            Tensor expected = worker.Schedule().ReadAsync().GetAwaiter().GetResult();
            worker.SetInput(x);
            int calls = 0;
            VisionRun run;
            do
            {
                run = worker.ScheduleSlice(OneDispatch);
                calls++;
            }
            while (run.IsRecording);
            // A loop of the CPU is faster than a CPU driver; a fast GPU may keep up.
            Assert.InRange(run.Frames, worker.Plan!.Dispatches.Length, calls);
            Assert.Null(Comparator.Difference(expected, run.ReadAsync().GetAwaiter().GetResult(), 0));
        });
    }

    [SkippableFact]
    public void A_run_of_another_kind_abandons_the_one_under_way()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(4, 50), device);
            Tensor<float> x = TestData.Random(1, 1, 50);
            worker.SetInput(TestData.Random(2, 1, 50));
            VisionRun run = worker.ScheduleSlice(OneDispatch);
            Assert.True(worker.IsPartlyRecorded && run.IsRecording);
            worker.SetInput(x);
            worker.Schedule();
            Assert.False(worker.IsPartlyRecorded);
            Assert.Equal(RunState.Abandoned, run.State);
            Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(4, x), worker.PeekOutput().Readback(), 1e-5));
            Assert.Throws<ArgumentOutOfRangeException>(() => worker.ScheduleSlice(TimeSpan.FromTicks(-1)));
        });
    }

    [SkippableFact]
    public void An_input_of_another_worker_is_the_one_that_was_set()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var source = new Worker(ScaleNetworks.Chain(1, 50), device);
            using var worker = new Worker(ScaleNetworks.Chain(4, 50), device);
            for (int i = 0; i < 5; i++)
            {
                Tensor<float> x = TestData.Random(i, 1, 50);
                source.SetInput(x);
                source.Schedule();
                worker.SetInput("x", source.PeekOutput());
                ToTheEnd(worker, OneDispatch, () => { });
                Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(4, ScaleNetworks.ChainReference(1, x)), worker.PeekOutput().Readback(), 1e-5));
            }
        });
    }

    [SkippableFact]
    public void A_slice_allocates_nothing()
    {
        _ = GpuFixture.Device;
        // Without validation: its layer is not what is measured.
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options with { Validation = false });
        using var worker = new Worker(ScaleNetworks.Chain(5, 100), device, new WorkerOptions { Readback = ["v5"] });
        worker.SetInput(TestData.Random(1, 1, 100));
        float[] result = new float[100];
        void Frame() => worker.ScheduleSlice(OneDispatch).TryRead(null, result);
        for (int i = 0; i < 300; i++)
            Frame();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 300; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static VisionRun ToTheEnd(Worker worker, TimeSpan budget, Action meanwhile)
    {
        VisionRun run;
        do
        {
            run = worker.ScheduleSlice(budget);
            if (run.IsRecording)
                meanwhile();
        }
        while (run.IsRecording);
        return run;
    }
}
