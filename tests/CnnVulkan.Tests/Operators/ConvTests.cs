using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Operators;

public sealed class ConvTests
{
    private static readonly SlidingWindow Padded = new([3, 3], [], [1, 1], [1, 1]);

    [Fact]
    public void Shapes_and_multiply_adds()
    {
        Operator conv = OneNode.Make("Conv", 11, ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }), ("group", 2L));
        TensorInfo input = OneNode.Data(1, 6, 15, 9), weights = OneNode.Data(8, 3, 3, 3);
        TensorInfo output = OneNode.Infer(conv, 1, input, weights, OneNode.Data(8))[0];
        Assert.Equal(new TensorShape(1, 8, 8, 5), output.Shape);
        Assert.Equal(8 * 8 * 5 * 3 * 9, conv.MultiplyAdds([input, weights], [output]));
    }

    [Fact]
    public void Misfits_are_refused()
    {
        TensorInfo input = OneNode.Data(1, 4, 8, 8);
        Assert.Contains("but the input has 4", OneNode.Error(new Conv(Padded), 1, input, OneNode.Data(8, 3, 3, 3)));
        Assert.Contains("5 output channels do not fall into 2 groups", OneNode.Error(new Conv(Padded, 2), 1, input, OneNode.Data(5, 2, 3, 3)));
        Assert.Contains("bias has 3 elements for 8", OneNode.Error(new Conv(Padded), 1, input, OneNode.Data(8, 4, 3, 3), OneNode.Data(3)));
        Assert.Contains("residual", OneNode.Error(new Conv(Padded, hasResidual: true), 1, input, OneNode.Data(8, 4, 3, 3), null, OneNode.Data(1, 8, 8, 7)));
        Assert.Contains("output size", OneNode.Error(new Conv(new SlidingWindow()), 1, input, OneNode.Data(8, 4, 9, 9)));
        Assert.Contains("same number of axes", OneNode.Error(new Conv(new SlidingWindow()), 1, input, OneNode.Data(8, 4, 3)));
    }

    [Fact]
    public void Bad_attributes_are_refused()
    {
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Conv", 11, ("group", 0L)));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Conv", 11, ("auto_pad", "SOME")));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Conv", 11, ("pads", new long[] { 1, 1, 1 })));
        Assert.Throws<ModelFormatException>(() => OneNode.Make("Conv", 11, ("strides", new long[] { 0, 1 })));
    }

    [Theory]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 32, 16, 3, 3 }, 1, true, "subgroup tiled winograd winograd2")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 32, 16, 3, 3 }, 1, false, "subgroup tiled winograd winograd2")]
    [InlineData(new[] { 1, 3, 8, 8 }, new[] { 5, 3, 1, 1 }, 1, true, "subgroup tiled")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 16, 1, 3, 3 }, 16, true, "depthwise")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 16, 1, 3, 3 }, 16, false, "depthwise")]
    [InlineData(new[] { 1, 18, 8, 8 }, new[] { 18, 1, 3, 3 }, 18, true, "")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 32, 1, 3, 3 }, 16, true, "")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 16, 2, 3, 3 }, 8, true, "")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 16, 8, 3, 3 }, 2, true, "subgroup tiled")]
    [InlineData(new[] { 1, 12, 8, 8 }, new[] { 16, 6, 3, 3 }, 2, true, "")]
    [InlineData(new[] { 1, 8, 8, 8 }, new[] { 6, 4, 3, 3 }, 2, true, "")]
    [InlineData(new[] { 1, 16, 8 }, new[] { 16, 16, 3 }, 1, true, "subgroup tiled")]
    [InlineData(new[] { 1, 16, 8, 8, 8 }, new[] { 16, 16, 3, 3, 3 }, 1, true, "")]
    public void Algorithms_for_vectors_of_channels_follow_from_the_shapes(int[] input, int[] weights, int group, bool constant, string expected)
        => Assert.Equal(expected, Fitting(input, weights, group, constant, Layout.Nc4hw));

    [Theory]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 32, 16, 3, 3 }, 1, "direct")]
    [InlineData(new[] { 1, 16, 8, 8 }, new[] { 16, 1, 3, 3 }, 16, "depthwise direct")]
    [InlineData(new[] { 1, 3, 8, 8 }, new[] { 6, 1, 3, 3 }, 3, "depthwise direct")]
    [InlineData(new[] { 1, 16, 8, 8, 8 }, new[] { 16, 16, 3, 3, 3 }, 1, "direct")]
    public void Algorithms_for_plain_pictures_follow_from_the_shapes(int[] input, int[] weights, int group, string expected)
    {
        Assert.Equal(expected, Fitting(input, weights, group, constant: true, Layout.Nchw));
        Assert.Equal(expected, Fitting(input, weights, group, constant: false, Layout.Nchw));
    }

    [Theory]
    [InlineData("direct", 0, 3 * 4)]
    [InlineData("subgroup", 8, 3 * 4)]
    [InlineData("tiled", 1, 2 * 2)]
    public void What_passes_a_binding_is_split_by_batch_and_by_output_channel(string algorithm, int rows, int dispatches)
    {
        // A picture takes 16 KiB on either side, so two fit a binding; the weights take 144 KiB.
        var limits = new DeviceLimits { MaxStorageBufferRange = algorithm == "tiled" ? 81920 : 40960, StorageBufferAlignment = 256 };
        var weights = new Tensor<float>(new TensorShape(64, 64, 3, 3));
        Layout layout = algorithm == "direct" ? Layout.Nchw : Layout.Nc4hw;
        var way = new Way(algorithm, rows == 0 ? default : new TileSize(rows, 4, algorithm == "tiled" ? 1 : 0));
        Plan plan = OneNode.Lower(new Conv(Padded), new Planning(new DeviceProfile { Limits = limits }, layout, way), Precision.Float32, 1, OneNode.Data(6, 64, 8, 8), TensorInfo.Of(weights));
        Assert.Equal(dispatches, plan.Dispatches.Length);
        Assert.All(plan.Dispatches.SelectMany(d => d.Bindings), b => Assert.InRange(b.BindBytes, 1, limits.MaxStorageBufferRange));
        Assert.Equal(6L * 64 * 8 * 8 * 64 * 9, plan.Dispatches.Sum(d => d.MultiplyAdds));
    }

    [Fact]
    public void A_picture_that_no_binding_holds_is_refused_with_the_numbers()
    {
        var limits = new DeviceLimits { MaxStorageBufferRange = 4096 };
        var weights = TensorInfo.Of(new Tensor<float>(new TensorShape(8, 8, 3, 3)));
        string message = Assert.Throws<ShapeException>(() => OneNode.Lower(new Conv(Padded), limits, 1, OneNode.Data(1, 8, 16, 16), weights)).Message;
        Assert.Contains("8,192 bytes", message);
    }

    private static string Fitting(int[] input, int[] weights, int group, bool constant, Layout layout)
    {
        var problem = new ConvProblem
        {
            Geometry = ConvGeometry.Of(new SlidingWindow(), group, OneNode.Data(input), OneNode.Data(weights)),
            Layout = layout,
            HasConstantWeights = constant,
            HasBias = false,
            HasResidual = false,
            Activation = Activation.None,
            Precision = Precision.Float32,
            Device = TestProfiles.Gpu,
        };
        return string.Join(' ', ConvAlgorithm.List.All.Where(a => a.Fits(problem)).Select(a => a.Name));
    }
}
