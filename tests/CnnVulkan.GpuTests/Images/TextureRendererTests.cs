using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using Silk.NET.Vulkan;

namespace CnnVulkan.GpuTests.Images;

/// <summary>What a network computes, drawn into an image of the host.</summary>
public class TextureRendererTests
{
    [SkippableTheory]
    [InlineData(1, 9, 7, 9, 7)]
    [InlineData(3, 9, 7, 9, 7)]
    [InlineData(3, 5, 4, 33, 21)]
    [InlineData(4, 16, 16, 5, 6)]
    [InlineData(2, 6, 3, 12, 6)]
    [InlineData(7, 6, 3, 12, 6)]
    public void A_tensor_is_the_picture_that_plain_loops_make_of_it(int channels, int width, int height, int imageWidth, int imageHeight)
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            foreach (Precision precision in device.Limits.Storage16Bit ? new[] { Precision.Float32, Precision.Float16 } : [Precision.Float32])
            {
                foreach ((bool flip, int left, int top) in ((bool, int, int)[])[(false, 0, 0), (true, 1, 2)])
                    Check(device, channels, width, height, imageWidth, imageHeight, precision, flip, left, top);
            }
        });
    }

    [SkippableFact]
    public void What_cannot_be_drawn_is_refused_by_name()
    {
        VisionDevice device = GpuFixture.Device;
        using Worker worker = Halver(device, 3, 4, 4, Precision.Float32);
        using var renderer = new TextureRenderer(device);
        var image = new HostImage(1, 8, 8, HostImageFormat.Bgra8, (int)ImageLayout.General);
        GpuTensor tensor = worker.PeekOutput();
        Assert.Contains("Bgra8", Assert.Throws<ArgumentException>(() => renderer.Prepare(tensor, image)).Message, StringComparison.Ordinal);
        HostImage fit = image with { Format = HostImageFormat.Rgba8 };
        Assert.Contains("undefined", Assert.Throws<ArgumentException>(() => renderer.Prepare(tensor, fit with { Layout = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("Prepare", Assert.Throws<InvalidOperationException>(() => renderer.Record(1, tensor, fit)).Message, StringComparison.Ordinal);
        Assert.Contains("black", Assert.Throws<ArgumentException>(() => renderer.Record(1, tensor, fit, new ValueRange(2, 2))).Message, StringComparison.Ordinal);
        using var scores = new Worker(NetworkCatalog.Create("lenet5"), device);
        Assert.Contains("1×channels", Assert.Throws<ShapeException>(() => renderer.Prepare(scores.PeekOutput(), fit)).Message, StringComparison.Ordinal);
    }

    private static void Check(VisionDevice device, int channels, int width, int height, int imageWidth, int imageHeight, Precision precision, bool flip, int left, int top)
    {
        using Worker worker = Halver(device, channels, height, width, precision);
        using var renderer = new TextureRenderer(device);
        using var frame = new HostFrame(device);
        ImageView before = PreprocessImageTests.Noise(imageWidth + left + 3, imageHeight + top + 1);
        using var image = new TestImage(device, before, HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal);
        HostImage target = image.Host with { Left = left, Top = top, PartWidth = imageWidth, PartHeight = imageHeight, FlipY = flip, LayoutAfter = (int)ImageLayout.TransferSrcOptimal };
        Tensor<float> values = TestData.Uniform(channels * width, -0.5f, 2.5f, 1, channels, height, width);
        values.Data[0] = float.NaN;
        worker.SetInput(values);
        renderer.Prepare(worker.PeekOutput(), target);
        frame.Run(commands =>
        {
            image.RecordUpload(commands);
            worker.Record(commands);
            renderer.Record(commands, worker.PeekOutput(), target, new ValueRange(0, 1));
            image.RecordDownload(commands);
        });
        byte[] drawn = image.Read(), old = before.Pixels.ToArray();
        for (int y = 0; y < before.Height; y++)
        {
            for (int x = 0; x < before.Width; x++)
            {
                (int column, int row) = (x - left, y - top);
                bool isIn = column >= 0 && row >= 0 && column < imageWidth && row < imageHeight;
                for (int c = 0; c < 4; c++)
                {
                    int at = (y * before.Width + x) * 4 + c;
                    double expected = isIn ? Expected(values, c, column, flip ? imageHeight - 1 - row : row, imageWidth, imageHeight) : old[at];
                    Assert.True(Math.Abs(expected - drawn[at]) <= (isIn ? 1.5 : 0), $"({x}, {y}) channel {c}: {drawn[at]}, not {expected}");
                }
            }
        }
    }

    /// <summary>0 to 255.</summary>
    private static double Expected(Tensor<float> values, int channel, int x, int y, int width, int height)
    {
        int channels = values.Shape[1];
        if (channels == 1 && channel < 3)
            channel = 0;
        else if (channel >= channels)
            return channel == 3 ? 255 : 0;
        if (channels == 1 && channel == 3)
            return 255;
        (int mapWidth, int mapHeight) = (values.Shape[3], values.Shape[2]);
        double u = (x + 0.5) * mapWidth / width - 0.5, v = (y + 0.5) * mapHeight / height - 0.5;
        (int u0, int v0) = ((int)Math.Floor(u), (int)Math.Floor(v));
        double value = Mix(Mix(At(u0, v0), At(u0 + 1, v0), u - u0), Mix(At(u0, v0 + 1), At(u0 + 1, v0 + 1), u - u0), v - v0);
        return value > 0 ? Math.Min(value, 1) * 255 : 0;

        // The network halves its input.
        double At(int column, int row)
            => values.Data[(channel * mapHeight + Math.Clamp(row, 0, mapHeight - 1)) * mapWidth + Math.Clamp(column, 0, mapWidth - 1)] / 2.0;

        static double Mix(double a, double b, double t) => a * (1 - t) + b * t;
    }

    /// <summary>A network from picture to picture.</summary>
    private static Worker Halver(VisionDevice device, int channels, int height, int width, Precision precision)
    {
        var graph = new Graph(
            "halver", [new GraphInput("x", ElementType.Float32, [1, channels, height, width])], ["y"], [new Node("half", new Binary(BinaryFunction.Mul), ["x", "half"], ["y"])],
            new Dictionary<string, Tensor> { ["half"] = new Tensor<float>(TensorShape.Scalar, [0.5f]) });
        return new Worker(graph, device, new WorkerOptions { Precision = precision });
    }
}
