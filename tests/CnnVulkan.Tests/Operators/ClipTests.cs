using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

public sealed class ClipTests
{
    private static readonly TensorInfo Six = TensorInfo.Of(new Tensor<float>(TensorShape.Scalar, [6]));

    [Fact]
    public void Known_bounds_make_it_an_activation_function()
    {
        Assert.Equal(new Activation(ActivationFunction.Clip, float.MinValue, 6), Clip.ToActivation(OneNode.Data(3), null, Six));
        Assert.Null(Clip.ToActivation(OneNode.Data(3), OneNode.Data(), Six));
        Assert.Null(Clip.ToActivation(OneNode.Integers(3), null, null));
    }

    [Fact]
    public void Bounds_computed_at_run_time_take_two_dispatches()
    {
        Plan plan = OneNode.Lower(new Clip(), 1, OneNode.Data(3), OneNode.Data(), OneNode.Data());
        Assert.Equal(["binary", "binary"], plan.Dispatches.Select(d => d.Kernel.Shader));
        Assert.Equal("activate", Assert.Single(OneNode.Lower(new Clip(), 1, OneNode.Data(3), null, Six).Dispatches).Kernel.Shader);
    }

    [Fact]
    public void Integers_are_folded()
    {
        Tensor Scalar(long v) => new Tensor<long>(TensorShape.Scalar, [v]);
        Tensor result = OneNode.Evaluate(new Clip(), new Tensor<long>(new TensorShape(3), [-5, 3, 9]), Scalar(0), Scalar(7))[0];
        Assert.Equal([0L, 3L, 7L], ((Tensor<long>)result).Data);
    }

    [Fact]
    public void A_bound_of_many_numbers_is_refused()
        => Assert.Contains("single number", Assert.Throws<ShapeException>(() => OneNode.Infer(new Clip(), OneNode.Data(3), OneNode.Data(2))).Message);
}
