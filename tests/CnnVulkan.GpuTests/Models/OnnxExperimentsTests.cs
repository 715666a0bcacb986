using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Models;
using Google.Protobuf;

namespace CnnVulkan.GpuTests.Models;

/// <summary>What files of 2018 hold beside ONNX's own operators, against their definitions.</summary>
public sealed class OnnxExperimentsTests
{
    private static readonly Tensor<float> Picture = TestData.Random(1, 2, 3, 8, 9);

    [SkippableFact]
    public void ImageScaler_scales_and_shifts_each_channel()
    {
        float[] bias = [-1, 0, 3];
        var expected = new Tensor<float>(Picture.Shape, [.. Picture.Data.Select((x, i) => 2 * x + bias[i / 72 % 3])]);
        Check("ImageScaler", expected, ("scale", 2f), ("bias", bias));
    }

    [SkippableFact]
    public void Affine_scales_and_shifts_all()
        => Check("Affine", new Tensor<float>(Picture.Shape, Array.ConvertAll(Picture.Data, x => 150 * x - 2)), ("alpha", 150f), ("beta", -2f));

    /// <summary>1 column to the left, 2 rows above, 3 columns to the right and 4 rows below go.</summary>
    [SkippableFact]
    public void Crop_takes_the_border_off()
        => Check("Crop", Part(rows: 2, columns: 5), ("border", new long[] { 1, 2, 3, 4 }));

    [SkippableFact]
    public void Crop_keeps_a_size()
        => Check("Crop", Part(rows: 6, columns: 7), ("border", new long[] { 1, 2, 0, 0 }), ("scale", new long[] { 6, 7 }));

    private static Tensor<float> Part(int rows, int columns)
    {
        var part = new Tensor<float>(new TensorShape(2, 3, rows, columns));
        for (int i = 0; i < part.Data.Length; i++)
            part.Data[i] = Picture.Data[i / columns / rows * 72 + (i / columns % rows + 2) * 9 + i % columns + 1];
        return part;
    }

    private static void Check(string type, Tensor<float> expected, params (string Name, object Value)[] attributes)
    {
        Model model = ModelLoader.Load(OnnxBuilder.Old(type, [2, 3, 8, 9], attributes).ToByteArray(), "old");
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(model, device);
            worker.SetInput("x", Picture);
            worker.Schedule();
            string? difference = Comparator.Difference(expected, worker.PeekOutput("y").Readback(), 1e-5);
            Assert.True(difference is null, difference);
        });
    }
}
