using CnnVulkan.Images;

namespace CnnVulkan;

/// <summary>
/// Makes network inputs of pictures on the GPU: resize, crop, rescale, channel order, normalisation, as a <see cref="Preprocessing"/>
/// says. Pictures may differ in size from call to call; the network's own plan stays as it is. Not thread-safe.
/// </summary>
public sealed class TextureConverter : IDisposable
{
    private readonly VisionDevice _device;
    private readonly Precision _precision;
    private readonly Worker _worker;
    // For images of a host with blue in the lowest byte; made when the first comes.
    private Worker? _blueFirst;

    /// <summary>Prepares a device.</summary>
    /// <param name="device">The device; it must outlive this.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="precision">How the result is stored: as the worker that takes it stores reals.</param>
    public TextureConverter(VisionDevice device, Preprocessing preprocessing, Precision precision = Precision.Float32)
    {
        Preprocessing = preprocessing;
        _device = device;
        _precision = precision;
        _worker = CreateWorker(blueFirst: false);
    }

    /// <summary>What is done to pictures.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>How long the GPU took for the last picture; waits for it. Zero where the device has no time stamps or nothing has run yet.</summary>
    public TimeSpan LastGpuTime => _worker.LastGpuTime;

    /// <summary>Uploads a picture and starts its preprocessing; returns at once.</summary>
    /// <param name="image">The picture; its pixels are copied before this returns.</param>
    /// <returns>A tensor of 1×3×H×W, or 1×1×H×W where pictures are made grey, for <see cref="Worker.SetInput(string, GpuTensor)"/>; it belongs to this converter and holds until the next call.</returns>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    public GpuTensor ToTensor(ImageView image)
    {
        _worker.SetInput(image);
        _worker.Schedule();
        return _worker.PeekOutput(PreprocessImage.PixelsName);
    }

    /// <summary>
    /// Records the preprocessing of a picture that lies in an image of the host into the host's command buffer: no pixel passes through
    /// the CPU. The commands see what was written to the image before them on the same queue, in this command buffer or an earlier
    /// submission, without a barrier of the host's; what the host records after them waits until the image has been read.
    /// </summary>
    /// <remarks>
    /// The plans of the three picture sizes used last are kept; a fourth frees the one used longest ago. A host with more than two frames
    /// in flight must not go through four sizes in as many frames. Pictures of a size seen before allocate nothing.
    /// </remarks>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="image">The picture.</param>
    /// <returns>
    /// A tensor of 1×3×H×W, or 1×1×H×W where pictures are made grey, for <see cref="Worker.SetInput(string, GpuTensor)"/> of a worker that is recorded behind this, in the same
    /// command buffer or a later one; it belongs to this converter and holds until the next picture's commands run.
    /// </returns>
    /// <exception cref="ArgumentException">A handle is null, or the image's layout is one whose contents are not kept.</exception>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    public GpuTensor Record(nint commandBuffer, in HostImage image)
    {
        image.Check();
        Worker worker = image.Format == HostImageFormat.Bgra8 ? _blueFirst ??= CreateWorker(blueFirst: true) : _worker;
        worker.Record(commandBuffer, image);
        return worker.PeekOutput(PreprocessImage.PixelsName);
    }

    /// <summary>Frees what it holds on the GPU.</summary>
    public void Dispose()
    {
        _blueFirst?.Dispose();
        _worker.Dispose();
    }

    private Worker CreateWorker(bool blueFirst)
        => new(PreprocessImage.AsGraph(Preprocessing, blueFirst), _device, new WorkerOptions { Precision = _precision });
}
