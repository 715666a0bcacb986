using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;
using CnnVulkan.Training;

namespace CnnVulkan.GpuTests.Training;

public sealed class SoftmaxCrossEntropyTests
{
    /// <summary>Few and many classes, whole and smoothed and mixed labels, a sample that counts nothing.</summary>
    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(3, 10)]
    [InlineData(128, 10)]
    [InlineData(5, 1000)]
    [InlineData(3, 127)]
    public void Losses_gradient_and_hits(int samples, int classes)
    {
        Tensor<float> scores = TestData.Uniform(1, -30, 30, samples, classes), targets = Targets(samples, classes);
        Check(scores, targets, 1);
        Check(new Tensor<float>(new TensorShape(samples, classes, 1, 1), scores.Data), targets, 0.3f);
    }

    /// <summary>The mean of the losses, differentiated by central differences.</summary>
    [SkippableFact]
    public void The_gradient_is_that_of_the_mean()
    {
        Tensor<float> scores = TestData.Random(1, 4, 5), targets = Targets(4, 5);
        double[] x = [.. scores.Data.Select(v => (double)v)];
        var expected = new Tensor<float>(scores.Shape);
        for (int i = 0; i < x.Length; i++)
        {
            double Loss(double step) => Reference([.. x.Select((v, j) => j == i ? v + step : v)], targets.Data, 4, 5).Losses.Average();
            expected.Data[i] = (float)((Loss(1e-5) - Loss(-1e-5)) / 2e-5);
        }
        OperatorHarness.Check(new SoftmaxCrossEntropy(), [scores, targets], [null, expected], outputs: 3, float16: false);
    }

    [SkippableFact]
    public void Ties_go_to_the_first()
    {
        Tensor<float> scores = new(new TensorShape(3, 3), [1, 2, 2, 2, 2, 1, 0, 0, 0]), targets = new(new TensorShape(3, 3), [0, 1, 0, 0, 1, 0, 0.5f, 0, 0.5f]);
        OperatorHarness.Check(new SoftmaxCrossEntropy(), [scores, targets], [null, null, new Tensor<float>(new TensorShape(3), [1, 0, 1])], outputs: 3, float16: false);
    }

    /// <summary>A class that is left out changes nothing for the others, whatever its score.</summary>
    [SkippableTheory]
    [InlineData(5)]
    [InlineData(200)]
    public void A_negative_target_leaves_a_class_out(int classes)
    {
        Tensor<float> scores = TestData.Uniform(1, -30, 30, 3, classes), targets = Targets(3, classes);
        for (int n = 0; n < 3; n++)
        {
            scores.Data[n * classes + 1] = 100;
            targets.Data[n * classes + 1] = -1;
        }
        float[] Others(float[] of) => [.. of.Where((_, i) => i % classes != 1)];
        (double[] losses, double[] gradient, double[] hits) = Reference([.. Others(scores.Data).Select(v => (double)v)], Others(targets.Data), 3, classes - 1);
        float[] expected = [.. Enumerable.Range(0, 3 * classes).Select(i => i % classes == 1 ? 0 : (float)gradient[i / classes * (classes - 1) + i % classes - (i % classes > 1 ? 1 : 0)])];
        var perSample = new TensorShape(3);
        OperatorHarness.Check(
            new SoftmaxCrossEntropy(),
            [scores, targets],
            [new Tensor<float>(perSample, [.. losses.Select(v => (float)v)]), new Tensor<float>(scores.Shape, expected), new Tensor<float>(perSample, [.. hits.Select(v => (float)v)])],
            outputs: 3,
            float16: false);
    }

    /// <summary>A network that has gone wrong must show, and only in the samples that have.</summary>
    [SkippableFact]
    public void NaN_stays()
    {
        foreach (int classes in new[] { 5, 200 })
        {
            Tensor<float> scores = TestData.Random(1, 3, classes), targets = Targets(3, classes);
            (double[] losses, double[] gradient, _) = Reference([.. scores.Data.Select(v => (double)v)], targets.Data, 3, classes);
            scores.Data[1] = float.NaN;
            var expected = new Tensor<float>(new TensorShape(3), [float.NaN, .. losses.Skip(1).Select(v => (float)v)]);
            var expectedGradient = new Tensor<float>(scores.Shape, [.. gradient.Select((v, i) => i < classes ? float.NaN : (float)v)]);
            OperatorHarness.Check(new SoftmaxCrossEntropy(), [scores, targets], [expected, expectedGradient], outputs: 3, float16: false);
        }
    }

    private static void Check(Tensor<float> scores, Tensor<float> targets, float weight)
    {
        (int samples, int classes) = (targets.Shape[0], targets.Shape[1]);
        (double[] losses, double[] gradient, double[] hits) = Reference([.. scores.Data.Select(v => (double)v)], targets.Data, samples, classes);
        var perSample = new TensorShape(samples);
        Tensor[] expected =
        [
            new Tensor<float>(perSample, [.. losses.Select(v => (float)v)]),
            new Tensor<float>(scores.Shape, [.. gradient.Select(v => (float)(v * weight))]),
            new Tensor<float>(perSample, [.. hits.Select(v => (float)v)]),
        ];
        // A single class has no loss and no gradient; all zeros are what is expected there.
        foreach (Planning planning in new[] { new Planning(Profiles.Device), new Planning(Profiles.Device.Binding(9000)) })
            OperatorHarness.Check(new SoftmaxCrossEntropy(weight), [scores, targets], expected, float16: false, planning: planning);
    }

    private static (double[] Losses, double[] Gradient, double[] Hits) Reference(double[] scores, float[] targets, int samples, int classes)
    {
        (double[] losses, double[] gradient, double[] hits) = (new double[samples], new double[samples * classes], new double[samples]);
        for (int n = 0; n < samples; n++)
        {
            double[] x = [.. scores.Skip(n * classes).Take(classes)], t = [.. targets.Skip(n * classes).Take(classes).Select(v => (double)v)];
            double largest = x.Max(), sum = x.Sum(v => Math.Exp(v - largest)), mass = t.Sum();
            for (int k = 0; k < classes; k++)
            {
                losses[n] -= t[k] * (x[k] - largest - Math.Log(sum));
                gradient[n * classes + k] = (mass * Math.Exp(x[k] - largest) / sum - t[k]) / samples;
            }
            hits[n] = mass > 0 && Array.IndexOf(x, largest) == Array.IndexOf(t, t.Max()) ? 1 : 0;
        }
        return (losses, gradient, hits);
    }

    private static Tensor<float> Targets(int samples, int classes)
    {
        var targets = new Tensor<float>(new TensorShape(samples, classes));
        for (int n = 0; n < samples; n++)
        {
            Span<float> row = targets.Data.AsSpan(n * classes, classes);
            if (n % 4 == 2)
                continue;
            float smooth = n % 4 == 1 ? 0.1f : 0;
            row.Fill(smooth / classes);
            row[n * 7 % classes] += (n % 4 == 3 ? 0.3f : 1) * (1 - smooth);
            row[n * 3 % classes] += n % 4 == 3 ? 0.7f : 0;
        }
        return targets;
    }
}
