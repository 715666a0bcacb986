using CnnVulkan.Dispatching;
using CnnVulkan.Tensors;

namespace CnnVulkan;

/// <summary>
/// <see cref="TextureConverter"/> the other way: draws what a network computes into an image of the host, where it lies, enlarged or reduced to the image's size. For
/// networks from picture to picture, and to look at any value. Not thread-safe.
/// </summary>
public sealed class TextureRenderer : IDisposable
{
    private readonly VisionDevice _device;
    private readonly PictureKernels _kernels;
    private readonly List<(GpuTensor Tensor, PictureTensor Bound)> _tensors = [];
    private readonly List<PictureTarget> _targets = [];
    private bool _disposed;

    /// <summary>Makes the shaders ready.</summary>
    /// <param name="device">The device; it must outlive this.</param>
    public TextureRenderer(VisionDevice device)
    {
        _device = device;
        _kernels = new PictureKernels(device);
        device.Attach(this);
    }

    /// <summary>Makes ready to draw a tensor into an image: their descriptors. Nothing where that was done before.</summary>
    /// <param name="tensor">Real numbers of 1×channels×height×width: one channel is drawn grey, two red and green, three as colours, of more the first four with opacity. It may not have been computed yet.</param>
    /// <param name="target">The image: <see cref="HostImageFormat.Rgba8"/> with <c>VK_IMAGE_USAGE_STORAGE_BIT</c>. Call <see cref="Forget"/> before it is destroyed.</param>
    /// <exception cref="ShapeException">The tensor is no picture, or does not lie on the GPU.</exception>
    /// <exception cref="ArgumentException">The image cannot be drawn on: says why.</exception>
    public void Prepare(GpuTensor tensor, in HostImage target)
    {
        ThrowIfDisposed();
        target.CheckTarget();
        DropDead();
        if (Find(tensor) is null)
            _tensors.Add((tensor, _kernels.Bind(tensor)));
        if (Find(target) is null)
            _targets.Add(_kernels.Bind(target));
    }

    /// <summary>
    /// Records the drawing into the host's command buffer: of what the run recorded or scheduled before on the same queue gives. What the host records behind it sees the
    /// picture, in <see cref="HostImage.LayoutAfter"/>, without a barrier of its own.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="target">The image; the part of it that it names is drawn, all of that. Its layout before may be undefined (0): what it held is lost then.</param>
    /// <param name="range">What becomes black and what white; null for 0 and 1.</param>
    /// <exception cref="ArgumentException">A handle is null, the image cannot be drawn on, or the range is empty.</exception>
    /// <exception cref="InvalidOperationException">It was not prepared for.</exception>
    /// <exception cref="ObjectDisposedException">The tensor's worker is gone.</exception>
    public void Record(nint commandBuffer, GpuTensor tensor, in HostImage target, ValueRange? range = null)
    {
        ThrowIfDisposed();
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        target.CheckTarget();
        tensor.Executor.ThrowIfDisposed();
        if (tensor.Executor.IsOverwritten)
            throw new InvalidOperationException($"Another network of the same VisionHost has computed since where '{tensor.Name}' lay. Draw it in FrameNetwork.RunRecorded.");
        ValueRange shown = range ?? new ValueRange(0, 1);
        if (!(shown.High != shown.Low) || !float.IsFinite(shown.High - shown.Low))
            throw new ArgumentException($"From {shown.Low} to {shown.High} there is nothing between black and white.", nameof(range));
        if (Find(tensor) is not { } values || Find(target) is not { } image)
            throw new InvalidOperationException($"'{tensor.Name}' or image 0x{target.Image:x} was not prepared for. Call TextureRenderer.Prepare, at a time when it may take a moment.");
        _kernels.RecordPicture(commandBuffer, values, image, target, shown);
    }

    /// <summary>Frees what was made for an image that the host is about to destroy. The GPU must have finished the commands that draw on it.</summary>
    /// <param name="image">The <c>VkImage</c>.</param>
    public void Forget(ulong image)
    {
        for (int i = _targets.Count - 1; i >= 0; i--)
        {
            if (_targets[i].Key.Image != image)
                continue;
            _targets[i].Dispose();
            _targets.RemoveAt(i);
        }
    }

    /// <summary>Frees everything. The GPU must have finished what was recorded.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach ((_, PictureTensor bound) in _tensors)
            bound.Dispose();
        foreach (PictureTarget target in _targets)
            target.Dispose();
        _kernels.Dispose();
        _device.Detach(this);
    }

    /// <summary>Frees what was made for tensors whose worker is gone: the GPU has finished with those.</summary>
    private void DropDead()
    {
        foreach ((_, PictureTensor bound) in _tensors.Where(t => t.Tensor.Executor.IsDisposed))
            bound.Dispose();
        _tensors.RemoveAll(t => t.Tensor.Executor.IsDisposed);
    }

    private PictureTensor? Find(GpuTensor tensor)
    {
        foreach ((GpuTensor known, PictureTensor bound) in _tensors)
        {
            if (known == tensor)
                return bound;
        }
        return null;
    }

    private PictureTarget? Find(in HostImage image)
    {
        foreach (PictureTarget target in _targets)
        {
            if (target.Key == PictureTarget.KeyOf(image))
                return target;
        }
        return null;
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(TextureRenderer));
    }
}
