using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class VariadicTests
{
    [Fact]
    public void Two_inputs_make_the_plain_function()
    {
        Assert.Equal(BinaryFunction.Add, Assert.IsType<Binary>(OperatorProbe.Create("Sum", 13, 2)).Function);
        Assert.Equal("Sum", Assert.IsType<Variadic>(OperatorProbe.Create("Sum", 13, 3)).Type);
        Assert.Equal("Mean", OperatorProbe.Create("Mean", 13, 2).Type);
    }

    [Fact]
    public void Any_number_is_broadcast_together()
        => Assert.Equal(new TensorShape(2, 3, 4), OperatorProbe.Infer(OperatorProbe.Create("Max", 13, 3), OperatorProbe.Reals(4), OperatorProbe.Reals(3, 1), OperatorProbe.Reals(2, 1, 1))[0].Shape);

    [Theory]
    [InlineData("Mean", 1, 1)]
    [InlineData("Mean", 3, 3)]
    [InlineData("Max", 1, 1)]
    [InlineData("Max", 3, 2)]
    public void Each_join_is_a_dispatch(string type, int inputs, int dispatches)
        => Assert.Equal(dispatches, OperatorProbe.Lower(OperatorProbe.Create(type, 13, inputs), 1, [.. Enumerable.Repeat(OperatorProbe.Reals(5), inputs)]).Dispatches.Length);
}
