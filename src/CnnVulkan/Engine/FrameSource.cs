using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// The newest picture of something: an image that the game renders, a camera's, a file's. Networks that look slower than pictures come leave out those in
/// between. Pictures in images are for the thread that updates the host; those from the CPU may come from any thread.
/// </summary>
public sealed class FrameSource : VisionComponent
{
    private readonly object _lock = new();
    private readonly List<FrameNetwork> _users = [];
    private HostImage _image;
    private byte[] _pixels = [];
    private ImageView _view;
    private PictureKind _kind;
    private long _version, _cut;

    /// <summary>Goes up with every picture; 0 before the first.</summary>
    public long Version
    {
        get
        {
            lock (_lock)
                return _version;
        }
    }

    /// <summary>Columns of the picture that are looked at; 0 where there is none.</summary>
    public int Width => Kind.Width;

    /// <summary>Rows of it.</summary>
    public int Height => Kind.Height;

    /// <summary>What must be prepared for to look at the picture.</summary>
    internal PictureKind Kind
    {
        get
        {
            lock (_lock)
                return _kind;
        }
    }

    /// <summary>The version of the first picture of what is shown now; 0 where there was no cut. See <see cref="Cut"/>.</summary>
    internal long CutVersion
    {
        get
        {
            lock (_lock)
                return _cut;
        }
    }

    /// <summary>Says what the first picture will be like, so that networks are made ready for it before it is there. Without effect afterwards.</summary>
    /// <param name="width">Columns that will be looked at.</param>
    /// <param name="height">Rows.</param>
    /// <param name="format">How its image stores texels; null where it comes from CPU memory.</param>
    public void Expect(int width, int height, HostImageFormat? format = HostImageFormat.Rgba8)
    {
        lock (_lock)
        {
            if (_version == 0)
                _kind = new PictureKind(width, height, format is null, format ?? default, default);
        }
    }

    /// <summary>Shows a picture in an image of the host: to be called for each new picture in it. On the thread that updates the host.</summary>
    /// <param name="image">
    /// The image. From now on until another picture is set, or <see cref="Forget"/>, it must hold the picture in that layout whenever commands of <see cref="VisionHost.Update(nint, float?)"/> run: a network that is in
    /// the middle of another begins with it some frames later. It is left as it is found.
    /// </param>
    /// <exception cref="ArgumentException">It cannot be looked at: says why. Nor can it change layout or queue family, since it is not looked at in every frame.</exception>
    public void Set(in HostImage image)
    {
        image.Check();
        if ((image.LayoutAfter is { } after && after != image.Layout) || image.QueueFamily >= 0)
            throw new ArgumentException("Networks look at a source's picture in some frames and not in others, so it can change neither layout nor queue family with them: leave HostImage.LayoutAfter and QueueFamily out.");
        lock (_lock)
        {
            (_image, _kind) = (image, PictureKind.Of(image));
            _version++;
        }
    }

    /// <summary>Shows a picture in CPU memory. Its bytes are copied before this returns. From any thread.</summary>
    public void Set(in ImageView pixels)
    {
        lock (_lock)
        {
            if (_pixels.Length < pixels.Pixels.Length)
                _pixels = new byte[pixels.Pixels.Length];
            pixels.Pixels.CopyTo(_pixels);
            _view = new ImageView(_pixels.AsMemory(0, pixels.Pixels.Length), pixels.Width, pixels.Height, pixels.Stride, pixels.Order, pixels.Yuv);
            (_image, _kind) = (default, PictureKind.Of(pixels));
            _version++;
        }
    }

    /// <summary>Shows nothing, until another picture is set. What was made for the image is kept: see <see cref="Forget"/>.</summary>
    public void Clear()
    {
        lock (_lock)
            (_kind, _image) = (default, default);
    }

    /// <summary>The next picture shows something else: what is smoothed over time starts afresh with it.</summary>
    public void Cut()
    {
        lock (_lock)
            _cut = _version + 1;
    }

    /// <summary>
    /// Has networks forget an image that is about to be destroyed, set now or before: another may come to have its handle. The GPU must have finished all frames
    /// that were updated so far.
    /// </summary>
    /// <param name="image">The <c>VkImage</c>, of colours or of chroma.</param>
    public void Forget(ulong image)
    {
        lock (_lock)
        {
            if (_image.Image == image || _image.Chroma == image)
                (_kind, _image) = (default, default);
        }
        foreach (FrameNetwork network in _users)
            network.Forget(image);
    }

    internal void Add(FrameNetwork network)
    {
        if (!_users.Contains(network))
            _users.Add(network);
    }

    internal void Remove(FrameNetwork network) => _users.Remove(network);

    /// <summary>Records the preprocessing of the newest picture, unless it is of another kind by now.</summary>
    internal GpuTensor? TryRecord(PictureFeed feed, nint commandBuffer, out long version)
    {
        lock (_lock)
        {
            version = _version;
            if (_kind != feed.Kind)
                return null;
            if (_kind.IsOnCpu)
                return feed.Converter.Record(commandBuffer, _view);
            // Its kind is prepared for before: what is left for a new image is its descriptors.
            feed.Converter.Prepare(_image);
            return feed.Converter.Record(commandBuffer, _image);
        }
    }

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        Clear();
        foreach (FrameNetwork network in _users.ToArray())
            network.Source = null;
    }

    /// <summary>Images are another device's.</summary>
    internal override void Detach()
    {
        lock (_lock)
        {
            if (!_kind.IsOnCpu)
                (_kind, _image) = (default, default);
        }
    }
}
