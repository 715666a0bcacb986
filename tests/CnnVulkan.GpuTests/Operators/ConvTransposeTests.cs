using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class ConvTransposeTests
{
    [SkippableFact]
    public void Strides_pads_dilations_and_output_padding()
    {
        var window = new WindowCase([3, 2], [2, 3], [1, 0], [0, 1], [1, 2]);
        // Height (5-1)*2 + 1 + 3 - 1 - 0, width (4-1)*3 + 2 + 3 - 0 - 1.
        Check([3, 5, 5, 4], [5, 7, 3, 2], window, new TransposedWindow(window.Window, [1, 2]), [11, 13]);
    }

    [SkippableFact]
    public void Groups()
    {
        var window = new WindowCase([3, 3], [2, 2], [1, 1]);
        Check([1, 6, 4, 5], [6, 5, 3, 3], window, new TransposedWindow(window.Window), [7, 9], 3);
    }

    [SkippableFact]
    public void One_axis() => Check([2, 127, 6], [127, 3, 4], new WindowCase([4], [3]), new TransposedWindow(new WindowCase([4], [3]).Window), [19]);

    [SkippableFact]
    public void Three_axes()
    {
        var window = new WindowCase([2, 3, 2], [1, 2, 2], [0, 1, 0]);
        Check([1, 3, 3, 4, 2], [3, 4, 2, 3, 2], window, new TransposedWindow(window.Window), [4, 7, 4]);
    }

    [SkippableFact]
    public void An_output_shape_decides_the_padding()
    {
        // Height: (3-1)*3 + 3 = 9 for 8: one row too many, cut off at the beginning. Width: (3-1)*2 + 3 = 7 for 9: two columns of bias only.
        var asked = new TransposedWindow(new SlidingWindow([3, 3], [3, 2]), [], [8, 9]);
        Check([1, 2, 3, 3], [2, 3, 3, 3], new WindowCase([3, 3], [3, 2], [1, 0], [0, 0]), asked, [8, 9]);
    }

    [SkippableFact]
    public void An_activation_at_the_end()
    {
        Tensor<float> input = TestData.Random(1, 1, 3, 4, 4), weights = TestData.Random(2, 3, 2, 3, 3);
        Tensor<float> plain = ConvTransposeReference.Run(input, weights, null, SpatialWindow.Of(3, 3), [6, 6]);
        var expected = new Tensor<float>(plain.Shape, Array.ConvertAll(plain.Data, v => Math.Clamp(v, -0.5f, 0.25f)));
        var op = new ConvTranspose(new TransposedWindow(new SlidingWindow([3, 3])), 1, new Activation(ActivationFunction.Clip, -0.5f, 0.25f));
        OperatorHarness.Check(op, [input, weights], [expected]);
    }

    private static void Check(int[] inputShape, int[] weightShape, WindowCase window, TransposedWindow transposed, int[] output, int groups = 1)
    {
        Tensor<float> input = TestData.Random(1, inputShape), weights = TestData.Random(2, weightShape), bias = TestData.Random(3, weightShape[1] * groups);
        Tensor<float> expected = ConvTransposeReference.Run(input, weights, bias, window.Reference, output, groups);
        OperatorHarness.Check(new ConvTranspose(transposed, groups), [input, weights, bias], [expected], [1, 2]);
    }
}
