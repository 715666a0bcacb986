using CnnVulkan.Graphs;
using CnnVulkan.Images;

namespace CnnVulkan;

/// <summary>
/// Makes network inputs of pictures on the GPU: resize, crop, rescale, channel order, normalisation, as a <see cref="Preprocessing"/>
/// says. Pictures may differ in size from call to call; the network's own plan stays as it is. Not thread-safe.
/// </summary>
public sealed class TextureConverter : IDisposable
{
    private const string ImageName = "image";
    private const string PixelsName = "pixels";
    private readonly Worker _worker;

    /// <summary>Prepares a device.</summary>
    /// <param name="device">The device; it must outlive this.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="precision">How the result is stored: as the worker that takes it stores reals.</param>
    public TextureConverter(VisionDevice device, Preprocessing preprocessing, Precision precision = Precision.Float32)
    {
        Preprocessing = preprocessing;
        var node = new Node("preprocess", new PreprocessImage(preprocessing), [ImageName], [PixelsName]);
        var graph = new Graph("preprocess", [new GraphInput(ImageName, ElementType.Int32, [null, null])], [PixelsName], [node], new Dictionary<string, Tensor>());
        _worker = new Worker(graph, device, new WorkerOptions { Precision = precision });
    }

    /// <summary>What is done to pictures.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>How long the GPU took for the last picture; waits for it. Zero where the device has no time stamps or nothing has run yet.</summary>
    public TimeSpan LastGpuTime => _worker.LastGpuTime;

    /// <summary>Uploads a picture and starts its preprocessing; returns at once.</summary>
    /// <param name="image">The picture; its pixels are copied before this returns.</param>
    /// <returns>A tensor of 1×3×H×W for <see cref="Worker.SetInput(string, GpuTensor)"/>; it belongs to this converter and holds until the next call.</returns>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    public GpuTensor ToTensor(ImageView image)
    {
        _worker.SetInput(ImageName, image.ToPackedTensor());
        _worker.Schedule();
        return _worker.PeekOutput(PixelsName);
    }

    /// <summary>Frees what it holds on the GPU.</summary>
    public void Dispose() => _worker.Dispose();
}
