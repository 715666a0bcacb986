using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>Runs recorded in parts over several frames of a host.</summary>
public class SliceTests
{
    private static readonly TimeSpan OneDispatch = TimeSpan.Zero, Everything = TimeSpan.FromHours(1);

    [SkippableTheory]
    [InlineData("squeezenet1.1")]
    [InlineData("densenet121")]
    public void Slices_of_every_size_give_the_scores_of_one_run(string name)
    {
        VisionDevice device = GpuFixture.Device;
        Model model = NetworkCatalog.Create(name, new NetworkOptions { Classes = 10, WidthMultiplier = 0.25, InputHeight = 64, InputWidth = 64, Seed = 5 });
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(model.Graph, device);
            using var frame = new HostFrame(device);
            Tensor<float> picture = TestData.Random(3, 1, 3, 64, 64);
            worker.SetInput(picture);
            worker.Schedule();
            Tensor expected = worker.PeekOutput().Readback();
            foreach (double milliseconds in (double[])[0, 0.05, 0.3, 1, 5, 1e6])
            {
                // Something else, so that an answer left over would be seen.
                worker.SetInput(TestData.Random(4, 1, 3, 64, 64));
                worker.Schedule();
                Assert.NotNull(Comparator.Difference(expected, worker.PeekOutput().Readback(), 0));
                worker.SetInput(picture);
                int slices = RunToTheEnd(worker, frame, TimeSpan.FromMilliseconds(milliseconds));
                Assert.Null(Comparator.Difference(expected, worker.PeekOutput().Readback(), 0));
                if (milliseconds is 0 or 1e6)
                    Assert.Equal(milliseconds == 0 ? worker.Plan!.Dispatches.Length : 1, slices);
            }
        });
    }

    [SkippableFact]
    public void Inputs_set_while_a_run_is_under_way_are_those_of_the_next()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(4, null), device);
            using var frame = new HostFrame(device);
            // The third changes the plan as well.
            Tensor<float>[] inputs = [TestData.Random(1, 1, 100), TestData.Random(2, 1, 100), TestData.Random(3, 1, 70), TestData.Random(4, 1, 70)];
            worker.SetInput(inputs[0]);
            for (int i = 0; i < inputs.Length; i++)
            {
                Assert.False(worker.IsPartlyRecorded);
                worker.Prepare();
                bool done = false;
                for (int slice = 0; slice < 4; slice++)
                {
                    frame.Run(commands => done = !worker.RecordSlice(commands, OneDispatch).IsRecording);
                    Assert.Equal(slice == 3, done);
                    Assert.Equal(!done, worker.IsPartlyRecorded);
                    if (slice == 1 && i + 1 < inputs.Length)
                        worker.SetInput(inputs[i + 1]);
                }
                Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(4, inputs[i]), worker.PeekOutput().Readback(), 1e-5));
            }
        });
    }

    [SkippableFact]
    public void A_run_of_another_kind_abandons_the_one_under_way()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(4, 50), device);
            using var frame = new HostFrame(device);
            Tensor<float> x = TestData.Random(1, 1, 50);
            foreach (bool recorded in (bool[])[true, false])
            {
                worker.SetInput(TestData.Random(2, 1, 50));
                frame.Run(commands => worker.RecordSlice(commands, OneDispatch));
                worker.SetInput(x);
                if (recorded)
                    frame.Run(c => worker.Record(c));
                else
                    worker.Schedule();
                Assert.False(worker.IsPartlyRecorded);
                Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(4, x), worker.PeekOutput().Readback(), 1e-5));
            }
        });
    }

    [SkippableFact]
    public void Dispatches_are_timed_and_the_times_cut_the_next_runs()
    {
        VisionDevice device = GpuFixture.Device;
        Skip.IfNot(device.Info.Timestamps, "The device has no time stamps.");
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(8, 400_000), device);
            using var frame = new HostFrame(device);
            worker.SetInput(TestData.Random(1, 1, 400_000));
            for (int i = 0; i < 6; i++)
                RunToTheEnd(worker, frame, i % 2 == 0 ? OneDispatch : Everything);
            Assert.Equal(Enumerable.Range(1, 8).Select(i => $"layer{i}"), worker.Profile.Select(p => p.Name));
            Assert.All(worker.Profile, p => Assert.InRange(p.Milliseconds, 1e-5, 10_000));
            double total = worker.LastGpuTime.TotalMilliseconds;
            Assert.InRange(worker.Profile.Sum(p => p.Milliseconds), total * 0.99, total * 1.01);
            // Half of what it takes: neither one part nor one per dispatch, unless another program disturbed every run.
            int slices = RunToTheEnd(worker, frame, TimeSpan.FromMilliseconds(total / 2));
            Assert.InRange(slices, 2, 7);
        });
    }

    [SkippableFact]
    public void Commands_the_host_never_submits_do_no_harm()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(ScaleNetworks.Chain(3, 50), device);
            using var frame = new HostFrame(device);
            Tensor<float> x = TestData.Random(1, 1, 50);
            worker.SetInput(x);
            for (int i = 0; i < 5; i++)
            {
                frame.Begin();
                worker.RecordSlice(frame.Commands, Everything);
                frame.Writer.End();
            }
            worker.SetInput(x);
            RunToTheEnd(worker, frame, OneDispatch);
            Assert.Null(Comparator.Difference(ScaleNetworks.ChainReference(3, x), worker.PeekOutput().Readback(), 1e-5));
        });
    }

    [SkippableFact]
    public void A_slice_allocates_nothing()
    {
        _ = GpuFixture.Device;
        // Without validation: its layer is not what is measured.
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options with { Validation = false });
        using var source = new Worker(ScaleNetworks.Chain(1, 100), device);
        using var worker = new Worker(ScaleNetworks.Chain(5, 100), device);
        using var readback = new RecordedReadback(device, worker.Plan!.Outputs["v5"].Bytes);
        using var frame = new HostFrame(device);
        source.SetInput(TestData.Random(1, 1, 100));
        float[] result = new float[100];
        void Frame()
        {
            frame.Begin();
            if (!worker.IsPartlyRecorded)
            {
                source.Record(frame.Commands);
                worker.SetInput("x", source.PeekOutput());
            }
            bool done = !worker.RecordSlice(frame.Commands, OneDispatch).IsRecording;
            if (done)
                readback.Record(frame.Commands, worker.PeekOutput());
            frame.Finish();
            if (done)
                readback.ReadInto(result);
        }
        for (int i = 0; i < 30; i++)
            Frame();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A run too long for one submission goes in several: the same results, and what follows waits for the last.</summary>
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void A_long_run_goes_in_several_submissions(double longest)
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = NetworkCatalog.Create("squeezenet1.1", new NetworkOptions { Classes = 10, WidthMultiplier = 0.25, InputHeight = 64, InputWidth = 64, Seed = 5 }).Graph;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(graph, device);
            var inputs = new Dictionary<string, Tensor> { [graph.Inputs[0].Name] = TestData.Random(3, 1, 3, 64, 64) };
            worker.SetInput(inputs.Values.Single());
            worker.Schedule();
            using var runner = new PlanRunner(PlanRunner.Plan(graph, inputs, device.Profile), device, longest);
            for (int i = 0; i < 3; i++)
                Assert.Null(Comparator.Difference(worker.PeekOutput().Readback(), runner.Run(inputs).Values.Single(), 1e-5));
        });
    }

    [SkippableFact]
    public void Mistakes_are_typed_errors()
    {
        VisionDevice device = GpuFixture.Device;
        using var worker = new Worker(ScaleNetworks.Chain(1, 8), device);
        Assert.Contains("'x'", Assert.Throws<InvalidOperationException>(() => worker.RecordSlice(1, Everything)).Message);
        worker.SetInput(TestData.Random(1, 1, 8));
        Assert.Throws<ArgumentException>(() => worker.RecordSlice(0, Everything));
        Assert.Throws<ArgumentOutOfRangeException>(() => worker.RecordSlice(1, TimeSpan.FromTicks(-1)));
    }

    /// <summary>One frame per part, as a host records them; returns how many.</summary>
    private static int RunToTheEnd(Worker worker, HostFrame frame, TimeSpan budget)
    {
        bool done = false;
        int slices = 0;
        for (; !done; slices++)
            frame.Run(commands => done = !worker.RecordSlice(commands, budget).IsRecording);
        return slices;
    }
}
