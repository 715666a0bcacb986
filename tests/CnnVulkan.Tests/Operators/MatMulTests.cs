using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class MatMulTests
{
    [Theory]
    [InlineData(new[] { 3, 4 }, new[] { 4, 5 }, new[] { 3, 5 })]
    [InlineData(new[] { 4 }, new[] { 4 }, new int[0])]
    [InlineData(new[] { 4 }, new[] { 2, 4, 5 }, new[] { 2, 5 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 4 }, new[] { 2, 3 })]
    [InlineData(new[] { 7, 1, 3, 4 }, new[] { 2, 4, 5 }, new[] { 7, 2, 3, 5 })]
    public void Shapes(int[] left, int[] right, int[] expected)
        => Assert.Equal(new TensorShape(expected), OneNode.Infer(new MatMul(), 1, OneNode.Data(left), OneNode.Data(right))[0].Shape);

    [Fact]
    public void Misfits_are_refused()
    {
        Assert.Contains("differ: 4 against 5", OneNode.Error(new MatMul(), 1, OneNode.Data(3, 4), OneNode.Data(5, 6)));
        Assert.Contains("cannot be broadcast", OneNode.Error(new MatMul(), 1, OneNode.Data(2, 3, 4), OneNode.Data(3, 4, 5)));
        Assert.Contains("scalar", OneNode.Error(new MatMul(), 1, OneNode.Data(), OneNode.Data(4)));
    }
}
