using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class WhereTests
{
    [Fact]
    public void All_three_inputs_broadcast()
    {
        var condition = new Tensor<bool>(new TensorShape(3, 1), [true, false, true]);
        Tensor<long> first = TestData.Longs(1, 2, 3, 4);
        var second = new Tensor<long>(new TensorShape(2, 1, 1), [-1, -2]);

        var output = (Tensor<long>)OneNode.Evaluate(new Where(), condition, first, second)[0];
        Tensor<long> expected = WhereReference.Run(condition, first, second);
        Assert.Equal(expected.Shape, output.Shape);
        Assert.Equal(expected.Data, output.Data);
    }

    [Fact]
    public void Misfits_are_refused()
    {
        var condition = new TensorInfo(new TensorShape(3), ElementType.Bool);
        Assert.Contains("cannot be broadcast", OneNode.Error(new Where(), 1, condition, OneNode.Data(4), OneNode.Data(4)));
        Assert.Contains("must be Bool", OneNode.Error(new Where(), 1, OneNode.Data(4), OneNode.Data(4), OneNode.Data(4)));
        Assert.Contains("one type", OneNode.Error(new Where(), 1, condition, OneNode.Data(3), OneNode.Known(1, 2, 3)));
    }
}
