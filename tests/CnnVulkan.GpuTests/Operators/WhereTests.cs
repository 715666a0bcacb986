using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class WhereTests
{
    [SkippableTheory]
    [InlineData("3 5 7", "3 5 7", "3 5 7")]
    [InlineData("5 1", "7", "3 1 1")]
    [InlineData("1", "2 3", "2 1")]
    [InlineData("2 1 2 1 2 1 2 1", "1 2 1 2 1 2 1 2", "1")]
    public void All_three_inputs_broadcast(string condition, string first, string second)
    {
        Tensor<bool> chosen = IntegerData.Bools(31, Shape(condition));
        Tensor<float> a = TestData.Random(32, Shape(first)), b = TestData.Random(33, Shape(second));
        OperatorHarness.Check(new Where(), [chosen, a, b], [WhereReference.Run(chosen, a, b)]);

        Tensor<long> c = IntegerData.Longs(34, -99, 99, Shape(first)), d = IntegerData.Longs(35, -99, 99, Shape(second));
        OperatorHarness.Check(new Where(), [chosen, c, d], [WhereReference.Run(chosen, c, d)]);
    }

    private static int[] Shape(string list) => list.Split(' ').Select(int.Parse).ToArray();
}
