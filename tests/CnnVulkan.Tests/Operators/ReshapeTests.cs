using System.Collections.Immutable;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class ReshapeTests
{
    [Theory]
    [InlineData("24", "24")]
    [InlineData("2×12", "0, -1")]
    [InlineData("6×4", "-1, 4")]
    [InlineData("2×3×4×1", "0, 0, 0, 1")]
    public void Zero_copies_and_minus_1_fits(string expected, string shape)
        => Assert.Equal(expected, OneNode.Infer(new Reshape(default, false), 1, OneNode.Data(2, 3, 4), OneNode.Known(shape.Split(", ").Select(long.Parse).ToArray()))[0].Shape.ToString());

    [Fact]
    public void With_allowzero_zero_is_zero()
        => Assert.Equal("3×0", OneNode.Infer(OneNode.Make("Reshape", 14, ("allowzero", 1L)), 1, OneNode.Data(0, 5), OneNode.Known(3, 0))[0].Shape.ToString());

    [Fact]
    public void In_opset_1_the_shape_is_an_attribute()
        => Assert.Equal("3×8", OneNode.Infer(OneNode.Make("Reshape", 1, ("shape", new long[] { 3, -1 })), 1, OneNode.Data(2, 3, 4))[0].Shape.ToString());

    [Theory]
    [InlineData("has 24 elements, but 5 has 5", "5")]
    [InlineData("more than one extent", "-1, -1")]
    [InlineData("negative extent -3", "-3, 8")]
    [InlineData("does not divide", "-1, 5")]
    [InlineData("does not divide", "-1, 1099511627776, 1099511627776")]
    [InlineData("copies axis 3", "2, 3, 4, 0")]
    public void Misfits_are_refused(string message, string shape)
        => Assert.Contains(message, OneNode.Error(new Reshape(default, false), 1, OneNode.Data(2, 3, 4), OneNode.Known(shape.Split(", ").Select(long.Parse).ToArray())));

    [Theory]
    [InlineData(0, "1×24")]
    [InlineData(1, "2×12")]
    [InlineData(3, "24×1")]
    [InlineData(-1, "6×4")]
    public void Flatten_makes_a_matrix(int axis, string expected)
        => Assert.Equal(expected, OneNode.Infer(new Flatten(axis), 1, OneNode.Data(2, 3, 4))[0].Shape.ToString());

    [Fact]
    public void Flatten_refuses_an_axis_out_of_range()
        => Assert.Contains("axis 4 is out of range", OneNode.Error(new Flatten(4), 1, OneNode.Data(2, 3, 4)));

    [Fact]
    public void Squeeze_drops_axes_of_extent_1()
    {
        ImmutableArray<int> none = default;
        Assert.Equal("2×3", OneNode.Infer(new Squeeze(none), 1, OneNode.Data(1, 2, 1, 3))[0].Shape.ToString());
        Assert.Equal("1×2×3", OneNode.Infer(new Squeeze([-2]), 1, OneNode.Data(1, 2, 1, 3))[0].Shape.ToString());
        Assert.Equal("2×1×3", OneNode.Infer(new Squeeze(none), 1, OneNode.Data(1, 2, 1, 3), OneNode.Known(0))[0].Shape.ToString());
        Assert.Contains("axis 1 has extent 2", OneNode.Error(new Squeeze([1]), 1, OneNode.Data(1, 2)));
        Assert.Contains("Axis 5 is out of range", OneNode.Error(new Squeeze([5]), 1, OneNode.Data(1, 2)));
    }

    [Fact]
    public void Unsqueeze_adds_axes_of_extent_1()
    {
        Assert.Equal("1×2×3×1", OneNode.Infer(new Unsqueeze([0, -1]), 1, OneNode.Data(2, 3))[0].Shape.ToString());
        Assert.Equal("2×1×1×3", OneNode.Infer(new Unsqueeze(default), 1, OneNode.Data(2, 3), OneNode.Known(2, 1))[0].Shape.ToString());
        Assert.Contains("axis 3 is out of range", OneNode.Error(new Unsqueeze([3]), 1, OneNode.Data(2, 3)));
        Assert.Contains("listed twice", OneNode.Error(new Unsqueeze([0, -4]), 1, OneNode.Data(2, 3)));
    }

    [Fact]
    public void Identity_gives_its_input()
    {
        var input = new Tensor<long>(new TensorShape(2), [3, 4]);
        Assert.Equal(input.Data, OneNode.Evaluate(new Identity(), input)[0].Elements);
    }
}
