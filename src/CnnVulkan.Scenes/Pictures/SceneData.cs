using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Props;
using CnnVulkan.Scenes.Rendering;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>
/// Labelled pictures of the props, and of none of them, drawn straight into memory: any number, each known by its place alone. On a
/// device of its own, many pictures per submission. Used by one thread at a time.
/// </summary>
public sealed class SceneData : IDisposable
{
    private const int LeastSize = 8;

    /// <summary>Pictures per submission: enough that its cost does not count, and that recipes are made on all cores.</summary>
    private const int Batch = 32;

    /// <summary>Of each picture's edge in pixels per pixel that is kept: four samples make one, without the cost of multisampling on CPU drivers.</summary>
    private const int Oversampling = 2;

    /// <summary>The map spans 8 units, a picture of 96 pixels about 3: a texel is half a pixel.</summary>
    private const int ShadowSize = 512;

    private readonly GraphicsDevice _device;
    private readonly SceneRenderer _renderer;
    private readonly GraphicsBuffer _pixels;
    private readonly SceneDataRandomizer _randomizer;
    private long _recorded;

    /// <summary>Makes the props and a device ready; takes a second or two.</summary>
    /// <exception cref="ArgumentException">A size that cannot be, a prop that is not there, or fewer than two left.</exception>
    /// <exception cref="NoVulkanDeviceException">There is no Vulkan device.</exception>
    public SceneData(SceneDataOptions options)
    {
        if (options.Size is < LeastSize or > ScenePictureOptions.MaxSize)
            throw new ArgumentException($"The size of pictures is {options.Size}; it must be {LeastSize} to {ScenePictureOptions.MaxSize}.", nameof(options));
        Options = options;
        if (options.Without.FirstOrDefault(w => PropCatalog.IndexOf(w) < 0) is { } unknown)
            throw new ArgumentException($"There is no prop '{unknown}'. There are: {string.Join(", ", PropCatalog.Labels)}.", nameof(options));
        int[] props = [.. Enumerable.Range(0, PropCatalog.Labels.Count).Where(i => !options.Without.Contains(PropCatalog.Labels[i]))];
        if (props.Length < 2)
            throw new ArgumentException($"At least two props must be left to be told apart, not {props.Length}.", nameof(options));
        Labels = [.. props.Select(p => PropCatalog.Labels[p]), "nothing"];
        _randomizer = new SceneDataRandomizer(options.Seed, props);
        PropCatalog.Prepare();
        Shapes.Prepare();
        _device = GraphicsDevice.Create(new GraphicsDeviceOptions { DeviceName = options.Device, Validation = options.Validation, CacheDirectory = "off" });
        try
        {
            _renderer = new SceneRenderer(_device, SceneQuality.Fast, Batch, ShadowSize);
            _pixels = new GraphicsBuffer(_device, "scene data/read", (ulong)(Batch * DrawnBytes), BufferUsageFlags.TransferDstBit, hostVisible: true);
        }
        catch
        {
            _renderer?.Dispose();
            _device.Dispose();
            throw;
        }
    }

    /// <summary>All props there are, by alphabet.</summary>
    public static IReadOnlyList<string> Props => PropCatalog.Labels;

    /// <summary>The classes in the order of their numbers: the props by alphabet, then <c>nothing</c>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Which pictures.</summary>
    public SceneDataOptions Options { get; }

    /// <summary>The name of the Vulkan device.</summary>
    public string DeviceName => _device.Name;

    /// <summary>What the validation layers said; empty where they are off, and should be where they are on.</summary>
    public IReadOnlyList<string> ValidationMessages => _device.ValidationMessages;

    /// <summary>Bytes per picture: red, green and blue of each pixel side by side.</summary>
    public int PictureBytes => 3 * Options.Size * Options.Size;

    private int DrawnSize => Oversampling * Options.Size;

    private int DrawnBytes => 4 * DrawnSize * DrawnSize;

    /// <summary>The class of a picture: they take turns.</summary>
    public int LabelOf(long index) => _randomizer.LabelOf(index);

    /// <summary>Draws pictures that follow each other.</summary>
    /// <param name="first">The number of the first, 0 or more.</param>
    /// <param name="count">How many.</param>
    /// <param name="pixels">Filled with <see cref="PictureBytes"/> per picture.</param>
    /// <param name="progress">Told how many are done, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">There are too few bytes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Render(long first, int count, Memory<byte> pixels, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        if (pixels.Length < (long)count * PictureBytes)
            throw new ArgumentException($"{count} pictures need {(long)count * PictureBytes:N0} bytes, not {pixels.Length:N0}.", nameof(pixels));
        for (int done = 0; done < count; done += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int now = Math.Min(Batch, count - done);
            Render(first + done, pixels.Slice(done * PictureBytes, now * PictureBytes), now);
            progress?.Report(done + now);
        }
    }

    /// <summary>Frees the device and all on it.</summary>
    public void Dispose()
    {
        _pixels.Dispose();
        _renderer.Dispose();
        _device.Dispose();
    }

    private unsafe void Render(long first, Memory<byte> pixels, int count)
    {
        var views = new SceneView[count];
        Parallel.For(0, count, i => views[i] = _randomizer.Make(first + i));
        _device.RunOnce(commands =>
        {
            for (int i = 0; i < count; i++)
            {
                var frame = new FrameContext(commands, Slot: i, Number: ++_recorded, Seconds: 0, DeltaSeconds: 0, DrawnSize, DrawnSize, Scale: 1);
                _renderer.Record(frame, views[i]).Download(commands, _pixels, (ulong)(i * DrawnBytes));
            }
        });
        fixed (byte* mapped = _pixels.Mapped)
        {
            nint drawn = (nint)mapped;
            Parallel.For(0, count, i => Reduce(new ReadOnlySpan<byte>((byte*)drawn + i * DrawnBytes, DrawnBytes), pixels.Span.Slice(i * PictureBytes, PictureBytes)));
        }
    }

    /// <summary>Four pixels to one, alpha left out.</summary>
    private void Reduce(ReadOnlySpan<byte> drawn, Span<byte> picture)
    {
        int size = Options.Size, row = 4 * DrawnSize;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                ReadOnlySpan<byte> upper = drawn.Slice(2 * y * row + 8 * x, 8), lower = drawn.Slice((2 * y + 1) * row + 8 * x, 8);
                Span<byte> to = picture.Slice(3 * (y * size + x), 3);
                for (int c = 0; c < 3; c++)
                    to[c] = (byte)(upper[c] + upper[c + 4] + lower[c] + lower[c + 4] + 2 >> 2);
            }
        }
    }
}
