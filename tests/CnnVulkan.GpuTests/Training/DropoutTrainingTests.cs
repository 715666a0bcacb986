using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

public sealed class DropoutTrainingTests
{
    [SkippableFact]
    public void The_same_in_every_layout_and_share_of_memory()
    {
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 3, 5], [4, 10], [37], [2, 8, 33] })
        {
            Tensor<float> x = TestData.Random(1, shape), expected = Dropped(x, 0.3, 7, 11, 13);
            Planning[] plannings = [.. new[] { Profiles.Device, Profiles.Device.Binding(9000) }.Select(p => new Planning(p)), .. shape.Length > 2 ? Profiles.In(Layout.Nc4hw) : []];
            foreach (Planning planning in plannings)
                OperatorHarness.Check(new DropoutTraining(0.3f, 7), [x, Seed(13, 11)], [expected], float16: false, planning: planning);
        }
    }

    [SkippableFact]
    public void The_gradient_drops_what_was_dropped()
    {
        double[] scale = [.. Dropped(new Tensor<float>(new TensorShape(3, 6, 2), [.. Enumerable.Repeat(1f, 36)]), 0.5, 3, 2, 1).Data.Select(v => (double)v)];
        GradientCases.Check(new DropoutTraining(0.5f, 3), [TestData.Random(1, 3, 6, 2), Seed(1, 2)], v => [.. v[0].Zip(scale, (x, s) => x * s)], [0]);
    }

    /// <summary>The share is kept, and steps, streams and seeds draw differently.</summary>
    [Fact]
    public void Draws_are_spread()
    {
        Tensor<float> ones = new(new TensorShape(8, 16, 32), [.. Enumerable.Repeat(1f, 4096)]);
        Tensor<float>[] draws = [Dropped(ones, 0.5, 1, 1, 1), Dropped(ones, 0.5, 2, 1, 1), Dropped(ones, 0.5, 1, 2, 1), Dropped(ones, 0.5, 1, 1, 2)];
        foreach (Tensor<float> draw in draws)
            Assert.InRange(draw.Data.Count(v => v == 0), 1900, 2200);
        for (int i = 0; i < draws.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.InRange(draws[i].Data.Zip(draws[j].Data, (a, b) => a == b ? 1 : 0).Sum(), 1900, 2200);
        }
    }

    [Fact]
    public void A_network_says_its_share()
    {
        TrainingForm? Form(Dropout op, Tensor? ratio = null)
        {
            TensorInfo?[] inputs = ratio is null ? [OneNode.Data(2, 3)] : [OneNode.Data(2, 3), TensorInfo.Of(ratio)];
            Graph graph = OneNode.Graph(op, inputs, [true]);
            TypedGraph typed = Plans.Planner.Type(graph, new Dictionary<string, TensorInfo> { ["input0"] = OneNode.Data(2, 3) });
            return op.ForTraining(new TypedNode(typed.Nodes[0], typed.Values));
        }
        float Ratio(TrainingForm? form) => Assert.IsType<DropoutTraining>(form!.Operator).Ratio;
        Assert.Equal(0.5f, Ratio(Form(new Dropout(null, true))));
        Assert.Equal(0.4f, Ratio(Form(new Dropout(null, true, 0.4f))));
        Assert.Equal(0.2f, Ratio(Form(new Dropout(null, true), new Tensor<float>(TensorShape.Scalar, [0.2f]))));
        Assert.Null(Form(new Dropout(null, true, 0)));
        TrainingForm form = Form(new Dropout(null, true))!;
        Assert.True(form.IsSeeded);
        Assert.Equal(0, Assert.Single(form.Inputs));
        Assert.NotEqual(DropoutTraining.StreamOf("drop6"), DropoutTraining.StreamOf("drop7"));
        Assert.Equal(0xbf9cf968u, DropoutTraining.StreamOf("foobar"));
    }

    private static Tensor<int> Seed(int seed, int step) => new(new TensorShape(2), [seed, step]);

    /// <summary>The hash as its paper has it, for each element by itself.</summary>
    private static Tensor<float> Dropped(Tensor<float> x, double ratio, uint stream, uint step, uint seed)
    {
        int[] d = [.. x.Shape.Dimensions];
        int channels = d.Length == 1 ? d[0] : d[1], pixels = d.Skip(2).Aggregate(1, (n, e) => n * e), vectors = (channels + 3) / 4;
        return new Tensor<float>(x.Shape, [.. x.Data.Select((v, i) =>
        {
            (int picture, int channel, int pixel) = (i / pixels / channels, i / pixels % channels, i % pixels);
            uint[] h = [(uint)((picture * vectors + channel / 4) * pixels + pixel), stream, step, seed];
            unchecked
            {
                h = [.. h.Select(w => w * 1664525u + 1013904223u)];
                Mix(h);
                h = [.. h.Select(w => w ^ (w >> 16))];
                Mix(h);
            }
            return h[channel % 4] < (uint)((float)ratio * 4294967296.0) ? 0 : (float)(v / (1 - (double)(float)ratio));
        })]);
    }

    private static void Mix(uint[] h)
    {
        unchecked
        {
            h[0] += h[1] * h[3];
            h[1] += h[2] * h[0];
            h[2] += h[0] * h[1];
            h[3] += h[1] * h[2];
        }
    }
}
