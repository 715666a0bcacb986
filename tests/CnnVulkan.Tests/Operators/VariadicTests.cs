using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class VariadicTests
{
    [Fact]
    public void Two_inputs_make_the_plain_function()
    {
        Assert.Equal(BinaryFunction.Add, Assert.IsType<Binary>(OneNode.Make("Sum", 13, 2)).Function);
        Assert.Equal("Sum", Assert.IsType<Variadic>(OneNode.Make("Sum", 13, 3)).Type);
        Assert.Equal("Mean", OneNode.Make("Mean", 13, 2).Type);
    }

    [Fact]
    public void Any_number_is_broadcast_together()
        => Assert.Equal(new TensorShape(2, 3, 4), OneNode.Infer(OneNode.Make("Max", 13, 3), OneNode.Data(4), OneNode.Data(3, 1), OneNode.Data(2, 1, 1))[0].Shape);

    [Theory]
    [InlineData("Mean", 1, 1)]
    [InlineData("Mean", 3, 3)]
    [InlineData("Max", 1, 1)]
    [InlineData("Max", 3, 2)]
    public void Each_join_is_a_dispatch(string type, int inputs, int dispatches)
        => Assert.Equal(dispatches, OneNode.Lower(OneNode.Make(type, 13, inputs), 1, [.. Enumerable.Repeat(OneNode.Data(5), inputs)]).Dispatches.Length);
}
