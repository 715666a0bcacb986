using CnnVulkan.Cli.Conformance;

namespace CnnVulkan.Tests.Cli;

/// <summary>A comparison that accepts too much would let every conformance case pass.</summary>
public sealed class TensorComparisonTests
{
    [Theory]
    [InlineData(1000f, 1000.9f)]
    [InlineData(0f, 0.9e-5f)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    public void Accepts_what_is_within_the_tolerance(float expected, float got)
        => Assert.Null(TensorComparison.Difference(Of(got), Of(expected)));

    [Theory]
    [InlineData(1000f, 1001.1f)]
    [InlineData(0f, 1.1e-5f)]
    [InlineData(0f, float.NaN)]
    [InlineData(float.NaN, 0f)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    [InlineData(1f, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, 1f)]
    public void Rejects_what_is_not(float expected, float got)
        => Assert.NotNull(TensorComparison.Difference(Of(got), Of(expected)));

    [Fact]
    public void Tells_the_largest_error_and_where()
    {
        var expected = new Tensor<float>(new TensorShape(2, 3));
        var got = new Tensor<float>(new TensorShape(2, 3), [0, 1, 0, 0, 0, -5]);
        string? difference = TensorComparison.Difference(got, expected);
        Assert.Contains("2 of 6", difference);
        Assert.Contains("[1, 2]", difference);
        Assert.Contains("-5", difference);
    }

    [Fact]
    public void Rejects_another_shape_or_element_type()
    {
        Assert.Contains("shape", TensorComparison.Difference(new Tensor<float>(new TensorShape(2, 1)), new Tensor<float>(new TensorShape(1, 2))));
        Assert.Contains("Int32", TensorComparison.Difference(new Tensor<int>(new TensorShape(1)), new Tensor<float>(new TensorShape(1))));
    }

    private static Tensor<float> Of(float value) => new(new TensorShape(1), [value]);
}
