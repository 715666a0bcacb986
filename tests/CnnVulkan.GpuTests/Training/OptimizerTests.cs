using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;
using CnnVulkan.Training;

namespace CnnVulkan.GpuTests.Training;

/// <summary>The updates of flat stores against the papers' formulas in float64.</summary>
public sealed class OptimizerTests
{
    /// <summary>Counts that fill vectors of four and that do not.</summary>
    private static readonly int[] Counts = [1, 5, 64, 127, 4000];

    private static IEnumerable<Planning> Plannings => Profiles.All.Select(p => new Planning(p)).Append(new Planning(Profiles.Device.Binding(3000)));

    [SkippableTheory]
    [InlineData(0.0, 0.0, false, false)]
    [InlineData(0.9, 0.0005, false, true)]
    [InlineData(0.9, 0.0005, true, false)]
    public void Descent_with_momentum(double mu, double decay, bool nesterov, bool scaled)
    {
        foreach (int count in Counts)
        {
            Tensor<float> p = TestData.Random(1, count), g = TestData.Random(2, count), v = TestData.Random(3, count);
            double scale = scaled ? 0.25 : 1;
            double[] gradient = [.. g.Data.Select((x, i) => scale * x + decay * p.Data[i])];
            double[] momentum = [.. gradient.Select((x, i) => mu * v.Data[i] + x)];
            double[] result = [.. p.Data.Select((x, i) => x - 0.1 * (nesterov ? gradient[i] + mu * momentum[i] : momentum[i]))];
            Check(new SgdUpdate((float)mu, (float)decay, nesterov), [p, g, v, Number(0.1), scaled ? Number(scale) : null], result, momentum);
        }
    }

    [SkippableTheory]
    [InlineData(1, 0.0, false, false)]
    [InlineData(1, 0.01, true, false)]
    [InlineData(7, 0.01, false, true)]
    [InlineData(3000, 0.1, true, true)]
    public void Adam(int step, double decay, bool decoupled, bool scaled)
    {
        (double beta1, double beta2, double rate) = (0.9, 0.999, 0.01);
        foreach (int count in Counts)
        {
            Tensor<float> p = TestData.Random(1, count), g = TestData.Random(2, count), m = TestData.Random(3, count), v = TestData.Uniform(4, 0.01f, 1, count);
            double scale = scaled ? 0.25 : 1;
            double[] gradient = [.. g.Data.Select((x, i) => scale * x + (decoupled ? 0 : decay * p.Data[i]))];
            double[] mean = [.. gradient.Select((x, i) => beta1 * m.Data[i] + (1 - beta1) * x)];
            double[] square = [.. gradient.Select((x, i) => beta2 * v.Data[i] + (1 - beta2) * x * x)];
            double[] result = [.. p.Data.Select((x, i) => x * (decoupled ? 1 - rate * decay : 1)
                - rate / (1 - Math.Pow(beta1, step)) * mean[i] / (Math.Sqrt(square[i]) / Math.Sqrt(1 - Math.Pow(beta2, step)) + 1e-8))];
            Check(
                new AdamUpdate(beta1, beta2, 1e-8f, (float)decay, decoupled), [p, g, m, v, Number(rate), Number(step), scaled ? Number(scale) : null], result, mean, square);
        }
    }

    [SkippableFact]
    public void Averages()
    {
        foreach (int count in Counts)
        {
            Tensor<float> a = TestData.Random(1, count), v = TestData.Random(2, count);
            Check(new MovingAverage(0.999), [a, v], [.. a.Data.Zip(v.Data, (x, y) => 0.999 * x + 0.001 * y)]);
        }
    }

    [SkippableFact]
    public void Norms()
    {
        foreach (int count in Counts.Append(100_003).Append(70_000))
        {
            Tensor<float> g = TestData.Random(1, count);
            double norm = Math.Sqrt(g.Data.Sum(x => (double)x * x));
            foreach (Planning planning in Profiles.All.Select(p => new Planning(p)).Append(new Planning(Profiles.Device.Binding(30_000))))
                OperatorHarness.Check(new GradientNorm(), [g], [Number(norm)], float16: false, tolerance: 1e-6, planning: planning);
        }
    }

    [SkippableFact]
    public void What_has_gone_wrong_shows()
    {
        foreach (float wrong in new[] { float.NaN, float.PositiveInfinity })
        {
            Tensor<float> g = TestData.Random(1, 1001);
            g.Data[500] = wrong;
            OperatorHarness.Check(new GradientNorm(), [g], [new Tensor<float>(new TensorShape(1), [wrong])], float16: false);
        }
        foreach (float wrong in new[] { float.NaN, float.PositiveInfinity })
            Assert.Equal(0, Assert.Single(Run(new ClipScale(2), [Number(wrong)])[0]));
        // With the scale 0 no optimiser changes anything, and an average does not follow what is no number.
        Tensor<float> p = TestData.Random(2, 12), v = TestData.Random(3, 12), nan = new(p.Shape, [.. p.Data.Select(_ => float.NaN)]);
        float[][] sgd = Run(new SgdUpdate(0.9f, 0.1f), [p, nan, v, Number(0.1), Number(0)], 2);
        Assert.Equal(p.Data, sgd[0]);
        Assert.Equal(v.Data, sgd[1]);
        float[][] adam = Run(new AdamUpdate(), [p, nan, v, v, Number(0.1), Number(3), Number(0)], 3);
        Assert.Equal(p.Data, adam[0]);
        Assert.Equal(v.Data, adam[1]);
        Assert.Equal(v.Data, adam[2]);
        Assert.Equal(p.Data, Run(new MovingAverage(0.9), [p, nan])[0]);
    }

    [SkippableFact]
    public void Bounds_on_norms()
    {
        OperatorHarness.Check(new ClipScale(2), [Number(8)], [Number(0.25)], float16: false);
        OperatorHarness.Check(new ClipScale(2), [Number(1.5)], [Number(1)], float16: false);
        OperatorHarness.Check(new ClipScale(2), [Number(0)], [Number(1)], float16: false);
    }

    private static float[][] Run(Operator op, Tensor[] inputs, int outputs = 1)
    {
        Graph graph = OneNode.Graph(op, [.. inputs.Select(t => TensorInfo.Of(t) with { Value = null })], [.. Enumerable.Repeat(true, outputs)]);
        using var worker = new Worker(graph, GpuFixture.Device);
        for (int i = 0; i < inputs.Length; i++)
            worker.SetInput($"input{i}", inputs[i]);
        worker.Schedule();
        return [.. graph.Outputs.Select(o => worker.PeekOutput(o).Readback().ToFloatArray())];
    }

    private static Tensor<float> Number(double value) => new(new TensorShape(1), [(float)value]);

    private static void Check(CnnVulkan.Graphs.Operator op, Tensor<float>?[] inputs, params double[][] expected)
    {
        foreach (Planning planning in Plannings)
        {
            OperatorHarness.Check(
                op, inputs, [.. expected.Select(e => new Tensor<float>(inputs[0]!.Shape, [.. e.Select(x => (float)x)]))], float16: false, tolerance: 1e-6, planning: planning);
        }
    }
}
