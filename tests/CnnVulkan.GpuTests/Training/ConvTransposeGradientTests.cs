using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Training;

public sealed class ConvTransposeGradientTests
{
    /// <summary>Strides, pads, dilations, rests of the output that no input reaches, groups, one and three axes.</summary>
    [SkippableTheory]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 3, 5, 3, 2 }, 1, new[] { 2, 1 }, new[] { 1, 0 }, new[] { 0, 1 }, new[] { 1, 1 }, new[] { 1, 0 })]
    [InlineData(new[] { 1, 8, 3, 4 }, new[] { 8, 4, 2, 2 }, 1, new[] { 2, 2 }, new[] { 0, 0 }, new[] { 0, 0 }, new[] { 1, 1 }, new[] { 0, 0 })]
    [InlineData(new[] { 3, 4, 3, 3 }, new[] { 4, 1, 3, 3 }, 1, new[] { 1, 1 }, new[] { 1, 2 }, new[] { 1, 0 }, new[] { 2, 2 }, new[] { 0, 1 })]
    [InlineData(new[] { 1, 6, 4, 3 }, new[] { 6, 2, 3, 3 }, 3, new[] { 3, 2 }, new[] { 1, 1 }, new[] { 1, 1 }, new[] { 1, 1 }, new[] { 2, 1 })]
    [InlineData(new[] { 1, 8, 3, 3 }, new[] { 8, 1, 3, 3 }, 8, new[] { 2, 2 }, new[] { 1, 1 }, new[] { 0, 0 }, new[] { 1, 1 }, new[] { 0, 0 })]
    [InlineData(new[] { 2, 3, 7 }, new[] { 3, 4, 4 }, 1, new[] { 2 }, new[] { 1 }, new[] { 2 }, new[] { 1 }, new[] { 0 })]
    [InlineData(new[] { 1, 2, 2, 3, 3 }, new[] { 2, 3, 2, 1, 2 }, 1, new[] { 1, 2, 1 }, new[] { 0, 0, 1 }, new[] { 0, 0, 0 }, new[] { 1, 1, 1 }, new[] { 0, 1, 0 })]
    public void Gradients_are_differences(int[] input, int[] weights, int group, int[] strides, int[] begin, int[] end, int[] dilations, int[] extra)
    {
        var window = new TransposedWindow(new SlidingWindow([.. weights.Skip(2)], [.. strides], [.. begin], [.. end], [.. dilations]), [.. extra]);
        var x = TestData.Random(1, input);
        var w = TestData.Random(2, weights);
        var axes = window.Resolve(x.Shape, w.Shape);
        int outputs = weights[1] * group;
        var output = new TensorShape([input[0], outputs, .. axes.Select(a => a.Output)]);
        // A transposed convolution is the gradient of a convolution's input, of one that fits exactly.
        int[] past = [.. axes.Select(a => (int)((a.Input - 1) * a.Stride + a.Extent - a.PadBegin - a.Output))];
        var reference = new SpatialWindow([.. weights.Skip(2)], strides, begin, past, dilations);
        int plane = output.CountOf(2, output.Rank);
        foreach (bool layouts in new[] { true, false })
        {
            GradientHarness.Check(
                new ConvTranspose(window, group),
                [x, w, TestData.Random(3, outputs)],
                v => [.. Float64Layers.ConvInputGradient(v[0], output, v[1], w.Shape, reference, group).Select((y, i) => y + v[2][i / plane % outputs])],
                [0, 1, 2],
                layouts: layouts);
        }
    }
}
