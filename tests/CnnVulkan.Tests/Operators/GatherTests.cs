using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class GatherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Entries_are_taken_along_an_axis(int axis)
    {
        Tensor<float> input = TestData.Random(9, 4, 5, 3);
        var indices = new Tensor<long>(new TensorShape(2, 3), [0, 2, -1, 1, -2, 0]);
        var output = (Tensor<float>)OneNode.Evaluate(new Gather(axis - 3), input, indices)[0];

        Tensor<float> expected = GatherReference.Run(input, indices, axis);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void A_scalar_index_drops_the_axis()
    {
        Tensor shape = OneNode.Evaluate(new Gather(0), TestData.Longs(1, 3, 224, 224), new Tensor<long>(TensorShape.Scalar, [-2]))[0];

        Assert.Equal(0, shape.Shape.Rank);
        Assert.Equal(224, shape.ToInt64Array()[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Elements_are_taken_one_by_one(int axis)
    {
        Tensor<float> input = TestData.Random(10, 3, 4);
        var indices = new Tensor<long>(new TensorShape(2, 3), [0, 2, -1, 1, -2, 0]);

        var output = (Tensor<float>)OneNode.Evaluate(new GatherElements(axis), input, indices)[0];
        Assert.Equal(GatherReference.Elements(input, indices, axis).Data, output.Data);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Tuples_of_indices_take_slices(int batchAxes)
    {
        Tensor<float> input = TestData.Random(11, 2, 3, 4, 2);
        var indices = new Tensor<long>(new TensorShape(2, 3, 2), [0, 1, 1, -1, 0, 0, -1, 1, 1, 2, 0, -2]);

        var output = (Tensor<float>)OneNode.Evaluate(new GatherND(batchAxes), input, indices)[0];
        Tensor<float> expected = GatherReference.Tuples(input, indices, batchAxes);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Misfits_are_refused()
    {
        Assert.Contains("index 3 is out of range for extent 3", OneNode.Error(new Gather(0), 1, OneNode.Data(3), OneNode.Known(3)));
        Assert.Contains("index -4 is out of range", OneNode.Error(new Gather(0), 1, OneNode.Data(3), OneNode.Known(-4)));
        Assert.Contains("must be integers", OneNode.Error(new Gather(0), 1, OneNode.Data(3), OneNode.Data(1)));
        Assert.Contains("Axis 1 is out of range", OneNode.Error(new Gather(1), 1, OneNode.Data(3), OneNode.Known(0)));
        Assert.Contains("indices of rank 2", OneNode.Error(new GatherElements(0), 1, OneNode.Data(3, 3), OneNode.Known(0)));
        Assert.Contains("do not fit", OneNode.Error(new GatherND(0), 1, OneNode.Data(3), OneNode.Known(0, 0)));
        Assert.Contains("index 5 is out of range for extent 4 of axis 1", OneNode.Error(new GatherND(0), 1, OneNode.Data(3, 4), OneNode.Known(0, 5)));
    }
}
