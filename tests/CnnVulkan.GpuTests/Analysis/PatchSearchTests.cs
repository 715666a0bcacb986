using System.Collections.Immutable;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests.Analysis;

namespace CnnVulkan.GpuTests.Analysis;

/// <summary>A channel that answers to a planted cross finds it; pictures are fed as they are, so areas are those of the picture.</summary>
public class PatchSearchTests
{
    private static readonly Preprocessing AsIs = Preprocessing.Default with { DoResize = false, DoCenterCrop = false, DoNormalize = false };

    [SkippableFact]
    public void A_channel_finds_its_pattern()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var search = new PatchSearch(Cross(pad: 1), device, "conv");
            search.Add("dim", WithCross(9, 7, 5, 2, 100));
            search.Add("bright", WithCross(9, 7, 2, 4, 200));
            Assert.Equal(2, search.Channels);
            ImmutableArray<Patch> best = search.Best(0);
            Assert.Equal(["bright", "dim"], best.Select(p => p.Picture));
            Assert.Equal(5 * 200 / 255.0, best[0].Activation, 1e-4);
            // The cross's middle is at (2, 4); with a pad of 1 output and middle have the same place.
            Assert.Equal((4, 2), (best[0].Row, best[0].Column));
            Assert.Equal(new PixelArea(1, 3, 3, 3), best[0].Area);
            Assert.Equal(new PixelArea(4, 1, 3, 3), best[1].Area);
            Assert.Equal(0, search.Best(1)[0].Activation, 1e-6);
        });
    }

    /// <summary>Stride and pad of two layers add up: value (y, x) sees 5×5 pixels from 2·y - 1.</summary>
    [SkippableFact]
    public void Areas_follow_stride_and_padding()
    {
        Model model = Model(new SmallNetwork(1, 3, 12, 16).Conv("conv", [2, 3, 3, 3], pad: 1).Constant("conv.weight", CrossWeights()).MaxPool("pool", 3, 2));
        using var search = new PatchSearch(model, GpuFixture.Device, "pool", count: 1);
        search.Add("picture", WithCross(16, 12, 11, 6, 255));
        Patch patch = Assert.Single(search.Best(0));
        Assert.Equal((2, 5), (patch.Row, patch.Column));
        Assert.Equal(new PixelArea(9, 3, 5, 5), patch.Area);
        search.Add("darker", WithCross(16, 12, 3, 3, 90));
        Assert.Equal("picture", Assert.Single(search.Best(0)).Picture);
    }

    [SkippableFact]
    public void Pictures_may_differ_in_size()
    {
        using var search = new PatchSearch(FilterNetwork.Create(), GpuFixture.Device, FilterNetwork.OutputName);
        search.Add("wide", WithCross(30, 9, 20, 4, 255));
        search.Add("high", WithCross(8, 40, 4, 31, 255));
        int bright = FilterNetwork.MapNames.IndexOf("bright blob");
        Assert.Equal(2, search.Best(bright).Length);
        Patch high = search.Best(bright).Single(p => p.Picture == "high");
        Assert.Equal((31, 4), (high.Row, high.Column));
        Assert.Equal(new PixelArea(0, 27, 9, 9), high.Area);
    }

    [SkippableFact]
    public void A_dense_layer_sees_the_whole_picture()
    {
        Model model = Model(new SmallNetwork(1, 3, 4, 6).Layer("flat", "Flatten").Dense("dense", 72, 3)
            .Constant("dense.bias", new Tensor<float>(new TensorShape(3), [1, 2, 3])));
        using var search = new PatchSearch(model, GpuFixture.Device, "dense");
        search.Add("picture", WithCross(6, 4, 2, 2, 255));
        Patch patch = Assert.Single(search.Best(2));
        Assert.Equal((3f, 0, 0, new PixelArea(0, 0, 6, 4)), (patch.Activation, patch.Row, patch.Column, patch.Area));
    }

    /// <summary>The patch reaches past the picture on all sides where padding makes up for what is missing.</summary>
    [SkippableFact]
    public void A_picture_may_be_smaller_than_the_patch()
    {
        Model model = Open(Cross(pad: 1));
        using var search = new PatchSearch(model, GpuFixture.Device, "conv");
        search.Add("dot", new ImageView(Enumerable.Repeat((byte)255, 4).ToArray(), 1, 1));
        Patch patch = Assert.Single(search.Best(0));
        Assert.Equal((1f, new PixelArea(-1, -1, 3, 3)), (patch.Activation, patch.Area));
    }

    [SkippableFact]
    public void A_picture_too_small_for_the_network_is_refused_and_the_search_goes_on()
    {
        using var search = new PatchSearch(Open(Cross(pad: 0)), GpuFixture.Device, "conv");
        Assert.Contains("'conv'", Assert.Throws<ShapeException>(() => search.Add("small", WithCross(2, 2, 0, 0, 255))).Message);
        search.Add("large", WithCross(5, 5, 2, 2, 255));
        Assert.Equal("large", Assert.Single(search.Best(0)).Picture);
    }

    [SkippableFact]
    public void What_is_not_there_is_refused()
    {
        VisionDevice device = GpuFixture.Device;
        Assert.Contains("'conv9'", Assert.Throws<ShapeException>(() => new PatchSearch(Cross(1), device, "conv9")).Message);
        using var search = new PatchSearch(Cross(1), device, "conv");
        Assert.Contains("no picture", Assert.Throws<ShapeException>(() => search.Best(0)).Message);
        search.Add("a", WithCross(9, 7, 4, 4, 255));
        Assert.Contains("0 to 1", Assert.Throws<ShapeException>(() => search.Best(2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatchSearch(Cross(1), device, "conv", count: 0));
    }

    /// <summary>Channel 0 sums a cross of red pixels, channel 1 answers to nothing.</summary>
    private static Model Cross(int pad) => Model(new SmallNetwork(1, 3, 7, 9).Conv("conv", [2, 3, 3, 3], pad: pad).Constant("conv.weight", CrossWeights()));

    private static Tensor<float> CrossWeights()
    {
        var weights = new Tensor<float>(new TensorShape(2, 3, 3, 3));
        float[] cross = [-1, 1, -1, 1, 1, 1, -1, 1, -1];
        cross.CopyTo(weights.Data, 0);
        return weights;
    }

    private static Model Model(SmallNetwork network) => new(network.Model.Graph) { Preprocessing = AsIs };

    /// <summary>The same network for pictures of any size.</summary>
    private static Model Open(Model model)
    {
        var graph = new Graphs.Graph("open", [model.Inputs[0] with { Dimensions = [1, 3, null, null] }], model.Outputs, model.Graph.Nodes, model.Graph.Constants);
        return new Model(graph) { Preprocessing = AsIs };
    }

    /// <summary>A black picture with a cross of five red pixels around (x, y).</summary>
    private static ImageView WithCross(int width, int height, int x, int y, byte red)
    {
        byte[] pixels = new byte[width * height * 4];
        foreach ((int dx, int dy) in new[] { (0, 0), (-1, 0), (1, 0), (0, -1), (0, 1) })
        {
            if (x + dx >= 0 && y + dy >= 0 && x + dx < width && y + dy < height)
                pixels[((y + dy) * width + x + dx) * 4] = red;
        }
        return new ImageView(pixels, width, height);
    }
}
