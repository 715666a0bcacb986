using CnnVulkan.Dispatching;

namespace CnnVulkan;

/// <summary>
/// The newest picture of something: an image that the game renders, a camera's, a file's. Networks that look slower than pictures come leave out those in
/// between. Pictures in images are for the thread that updates the host; those from the CPU may come from any thread.
/// </summary>
public sealed class FrameSource : VisionComponent
{
    private readonly object _lock = new();
    private HostImage _image;
    private byte[] _pixels = [];
    private ImageView _view;
    private bool _isOnCpu;
    private long _version, _cut;

    /// <summary>Goes up with every picture; 0 before the first.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Columns of the picture that are looked at; 0 before the first.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of it.</summary>
    public int Height { get; private set; }

    /// <summary>The picture's size, and whether it is in CPU memory.</summary>
    internal (int Width, int Height, bool IsOnCpu) Kind => (Width, Height, _isOnCpu);

    /// <summary>The version of the first picture of what is shown now: it shows something else than the one before. See <see cref="Cut"/>.</summary>
    internal long CutVersion => Interlocked.Read(ref _cut);

    /// <summary>Says how large the first picture will be, so that networks are made ready for it before it is there.</summary>
    /// <param name="width">Columns that will be looked at.</param>
    /// <param name="height">Rows.</param>
    /// <param name="onCpu">Whether it will come from CPU memory.</param>
    public void Expect(int width, int height, bool onCpu = false)
    {
        lock (_lock)
        {
            if (_version == 0)
                (Width, Height, _isOnCpu) = (width, height, onCpu);
        }
    }

    /// <summary>Shows a picture in an image of the host, in every frame in which it has changed.</summary>
    /// <param name="image">
    /// The image. It must hold the picture when the commands of the next <see cref="VisionHost.Update(nint, float?)"/> run; a network that is in the middle of another takes
    /// the one that is set when it ends.
    /// </param>
    /// <exception cref="ArgumentException">It cannot be looked at: says why.</exception>
    public void Set(in HostImage image)
    {
        image.Check();
        lock (_lock)
        {
            (_image, _isOnCpu) = (image, false);
            (Width, Height) = image.Part;
            _version++;
        }
    }

    /// <summary>Shows a picture in CPU memory. Its bytes are copied before this returns.</summary>
    public void Set(in ImageView pixels)
    {
        lock (_lock)
        {
            if (_pixels.Length < pixels.Pixels.Length)
                _pixels = new byte[pixels.Pixels.Length];
            pixels.Pixels.CopyTo(_pixels);
            _view = new ImageView(_pixels.AsMemory(0, pixels.Pixels.Length), pixels.Width, pixels.Height, pixels.Stride, pixels.Order, pixels.Yuv);
            (Width, Height, _isOnCpu) = (pixels.Width, pixels.Height, true);
            _version++;
        }
    }

    /// <summary>The next picture shows something else: what is smoothed over time starts afresh with it.</summary>
    public void Cut()
    {
        lock (_lock)
            _cut = _version + 1;
    }

    /// <summary>
    /// Has networks forget an image that is about to be destroyed. The GPU must have finished the frames that it was set in.
    /// </summary>
    /// <param name="image">The <c>VkImage</c>.</param>
    public void Forget(ulong image)
    {
        lock (_lock)
        {
            if (!_isOnCpu && (_image.Image == image || _image.Chroma == image))
                (Width, Height, _image) = (0, 0, default);
        }
        foreach (FrameNetwork network in Host?.Components.OfType<FrameNetwork>() ?? [])
            network.Forget(image);
    }

    /// <summary>Records the preprocessing of the newest picture.</summary>
    internal GpuTensor Record(TextureConverter converter, nint commandBuffer, out long version)
    {
        lock (_lock)
        {
            version = _version;
            if (_isOnCpu)
                return converter.Record(commandBuffer, _view);
            // Sizes are prepared for before: what is left for a new image is its descriptors.
            converter.Prepare(_image);
            return converter.Record(commandBuffer, _image);
        }
    }
}
