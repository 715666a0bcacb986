using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class ReductionAxesTests
{
    [Fact]
    public void Neighbours_of_a_kind_are_merged()
    {
        var axes = new ReductionAxes(new TensorShape(2, 3, 1, 4, 5), [false, false, true, true, true]);
        Assert.Equal([6], axes.KeptExtents);
        Assert.Equal([20], axes.KeptStrides);
        Assert.Equal([20], axes.ReducedExtents);
        Assert.Equal([1], axes.ReducedStrides);
    }

    [Fact]
    public void Alternating_axes_stay_apart_innermost_first()
    {
        var axes = new ReductionAxes(new TensorShape(2, 3, 4, 5), [true, false, true, false]);
        Assert.Equal([5, 3], axes.KeptExtents);
        Assert.Equal([1, 20], axes.KeptStrides);
        Assert.Equal([4, 2], axes.ReducedExtents);
        Assert.Equal([5, 60], axes.ReducedStrides);
    }

    [Fact]
    public void Nothing_to_reduce_and_nothing_at_all_are_told_apart()
    {
        var empty = new ReductionAxes(new TensorShape(2, 0, 3), [false, true, false]);
        Assert.Equal((6, 0), (empty.KeptCount, empty.ReducedCount));
        var single = new ReductionAxes(new TensorShape(2, 3), [false, false]);
        Assert.Equal((6, 1), (single.KeptCount, single.ReducedCount));
    }
}
