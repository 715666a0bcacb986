using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class StridedCopyTests
{
    [Fact]
    public void Loops_that_run_on_into_each_other_are_joined()
    {
        var copy = StridedCopy.ToDense([(2, 60), (1, 7), (3, 20), (4, 5), (5, 1)]);

        Assert.Equal([new StridedAxis(120, 1, 1)], copy.Axes.AsEnumerable());
        Assert.True(copy.IsContiguous);
    }

    [Fact]
    public void Loops_that_do_not_stay_apart()
    {
        // The columns 1 to 3 of five: rows are 5 apart in the input and 3 in the output.
        var copy = StridedCopy.ToDense([(2, 20), (4, 5), (3, 1)], 1);

        Assert.Equal([new StridedAxis(8, 5, 3), new StridedAxis(3, 1, 1)], copy.Axes.AsEnumerable());
        Assert.Equal(24, copy.Count);
        Assert.False(copy.IsContiguous);
    }

    [Fact]
    public void A_loop_backwards_reads_from_the_end()
    {
        var output = new Tensor<float>(new TensorShape(4));
        StridedCopy.ToDense([(4, -1)], 3).Run(TestData.Range(4), output);

        Assert.Equal([3, 2, 1, 0], output.Data);
    }

    [Fact]
    public void An_empty_loop_copies_nothing()
    {
        var output = new Tensor<float>(new TensorShape(0, 4));
        StridedCopy copy = StridedCopy.ToDense([(0, 4), (4, 1)]);
        copy.Run(TestData.Range(4), output);

        Assert.Equal(0, copy.Count);
    }

    [Fact]
    public void All_element_types_are_copied()
    {
        var transpose = new Transpose(default);
        var shape = new TensorShape(2, 2);
        Assert.Equal(new[] { 1, 3, 2, 4 }, OneNode.Evaluate(transpose, new Tensor<int>(shape, [1, 2, 3, 4]))[0].Elements);
        Assert.Equal(new[] { 1L, 3, 2, 4 }, OneNode.Evaluate(transpose, new Tensor<long>(shape, [1, 2, 3, 4]))[0].Elements);
        Assert.Equal(new[] { true, true, false, false }, OneNode.Evaluate(transpose, new Tensor<bool>(shape, [true, false, true, false]))[0].Elements);
    }
}
