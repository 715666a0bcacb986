using CnnVulkan.Tests;

namespace CnnVulkan.ApiTests;

/// <summary>A classifier of three classes in the place the README's samples load from: the mean red, green and blue of a picture.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _previous = Environment.CurrentDirectory;

    public ModelFolder()
    {
        _folder.Write("models/squeezenet1.1/model.onnx", OnnxBytes.Model(
            "data_0", "scores", [1, 3],
            OnnxBytes.Node("GlobalAveragePool", "data_0", "means"),
            OnnxBytes.Node("Flatten", "means", "scores")));
        _folder.Write("models/squeezenet1.1/config.json", """{"id2label": {"0": "red", "1": "green", "2": "blue"}}""");
        _folder.Write("models/squeezenet1.1/preprocessor_config.json", """
            {"do_resize": true, "size": {"shortest_edge": 8}, "do_center_crop": true, "crop_size": {"height": 8, "width": 8},
             "do_rescale": true, "rescale_factor": 0.00392156862745098, "do_normalize": false}
            """);
        _folder.Write("cube.onnx", OnnxBytes.Model("x", "y", [1, 3, 8, 8], OnnxBytes.Node("Cube", "x", "y", "com.example")));
        Environment.CurrentDirectory = _folder.Root;
    }

    /// <summary>A green picture of RGBA8.</summary>
    public static byte[] GreenPicture(int width, int height)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < pixels.Length; i += 4)
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (20, 200, 40, 255);
        return pixels;
    }

    public static Tensor<float> Ramp(int number = 0) => new(new TensorShape(1, 3, 8, 8), [.. Enumerable.Range(0, 192).Select(i => i / 96f - 1 + number / 8f)]);

    public void Dispose()
    {
        Environment.CurrentDirectory = _previous;
        _folder.Dispose();
    }
}
