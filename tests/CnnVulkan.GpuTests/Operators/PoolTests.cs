using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>MaxPool, AveragePool and LpPool share their windows, so they share their cases.</summary>
public sealed class PoolTests
{
    internal static readonly (int[] Shape, WindowCase Window)[] Cases =
    [
        ([1, 3, 7, 9], new([2, 2], [2, 2])),
        ([3, 5, 7, 10], new([3, 2], [2, 3], [1, 0], [0, 1])),
        ([1, 127, 8, 6], new([3, 3], [2, 2], null, null, null, Ceil: true)),
        ([1, 2, 8, 7], new([3, 3], [3, 2], [1, 1], [1, 1], null, Ceil: true)),
        ([2, 1, 11, 13], new([3, 3], [2, 1], [1, 2], [2, 0], [2, 3])),
        ([2, 3, 17], new([4], [3], [2], [1])),
        ([1, 3, 5, 6, 7], new([3, 2, 2], [2, 1, 2], [1, 0, 1], [1, 1, 0])),
        ([1, 1, 9, 8, 9], new([2, 2, 3], [2, 3, 2], [1, 1, 1], [1, 1, 1], [2, 1, 2], Ceil: true)),
        // A window larger than the input, which ceil_mode alone lets in.
        ([1, 1, 2, 5], new([3, 3], [2, 2], null, null, null, Ceil: true)),
        // Taps that skip the input, and windows far wider than it.
        ([1, 2, 3, 4], new([3, 40], [1, 5], [3, 30], [3, 25], [2, 1])),
    ];

    public static TheoryData<int, string> Windows()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < Cases.Length; i++)
            data.Add(i, $"{string.Join("×", Cases[i].Shape)}, {Cases[i].Window}");
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Windows))]
    public void MaxPool_with_indices(int index, string name)
    {
        (int[] shape, WindowCase window) = Cases[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        foreach (bool columnMajor in new[] { false, true })
        {
            var (values, indices) = PoolReference.Max(input, window.Reference, columnMajor);
            // Rounding to 16 bits makes near elements equal, and then the first of them counts.
            OperatorHarness.Check(new MaxPool(window.Window, columnMajor), [input], [values, indices], float16: false);
            OperatorHarness.Check(new MaxPool(window.Window, columnMajor), [input], [values]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Windows))]
    public void AveragePool_with_and_without_padding_counted(int index, string name)
    {
        (int[] shape, WindowCase window) = Cases[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        OperatorHarness.Check(new AveragePool(window.Window), [input], [PoolReference.Average(input, window.Reference)]);
        OperatorHarness.Check(new AveragePool(window.Window, true), [input], [PoolReference.Average(input, window.Reference, true)]);
    }

    [SkippableTheory]
    [MemberData(nameof(Windows))]
    public void LpPool_of_several_norms(int index, string name)
    {
        (int[] shape, WindowCase window) = Cases[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        foreach (float p in new[] { 1, 2, 3 })
            OperatorHarness.Check(new LpPool(window.Window, p), [input], [PoolReference.Lp(input, window.Reference, p)]);
    }

    [SkippableFact]
    public void MaxPool_of_whole_numbers_and_of_infinities()
    {
        var whole = new Tensor<int>(new TensorShape(1, 1, 4), [int.MinValue, int.MinValue, 16777217, 16777216]);
        OperatorHarness.Check(new MaxPool(new SlidingWindow([2], [2])), [whole], [new Tensor<int>(new TensorShape(1, 1, 2), [int.MinValue, 16777217])]);
        var lowest = new Tensor<float>(new TensorShape(1, 1, 3), [float.NegativeInfinity, float.NegativeInfinity, 1]);
        var values = new Tensor<float>(new TensorShape(1, 1, 2), [float.NegativeInfinity, 1]);
        OperatorHarness.Check(new MaxPool(new SlidingWindow([2])), [lowest], [values, new Tensor<long>(new TensorShape(1, 1, 2), [0, 2])], float16: false);
    }

    [SkippableFact]
    public void A_kernel_of_a_thousand_million_taps_visits_only_those_inside()
    {
        Tensor<float> input = TestData.Random(1, 1, 1, 3, 5);
        var window = new SlidingWindow([1 << 30, 1 << 30], autoPad: AutoPad.SameUpper);
        var mean = new Tensor<float>(input.Shape, input.Data.Select(_ => input.Data.Average()).ToArray());
        OperatorHarness.Check(new AveragePool(window), [input], [mean]);
        OperatorHarness.Check(new MaxPool(window), [input], [new Tensor<float>(input.Shape, input.Data.Select(_ => input.Data.Max()).ToArray())]);
    }

    [SkippableTheory]
    [InlineData(1, 3, 5, 7)]
    [InlineData(3, 127, 13, 13)]
    [InlineData(2, 2, 1, 1)]
    [InlineData(1, 1, 100, 101)]
    public void GlobalPool_of_every_function(params int[] shape)
    {
        Tensor<float> input = TestData.Random(5, shape);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Average), [input], [PoolReference.Global(input, p => p.Average(v => (double)v))]);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Max), [input], [PoolReference.Global(input, p => p.Max())]);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Lp, 3), [input], [PoolReference.Global(input, p => Math.Cbrt(p.Sum(v => Math.Pow(Math.Abs(v), 3))))]);
    }
}
