using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class BroadcastAxesTests
{
    [Fact]
    public void Equal_shapes_collapse_to_one_axis()
    {
        var axes = BroadcastAxes.Collapse(new TensorShape(2, 3, 4), new TensorShape(2, 3, 4), new TensorShape(2, 3, 4));
        Assert.Equal([24], axes.Extents);
        Assert.Equal([1], axes.Strides[0]);
    }

    [Fact]
    public void A_scalar_collapses_to_a_stride_of_zero()
    {
        var axes = BroadcastAxes.Collapse(new TensorShape(2, 3, 4), new TensorShape(2, 3, 4), TensorShape.Scalar);
        Assert.Equal([24], axes.Extents);
        Assert.Equal([0], axes.Strides[1]);
    }

    [Fact]
    public void A_vector_per_channel_leaves_three_axes()
    {
        var axes = BroadcastAxes.Collapse(new TensorShape(2, 3, 4, 5), new TensorShape(2, 3, 4, 5), new TensorShape(3, 1, 1));
        Assert.Equal([20, 3, 2], axes.Extents);
        Assert.Equal([1, 20, 60], axes.Strides[0]);
        Assert.Equal([0, 1, 0], axes.Strides[1]);
    }

    [Fact]
    public void Both_sides_may_be_broadcast()
    {
        var axes = BroadcastAxes.Collapse(new TensorShape(3, 4, 5), new TensorShape(3, 1, 5), new TensorShape(4, 1));
        Assert.Equal([5, 4, 3], axes.Extents);
        Assert.Equal([1, 0, 5], axes.Strides[0]);
        Assert.Equal([0, 1, 0], axes.Strides[1]);
    }
}
