using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class CastTests
{
    [Fact]
    public void Reals_are_truncated_towards_zero()
    {
        var input = new Tensor<float>(new TensorShape(4), [-1.9f, -0.2f, 0, 2.7f]);
        Assert.Equal(new[] { -1L, 0, 0, 2 }, OneNode.Evaluate(new Cast(ElementType.Int64), input)[0].Elements);
        Assert.Equal(new[] { true, true, false, true }, OneNode.Evaluate(new Cast(ElementType.Bool), input)[0].Elements);
        Assert.Equal(new[] { -1, 0, 0, 2 }, OneNode.Evaluate(new Cast(null), input, new Tensor<int>(new TensorShape(1)))[0].Elements);
    }

    [Fact]
    public void Types_are_named_up_to_opset_5_and_numbered_from_6_on()
    {
        Assert.Equal(ElementType.Bool, ((Cast)OneNode.Make("Cast", 1, ("to", "BOOL"))).To);
        Assert.Equal(ElementType.Float32, ((Cast)OneNode.Make("Cast", 6, ("to", 10L))).To);
        Assert.Equal(ElementType.Int64, ((Cast)OneNode.Make("Cast", 13, ("to", 7L))).To);
        Assert.Throws<NotSupportedException>(() => OneNode.Make("Cast", 13, ("to", 8L)));
    }
}
