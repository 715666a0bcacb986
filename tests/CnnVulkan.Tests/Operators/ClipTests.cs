using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

public sealed class ClipTests
{
    private static readonly TensorInfo Six = TensorInfo.Of(new Tensor<float>(TensorShape.Scalar, [6]));

    [Fact]
    public void Known_bounds_make_it_an_activation_function()
    {
        Assert.Equal(new Activation(ActivationFunction.Clip, float.MinValue, 6), Clip.ToActivation(OperatorProbe.Reals(3), null, Six));
        Assert.Null(Clip.ToActivation(OperatorProbe.Reals(3), OperatorProbe.Reals(), Six));
        Assert.Null(Clip.ToActivation(OperatorProbe.Longs(3), null, null));
    }

    [Fact]
    public void Bounds_computed_at_run_time_take_two_dispatches()
    {
        Plan plan = OperatorProbe.Lower(new Clip(), 1, OperatorProbe.Reals(3), OperatorProbe.Reals(), OperatorProbe.Reals());
        Assert.Equal(["binary", "binary"], plan.Dispatches.Select(d => d.Kernel.Shader));
        Assert.Equal("activate", Assert.Single(OperatorProbe.Lower(new Clip(), 1, OperatorProbe.Reals(3), null, Six).Dispatches).Kernel.Shader);
    }

    [Fact]
    public void Integers_are_folded()
    {
        Tensor Scalar(long v) => new Tensor<long>(TensorShape.Scalar, [v]);
        Tensor result = OperatorProbe.Evaluate(new Clip(), new Tensor<long>(new TensorShape(3), [-5, 3, 9]), Scalar(0), Scalar(7))![0];
        Assert.Equal([0L, 3L, 7L], ((Tensor<long>)result).Data);
    }

    [Fact]
    public void A_bound_of_many_numbers_is_refused()
        => Assert.Contains("single number", Assert.Throws<ShapeException>(() => OperatorProbe.Infer(new Clip(), OperatorProbe.Reals(3), OperatorProbe.Reals(2))).Message);
}
