using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tensors;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>Dispatches that fit no slice and are cut into bands.</summary>
public class BandTests
{
    /// <summary>Of networks with every kind of convolution, pool and product, kernels for CPU drivers and for GPUs, more workgroups than X may have.</summary>
    [SkippableTheory]
    [InlineData("vgg11", 96, 64)]
    [InlineData("googlenet", 96, 80)]
    [InlineData("resnet18", 64, 72)]
    [InlineData("densenet121", 64, 64)]
    [InlineData("mobilenetv1", 75, 64)]
    [InlineData("alexnet", 127, 99)]
    public void A_run_in_bands_gives_the_bits_of_one_in_whole_dispatches(string name, int height, int width)
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = Small(name, height, width);
        var inputs = new Dictionary<string, Tensor> { [graph.Inputs[0].Name] = TestData.Random(3, 1, 3, height, width) };
        GpuFixture.Validated(device, () =>
        {
            foreach (DeviceProfile profile in Profiles.All)
            {
                foreach (Precision precision in device.Limits.Storage16Bit ? (Precision[])[Precision.Float32, Precision.Float16] : [Precision.Float32])
                {
                    Check(profile, precision);
                    Check(profile with { Limits = profile.Limits with { MaxWorkgroupCount = (5, 65535) } }, precision);
                }
            }
        });

        void Check(DeviceProfile profile, Precision precision)
        {
            Plan plan = PlanRunner.Plan(graph, inputs, profile, precision);
            using var runner = new PlanRunner(plan, device);
            Tensor whole = runner.Run(inputs).Values.Single();
            // Something else in between, so that what a band leaves out would be seen.
            runner.Run(inputs.ToDictionary(i => i.Key, _ => (Tensor)TestData.Random(4, 1, 3, height, width)));
            Assert.Equal(Bits(whole), Bits(runner.RunInBands(inputs).Values.Single()));
            Assert.True(runner.Bands > plan.Dispatches.Length * 3 / 2, $"{runner.Bands} bands of {plan.Dispatches.Length} dispatches");
        }
    }

    /// <summary>As a host has it: a budget that the convolutions pass, slices in submissions of their own.</summary>
    [SkippableFact]
    public void A_budget_below_a_dispatch_cuts_it_and_the_scores_stay()
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = Small("vgg11", 112, 112);
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(graph, device, new WorkerOptions { Readback = [graph.Outputs[0]] });
            using var frame = new HostFrame(device);
            Tensor<float> x = TestData.Random(1, 1, 3, 112, 112);
            worker.SetInput(x);
            int[] expected = Bits(worker.Schedule().ReadAsync().GetAwaiter().GetResult());
            for (int i = 0; i < 3; i++)
            {
                worker.SetInput(x);
                VisionRun run = default;
                do
                    frame.Run(c => run = worker.RecordSlice(c, TimeSpan.FromMilliseconds(0.2)));
                while (run.IsRecording);
                Assert.Equal(expected, Bits(run.TryRead()!));
                Assert.True(run.Frames > 1, $"{run.Frames} frames");
                if (device.Info.Timestamps)
                    Assert.InRange(run.GpuTime.TotalMilliseconds, worker.LastGpuTime.TotalMilliseconds, 60_000);
            }
        });
    }

    /// <summary>A kernel of one workgroup cannot be cut, nor one that counts its workgroups: no budget holds, and the run says which it was.</summary>
    [SkippableTheory]
    [InlineData(32, "i")]
    [InlineData(100_000, "i + 0u * gl_NumWorkGroups.x")]
    public void What_cannot_be_cut_is_told_by_name(int elements, string index)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.IfNot(device.Info.Timestamps, "The device has no time stamps.");
        var graph = new Graph(
            "slow", [new GraphInput("x", ElementType.Float32, [1, elements])], ["y"], [new Node("stubborn", new Slow(index, elements), ["x"], ["y"])], new Dictionary<string, Tensor>());
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(graph, device, new WorkerOptions { Readback = ["y"] });
            using var frame = new HostFrame(device);
            VisionRun run = default;
            for (int i = 0; i < 3; i++)
            {
                worker.SetInput(TestData.Random(1, 1, elements));
                do
                    frame.Run(c => run = worker.RecordSlice(c, TimeSpan.FromMilliseconds(0.001)));
                while (run.IsRecording);
            }
            DispatchTiming? over = run.OverBudget;
            Assert.NotNull(over);
            Assert.Equal(("stubborn", "Slow"), (over.Name, over.Operator));
            Assert.True(over.Milliseconds > 0.001);
            worker.SetInput(TestData.Random(1, 1, elements));
            do
                frame.Run(c => run = worker.RecordSlice(c, TimeSpan.FromHours(1)));
            while (run.IsRecording);
            Assert.Null(run.OverBudget);
        });
    }

    private static Graph Small(string name, int height, int width)
        => NetworkCatalog.Create(name, new NetworkOptions { Classes = 10, WidthMultiplier = 0.25, InputHeight = height, InputWidth = width, Seed = 5 }).Graph;

    private static int[] Bits(Tensor tensor) => Array.ConvertAll(tensor.ToFloatArray(), BitConverter.SingleToInt32Bits);

    /// <summary>y = x and a little more after a long loop, one invocation per element.</summary>
    private sealed class Slow(string index, int elements) : Operator
    {
        private readonly Kernel _kernel = new("slow", ["x", "out y"], ["uint count"], source: $$"""
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "kernel.glsl"
            layout(binding = 0, set = 0) readonly buffer X { ELEMENT x[]; };
            layout(binding = 1, set = 0) writeonly buffer Y { ELEMENT y[]; };
            layout(push_constant) uniform Push { uint x_base; uint y_base; uint count; } p;
            void main()
            {
                uint i = invocation_index();
                if (i >= p.count)
                    return;
                uint at = {{index}};
                float sum = 0;
                for (uint n = 0; n < 2000u; n++)
                    sum = sin(sum + float(n));
                y[p.y_base + at] = ELEMENT(float(x[p.x_base + at]) + 0.001 * sum);
            }
            """);

        public override TensorInfo[] Infer(InferenceContext context) => [context.Input(0) with { Value = null }];

        public override void Lower(LoweringContext context) => context.Add(new KernelCall
        {
            Kernel = _kernel,
            Buffers = [context.Input(0), context.Output(0)],
            Push = new() { ["count"] = (uint)elements },
            Invocations = elements,
        });
    }
}
