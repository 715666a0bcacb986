using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

public sealed class BinaryGradientTests
{
    private static readonly (BinaryFunction Function, Func<double, double, double> Apply)[] Functions =
    [
        (BinaryFunction.Add, (a, b) => a + b),
        (BinaryFunction.Sub, (a, b) => a - b),
        (BinaryFunction.Mul, (a, b) => a * b),
        (BinaryFunction.Div, (a, b) => a / b),
        (BinaryFunction.Pow, Math.Pow),
        (BinaryFunction.Max, Math.Max),
        (BinaryFunction.Min, Math.Min),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Functions.Length)];

    /// <summary>Alike, a number per channel, a scalar, either side broadcast, and axes of both.</summary>
    [SkippableTheory]
    [MemberData(nameof(Indices))]
    public void Every_function_broadcast(int index)
    {
        (BinaryFunction function, Func<double, double, double> apply) = Functions[index];
        foreach ((int[] a, int[] b) in new (int[], int[])[]
            { ([2, 3, 5], [2, 3, 5]), ([3, 5, 7, 4], [5, 1, 1]), ([1, 127, 2, 3], [1, 127, 1, 1]), ([2, 3], []), ([3], [2, 4, 3]), ([2, 1, 5, 1], [3, 1, 4]) })
        {
            Tensor<float> x = TestData.Uniform(1, 0.5f, 2, a), y = TestData.Uniform(2, 0.51f, 2.01f, b);
            GradientCases.Check(new Binary(function), [x, y], v => GradientCases.Zip(a, b, v[0], v[1], apply), [0, 1]);
        }
    }

    [SkippableFact]
    public void A_known_side_needs_none()
    {
        GradientCases.Check(new Binary(BinaryFunction.Sub), [TestData.Random(1, 3, 4), TestData.Random(2, 4)], v => GradientCases.Zip([3, 4], [4], v[0], v[1], (a, b) => a - b), [1]);
        var two = new Tensor<float>(TensorShape.Scalar, [2]);
        GradientCases.Check(new Binary(BinaryFunction.Pow), [TestData.Random(1, 3, 4), two], v => [.. v[0].Select(a => a * a)], [0]);
    }

    [SkippableFact]
    public void Aligned_as_in_old_files()
        => GradientCases.Check(
            new Binary(BinaryFunction.Mul, alignedAxis: 1), [TestData.Random(1, 2, 3, 5), TestData.Random(2, 3)],
            v => GradientCases.Zip([2, 3, 5], [3, 1], v[0], v[1], (a, b) => a * b), [0, 1]);

    /// <summary>Of equals the first has the gradient.</summary>
    [SkippableFact]
    public void Ties_go_to_the_first()
    {
        Tensor<float> x = TestData.Random(1, 2, 3);
        // f(a, b) = a where they are equal: what central differences see of the first operand alone.
        GradientCases.Check(new Binary(BinaryFunction.Max), [x, new Tensor<float>(x.Shape, [.. x.Data])], v => v[0], [0]);
        GradientCases.Check(new Binary(BinaryFunction.Min), [x, new Tensor<float>(x.Shape, [.. x.Data])], v => v[0], [0]);
    }

    /// <summary>A slope per channel in pictures, which has a kernel of its own, in few pixels, for each element, and one for all.</summary>
    [SkippableFact]
    public void Slopes_of_negative_inputs()
    {
        foreach ((int[] a, int[] b) in new (int[], int[])[]
            { ([3, 5, 7, 4], [5, 1, 1]), ([1, 127, 4, 5], [1, 127, 1, 1]), ([2, 3, 2, 2], [3, 1, 1]), ([2, 3, 5, 4], [3, 5, 4]), ([2, 3, 4, 5], [1]), ([3, 6], [6]) })
        {
            Tensor<float> x = GradientCases.AwayFrom(1, [0], a), slopes = TestData.Random(2, b);
            GradientCases.Check(new Binary(BinaryFunction.PRelu), [x, slopes], v => GradientCases.Zip(a, b, v[0], v[1], (p, s) => p < 0 ? p * s : p), [0, 1]);
        }
    }

    [SkippableFact]
    public void Slopes_in_vectors()
    {
        foreach (int[] shape in new int[][] { [3, 5, 7, 4], [1, 127, 4, 5], [2, 8, 33] })
        {
            Tensor<float> gradient = TestData.Random(1, shape), x = TestData.Random(2, shape), slopes = TestData.Random(3, shape[1]);
            int pixels = shape.Skip(2).Aggregate(1, (n, e) => n * e);
            var result = new Tensor<float>(x.Shape);
            var sums = new double[shape[0] * shape[1]];
            for (int i = 0; i < x.Data.Length; i++)
            {
                bool negative = x.Data[i] < 0;
                result.Data[i] = gradient.Data[i] * (negative ? slopes.Data[i / pixels % shape[1]] : 1);
                sums[i / pixels] += negative ? gradient.Data[i] * x.Data[i] : 0;
            }
            Tensor<float> planes = new(new TensorShape(shape[0], shape[1]), [.. sums.Select(s => (float)s)]);
            foreach (Planning planning in Profiles.In(Layout.Nc4hw).Append(new Planning(Profiles.Device)).Append(new Planning(Profiles.Device.Binding(shape[1] == 127 ? 11000 : 2000))))
                OperatorHarness.Check(new PReluGradient(), [gradient, x, slopes], [result, planes], float16: false, planning: planning);
        }
    }
}
