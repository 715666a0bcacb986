using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class VariadicTests
{
    [SkippableTheory]
    [InlineData("Add", false, 1)]
    [InlineData("Add", false, 3)]
    [InlineData("Add", true, 1)]
    [InlineData("Add", true, 4)]
    [InlineData("Max", false, 3)]
    [InlineData("Min", false, 3)]
    public void Every_function(string name, bool mean, int inputs)
    {
        BinaryFunction function = Enum.Parse<BinaryFunction>(name);
        int[][] shapes = [[5, 7], [3, 1, 7], [1], [5, 1]];
        Tensor<float>[] x = [.. shapes.Take(inputs).Select((s, i) => TestData.Random(i, s))];
        Tensor<float> expected = x.Skip(1).Aggregate(x[0], (a, b) => ElementwiseReference.Zip(a, b, BinaryTests.Definitions[function]));
        if (mean)
            expected = ElementwiseReference.Map(expected, v => v / inputs);
        OperatorHarness.Check(new Variadic(function, mean), x, [expected]);
    }
}
