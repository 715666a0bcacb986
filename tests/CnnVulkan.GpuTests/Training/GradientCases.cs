using CnnVulkan.Graphs;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

/// <summary>What gradient tests have in common: both ways to plan, and indices of broadcast operands.</summary>
internal static class GradientCases
{
    /// <summary>Checks a gradient laid out as the device likes it, and plain with nothing fused.</summary>
    public static void Check(Operator op, Tensor?[] inputs, Func<double[][], double[]> forward, int[] needs, int outputs = 1, double tolerance = 2e-4)
    {
        foreach (bool layouts in new[] { true, false })
            GradientHarness.Check(op, inputs, forward, needs, outputs, tolerance, layouts);
    }

    /// <summary>Random elements none of which is nearer than 0.02 to one of the given kinks, where a derivative jumps.</summary>
    public static Tensor<float> AwayFrom(int seed, double[] kinks, params int[] shape)
    {
        Tensor<float> tensor = TestData.Uniform(seed, -4, 4, shape);
        for (int i = 0; i < tensor.Data.Length; i++)
        {
            while (kinks.Any(k => Math.Abs(tensor.Data[i] - k) < 0.02))
                tensor.Data[i] += 0.03f;
        }
        return tensor;
    }

    /// <summary>f of every pair, broadcast.</summary>
    public static double[] Zip(int[] a, int[] b, double[] x, double[] y, Func<double, double, double> f)
    {
        (TensorShape left, TensorShape right) = (new TensorShape(a), new TensorShape(b));
        return [.. MultiIndex.All(TensorShape.Broadcast(left, right)).Select(i => f(x[MultiIndex.Broadcast(left, i)], y[MultiIndex.Broadcast(right, i)]))];
    }

    /// <summary>Elements picked or moved: output element i is input element <c>from(i)</c>, 0 where that is negative.</summary>
    public static double[] Pick(int[] shape, double[] x, Func<int[], int> from)
        => [.. MultiIndex.All(new TensorShape(shape)).Select(i => from(i) is var at && at < 0 ? 0 : x[at])];
}
