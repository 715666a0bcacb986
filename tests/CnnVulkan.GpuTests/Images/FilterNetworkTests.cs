using CnnVulkan.GpuTests.Harness;

namespace CnnVulkan.GpuTests.Images;

public class FilterNetworkTests
{
    private const int Width = 24, Height = 20;

    [SkippableFact]
    public void An_even_picture_has_no_edges_and_no_blobs_even_at_its_border()
    {
        Tensor<float> maps = Run((_, _) => 0.5f);
        foreach (string name in new[] { "sobel x+", "sobel x-", "sobel y+", "sobel y-", "bright blob", "dark blob" })
            Assert.All(Map(maps, name), v => Assert.InRange(v, 0, 1e-5));
        foreach (string name in new[] { "gaussian", "sharpen" })
            Assert.All(Map(maps, name), v => Assert.Equal(0.5, v, 4));
    }

    [SkippableFact]
    public void A_step_to_the_right_shows_in_sobel_x_plus_alone()
    {
        Tensor<float> maps = Run((x, _) => x < Width / 2 ? 0 : 1);
        Assert.Equal(1, Map(maps, "sobel x+")[Height / 2 * Width + Width / 2], 4);
        foreach (string name in new[] { "sobel x-", "sobel y+", "sobel y-" })
            Assert.All(Map(maps, name), v => Assert.InRange(v, 0, 1e-5));
    }

    [SkippableFact]
    public void A_step_downwards_shows_in_sobel_y_plus_alone()
    {
        Tensor<float> maps = Run((_, y) => y < Height / 2 ? 0 : 1);
        Assert.Equal(1, Map(maps, "sobel y+")[Height / 2 * Width + Width / 2], 4);
        foreach (string name in new[] { "sobel x+", "sobel x-", "sobel y-" })
            Assert.All(Map(maps, name), v => Assert.InRange(v, 0, 1e-5));
    }

    [SkippableFact]
    public void A_bright_spot_is_a_bright_blob_where_it_is()
    {
        Tensor<float> maps = Run((x, y) => Math.Abs(x - 12) + Math.Abs(y - 10) <= 1 ? 1 : 0);
        float[] blobs = Map(maps, "bright blob");
        Assert.Equal(10 * Width + 12, Array.IndexOf(blobs, blobs.Max()));
        Assert.Equal(0, Map(maps, "dark blob")[10 * Width + 12]);
    }

    private static Tensor<float> Run(Func<int, int, float> gray)
    {
        Model model = FilterNetwork.Create();
        var picture = new Tensor<float>(new TensorShape(1, 3, Height, Width));
        for (int i = 0; i < picture.Data.Length; i++)
            picture.Data[i] = gray(i % Width, i / Width % Height);
        Tensor<float>? maps = null;
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(model.Graph, device);
            worker.SetInput(FilterNetwork.InputName, picture);
            worker.Schedule();
            maps = (Tensor<float>)worker.PeekOutput().Readback();
        });
        Assert.Equal(new TensorShape(1, FilterNetwork.MapNames.Length, Height, Width), maps!.Shape);
        return maps;
    }

    private static float[] Map(Tensor<float> maps, string name)
        => maps.Data.AsSpan(FilterNetwork.MapNames.IndexOf(name) * Width * Height, Width * Height).ToArray();
}
