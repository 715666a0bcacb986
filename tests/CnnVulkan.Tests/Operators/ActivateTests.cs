using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Operators;

public sealed class ActivateTests
{
    public static TheoryData<string, float, float> Values => new()
    {
        { "Relu", -2f, 0f },
        { "LeakyRelu", -2f, -0.02f },
        { "Elu", -1f, -0.6321206f },
        { "Selu", -1f, -1.1113307f },
        { "Celu", -1f, -0.6321206f },
        { "Sigmoid", 1f, 0.7310586f },
        { "HardSigmoid", 1f, 0.7f },
        { "HardSwish", 1f, 0.6666667f },
        { "Swish", 1f, 0.7310586f },
        { "Tanh", 0.5f, 0.4621172f },
        { "Softplus", 100f, 100f },
        { "Softsign", -3f, -0.75f },
        { "ThresholdedRelu", 1f, 0f },
        { "Mish", 1f, 0.8650984f },
        { "Gelu", 1f, 0.8413447f },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Constants_are_folded_with_the_defaults_of_ONNX(string type, float x, float expected)
    {
        Operator op = OneNode.Make(type, 24);
        Assert.Equal(type, op.Type);
        var result = (Tensor<float>)OneNode.Evaluate(op, new Tensor<float>(new TensorShape(1), [x]))[0];
        Assert.Equal(expected, result.Data[0], 1e-6f);
    }

    [Fact]
    public void Clip_takes_its_bounds_from_attributes_before_opset_11()
    {
        var op = (Activate)OneNode.Make("Clip", 6, 1, ("min", -1f), ("max", 6f));
        Assert.Equal(new Activation(ActivationFunction.Clip, -1, 6), op.Activation);
        Assert.IsType<Clip>(OneNode.Make("Clip", 11));
    }

    [Fact]
    public void Gelu_of_an_unknown_kind_is_refused()
        => Assert.Contains("'quick'", Assert.Throws<ModelFormatException>(() => OneNode.Make("Gelu", 20, 1, ("approximate", "quick"))).Message);

    [Fact]
    public void Integers_know_only_Relu()
    {
        Assert.Equal(ElementType.Int64, OneNode.Infer(OneNode.Make("Relu", 14), OneNode.Integers(3))[0].ElementType);
        var error = Assert.Throws<ShapeException>(() => OneNode.Infer(OneNode.Make("Tanh", 13), OneNode.Integers(3)));
        Assert.Contains("'node' (Tanh): it is defined for real numbers, not for Int64", error.Message);
    }

    [Fact]
    public void What_one_binding_cannot_span_is_split()
    {
        var limits = new DeviceLimits { MaxStorageBufferRange = 4096 };
        Assert.Equal(3, OneNode.Lower(OneNode.Make("Relu", 14), limits, 1, OneNode.Data(2, 1024)).Dispatches.Length);
    }
}
