using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class TransposeTests
{
    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0, 2, 3, 1)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(1, 0, 3, 2)]
    [InlineData(2, 0, 3, 1)]
    public void Axes_are_reordered(params int[] permutation)
    {
        Tensor<float> input = TestData.Random(1, 2, 3, 1, 5);
        var output = (Tensor<float>)OneNode.Evaluate(new Transpose([.. permutation]), input)[0];

        Tensor<float> expected = TransposeReference.Run(input, permutation);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Without_a_permutation_the_axes_are_reversed()
        => Assert.Equal(new TensorShape(5, 3, 2), OneNode.Infer(new Transpose(default), 1, OneNode.Data(2, 3, 5))[0].Shape);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(0, 1, 2)]
    public void What_is_no_permutation_is_refused(params int[] permutation)
        => Assert.Contains("does not list each axis", OneNode.Error(new Transpose([.. permutation]), 1, OneNode.Data(2, 3)));
}
