using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>What GLSL leaves open and ONNX does not: NaN, infinities, shifts past the width, remainders of large numbers.</summary>
public sealed class SpecialValuesTests
{
    private const float Inf = float.PositiveInfinity;

    private static readonly float NegativeNaN = BitConverter.Int32BitsToSingle(unchecked((int)0xffc00000));

    [SkippableTheory]
    [InlineData(ActivationFunction.Relu)]
    [InlineData(ActivationFunction.Clip)]
    [InlineData(ActivationFunction.LeakyRelu)]
    [InlineData(ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Softplus)]
    [InlineData(ActivationFunction.HardSwish)]
    [InlineData(ActivationFunction.Gelu)]
    public void NaN_passes_through_activations(ActivationFunction function)
    {
        var activation = new Activation(function, -1, 6);
        Tensor<float> x = Reals(float.NaN, NegativeNaN, 2, -3, 7, Inf);
        Tensor<float> expected = ElementwiseReference.Map(x, v => ActivationTable.Apply(activation, (float)v));
        Assert.True(float.IsNaN(expected.Data[0]));
        OperatorHarness.Check(new Activate(activation), [x], [expected]);
        var unary = new Tensor<float>(x.Shape, Array.ConvertAll(x.Data, MathF.Exp));
        OperatorHarness.Check(new Unary(UnaryFunction.Exp), [x], [unary]);
        Tensor<float> row = Reals(1, float.NaN, 2);
        OperatorHarness.Check(new Softmax(), [row], [Reals(float.NaN, float.NaN, float.NaN)]);
    }

    [SkippableFact]
    public void NaN_is_the_largest_whatever_its_sign()
    {
        Tensor<float> x = Reals(1, NegativeNaN, 3, float.NaN, -Inf);
        OperatorHarness.Check(new CnnVulkan.Operators.TopK(3), [x], [Reals(float.NaN, float.NaN, 3), TestData.Longs(1, 3, 2)]);
        OperatorHarness.Check(new CnnVulkan.Operators.TopK(3, largest: false), [x], [Reals(-Inf, 1, 3), TestData.Longs(4, 0, 2)]);
        OperatorHarness.Check(new GlobalPool(GlobalPoolFunction.Max), [x.Reshape(new TensorShape(1, 1, 5))], [new Tensor<float>(new TensorShape(1, 1, 1), [float.NaN])]);
    }

    [SkippableFact]
    public void Casts_of_what_no_integer_is()
        => OperatorHarness.Check(new Cast(ElementType.Int32), [Reals(float.NaN, NegativeNaN, Inf, -Inf, -2.9f)],
            [new Tensor<int>(new TensorShape(5), [0, 0, int.MaxValue, int.MinValue, -2])]);

    [SkippableFact]
    public void Remainders_are_exact()
    {
        Tensor<float> a = Reals(1e10f, 16777216, 7.5f, -7.5f, 5, -5, 6, -1, 1e30f, 5);
        Tensor<float> b = Reals(3, 0.1f, -2, 2, Inf, Inf, 0.1f, 3, 7, 0);
        OperatorHarness.Check(new Binary(BinaryFunction.Fmod), [a, b], [ElementwiseReference.Zip(a, b, (x, y) => (float)x % (float)y)], float16: false);
        Tensor<float> python = ElementwiseReference.Zip(a, b, (x, y) => x % y is var r && r != 0 && (r < 0) != (y < 0) ? r + y : r);
        OperatorHarness.Check(new Binary(BinaryFunction.Mod), [a, b], [python], float16: false);
    }

    [SkippableFact]
    public void Powers_of_one_and_to_infinity()
    {
        Tensor<float> a = Reals(1, 1, 2, 0.5f, float.NaN, 0);
        Tensor<float> b = Reals(Inf, -Inf, Inf, Inf, 0, Inf);
        OperatorHarness.Check(new Binary(BinaryFunction.Pow), [a, b], [Reals(1, 1, Inf, 0, 1, 0)]);
    }

    [SkippableFact]
    public void Shifts_past_the_width_leave_nothing()
    {
        var a = new Tensor<int>(new TensorShape(4), [5, 5, -1, 5]);
        // As 32 unsigned bits, -1 is the largest number there is.
        var b = new Tensor<int>(new TensorShape(4), [31, 32, -1, -8]);
        OperatorHarness.Check(new Binary(BinaryFunction.ShiftLeft), [a, b], [new Tensor<int>(a.Shape, [int.MinValue, 0, 0, 0])]);
        OperatorHarness.Check(new Binary(BinaryFunction.ShiftRight), [a, b], [new Tensor<int>(a.Shape, [0, 0, 0, 0])]);
    }

    [SkippableFact]
    public void Hyperbolic_inverses_of_large_numbers()
    {
        Tensor<float> x = Reals(1, 1.0001f, 3, 1e10f, 1e19f, 1e30f, 3e38f);
        OperatorHarness.Check(new Unary(UnaryFunction.Acosh), [x], [ElementwiseReference.Map(x, Math.Acosh)], float16: false);
        OperatorHarness.Check(new Unary(UnaryFunction.Asinh), [x], [ElementwiseReference.Map(x, Math.Asinh)], float16: false);
    }

    [SkippableFact]
    public void A_region_that_leaves_the_picture_is_filled()
    {
        Operator resize = Resize.Create(new NodeAttributes("n", 13, 4, 1, new Dictionary<string, object>
        {
            ["coordinate_transformation_mode"] = "tf_crop_and_resize",
            ["extrapolation_value"] = 9f,
        }));
        OperatorHarness.Check(resize, [Reals(1, 2, 3), Reals(0, 10), null, TestData.Longs(3)], [Reals(1, 9, 9)], [1, 3]);
    }

    [SkippableFact]
    public void A_depth_of_one_with_padding_before_it_is_no_picture()
    {
        Tensor<float> x = TestData.Random(1, 1, 2, 1, 4, 4), w = TestData.Random(2, 3, 2, 1, 3, 3);
        var window = new SpatialWindow([1, 3, 3], [2, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]);
        Operator conv = new Conv(new SlidingWindow(default, [2, 1, 1], [1, 1, 1], [1, 1, 1]));
        OperatorHarness.Check(conv, [x, w], [ConvReference.Run(x, w, null, window)], [1]);
        var shifted = window with { End = [0, 1, 1] };
        // One output in depth, which sees the padding only.
        Operator blind = new Conv(new SlidingWindow(default, [2, 1, 1], [1, 1, 1], [0, 1, 1]));
        OperatorHarness.Check(blind, [x, w], [ConvReference.Run(x, w, null, shifted)], [1]);
    }

    private static Tensor<float> Reals(params float[] values) => new(new TensorShape(values.Length), values);
}
