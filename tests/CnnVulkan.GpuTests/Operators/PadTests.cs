using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class PadTests
{
    [SkippableTheory]
    [InlineData("constant", "0 0 1 2", "0 0 3 0")]
    [InlineData("constant", "1 2 0 -1", "0 1 -2 4")]
    [InlineData("edge", "0 0 2 0", "0 0 1 5")]
    [InlineData("reflect", "0 0 1 2", "0 0 3 2")]
    [InlineData("reflect", "0 3 9 0", "0 1 0 11")]
    [InlineData("wrap", "0 0 3 9", "1 0 2 1")]
    public void Elements_are_added_around(string mode, string begin, string end)
    {
        int[] begins = begin.Split(' ').Select(int.Parse).ToArray(), ends = end.Split(' ').Select(int.Parse).ToArray();
        Tensor<float> input = TestData.Random(21, 2, 3, 5, 4);
        var value = new Tensor<float>(TensorShape.Scalar, [0.5f]);
        var pad = new Pad(Enum.Parse<PadMode>(mode, true), default, 0);
        Tensor<float> expected = PadReference.Run(input, begins, ends, mode, 0.5f);
        OperatorHarness.Check(pad, [input, TensorFactory.Longs(begins.Concat(ends)), value], [expected], [1]);
    }

    [SkippableFact]
    public void The_value_is_zero_where_it_is_left_out()
    {
        Tensor<long> input = IntegerData.Longs(22, -9, 9, 3, 5);
        var pad = new Pad(PadMode.Constant, [1, 0, 0, 2], 0);
        OperatorHarness.Check(pad, [input], [PadReference.Run(input, [1, 0], [0, 2], "constant")]);

        Tensor<float> reals = TestData.Random(23, 3, 5);
        var attribute = new Pad(PadMode.Constant, [1, 0, 0, 2], 0.25f);
        OperatorHarness.Check(attribute, [reals], [PadReference.Run(reals, [1, 0], [0, 2], "constant", 0.25f)]);
    }
}
