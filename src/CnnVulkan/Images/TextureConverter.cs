using CnnVulkan.Dispatching;
using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Images;
using CnnVulkan.Plans;

namespace CnnVulkan;

/// <summary>
/// Makes network inputs of pictures on the GPU: resize, crop, rescale, channel order, normalisation, as a <see cref="Preprocessing"/>
/// says. Pictures may differ in size from call to call; the network's own plan stays as it is. Not thread-safe.
/// </summary>
public sealed class TextureConverter : IDisposable
{
    /// <summary>As many sizes as are kept: each takes a few times the bytes of its result, and one from the CPU four times its picture's.</summary>
    private const int MostSizes = 4;

    /// <summary>A swapchain or a ring of render targets has three or four images; several cameras may be looked at in turn.</summary>
    private const int MostImages = 32;

    private readonly WorkerOptions _options;
    // What frames under way still use must stay.
    private readonly RecentlyUsed<(int Width, int Height), PlanRuns> _uploads = new(MostSizes, runs => !runs.IsUsedByHost);
    private readonly RecentlyUsed<string, PlanRuns> _batches = new(1, runs => !runs.IsUsedByHost);
    private readonly RecentlyUsed<(int Width, int Height), HostImagePlan> _plans = new(MostSizes, plan => !plan.Runs.IsUsedByHost);
    private readonly RecentlyUsed<(ulong Image, ulong Chroma, HostImageFormat Format, int MipLevel, int ArrayLayer, bool IsGeneral), HostImageViews> _views
        = new(MostImages, views => IsOver(views.LastRun));
    private readonly RunSequence _sequence = new();
    private VisionDevice _device;
    // Made when the first image of a host is prepared for.
    private HostImageKernel? _kernel;
    private PlanRuns? _last;
    private TimeSpan _lastGpuTime;
    private bool _disposed;

    /// <summary>Prepares a device.</summary>
    /// <param name="device">The device; it must outlive this.</param>
    /// <param name="preprocessing">What is done to pictures.</param>
    /// <param name="precision">How the result is stored: as the worker that takes it stores reals.</param>
    /// <param name="queue">The queue of the worker that takes it: see <see cref="WorkerOptions.Queue"/>.</param>
    /// <exception cref="UnsupportedDeviceException">The device cannot store 16-bit floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The device has no such queue.</exception>
    public TextureConverter(VisionDevice device, Preprocessing preprocessing, Precision precision = Precision.Float32, int queue = 0)
    {
        device.Check(precision);
        _ = device.Queue(queue);
        Preprocessing = preprocessing;
        _device = device;
        _options = new WorkerOptions { Precision = precision, Queue = queue };
        device.Attach(this);
    }

    /// <summary>What is done to pictures.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>The run of the picture that was converted last.</summary>
    public VisionRun LastRun => _last?.Last ?? default;

    /// <summary>
    /// How long the GPU took for the newest picture that it has finished, without waiting: what a frame takes off the budget of the network behind it. Zero before
    /// the first is known to be, and where the device has no time stamps.
    /// </summary>
    /// <exception cref="DeviceLostException">The GPU was lost.</exception>
    public TimeSpan LastGpuTime
    {
        get
        {
            // So many pictures may be under way that none of those remembered is done.
            if (_last?.LastDone.GpuTime is { Ticks: > 0 } time)
                _lastGpuTime = time;
            return _lastGpuTime;
        }
    }

    /// <summary>Uploads a picture and starts its preprocessing; returns at once, but for a size that was not seen lately, which is prepared for first.</summary>
    /// <param name="image">The picture; its pixels are copied before this returns.</param>
    /// <returns>A tensor of 1×3×H×W, or 1×1×H×W where pictures are made grey, for <see cref="Worker.SetInput(string, GpuTensor)"/>; it belongs to this converter and holds until the next call.</returns>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    public GpuTensor ToTensor(ImageView image)
    {
        ThrowIfDisposed();
        PlanRuns runs = ForUpload(image.Width, image.Height);
        runs.Executor.Input(PreprocessImage.ImageName).Set(image);
        runs.Submit(default, default);
        return Result(runs);
    }

    /// <summary>Uploads pictures of any sizes and starts their preprocessing, as one batch; returns at once, but for sizes that the last batch did not have.</summary>
    /// <param name="images">The pictures; their pixels are copied before this returns.</param>
    /// <returns>A tensor of N×3×H×W, or N×1×H×W where pictures are made grey; it belongs to this converter and holds until the next call.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="ShapeException">A picture cannot be resized as asked for, or they come out with different sizes.</exception>
    public GpuTensor ToTensor(IReadOnlyList<ImageView> images)
    {
        ThrowIfDisposed();
        if (images.Count == 0)
            throw new ArgumentException("A batch has at least one picture.", nameof(images));
        string key = string.Join(' ', images.Select(i => $"{i.Width}×{i.Height}"));
        PlanRuns? runs = _batches.Find(key);
        if (runs is null)
        {
            _batches.MakeRoom();
            runs = MakeRuns(PreprocessImage.AsGraph(Preprocessing, images.Count), [.. images.Select((image, i) => (PreprocessImage.NameOf(i), image.Width, image.Height))]);
            _batches.Add(key, runs);
        }
        for (int i = 0; i < images.Count; i++)
            runs.Executor.Input(PreprocessImage.NameOf(i)).Set(images[i]);
        runs.Submit(default, default);
        return Result(runs);
    }

    /// <summary>
    /// Makes ready for an image of a host: its descriptors, and the plan for the size of the part that is looked at. Takes some milliseconds, so that
    /// <see cref="Record(nint, in HostImage)"/> makes nothing. A ring of images takes a call for each. The image may then be recorded in any layout, part and
    /// orientation, but parts of another size, and layout <c>GENERAL</c> instead of another, want a call of their own.
    /// </summary>
    /// <remarks>Before the host destroys an image it calls <see cref="Forget"/>: another may come to have the same handle.</remarks>
    /// <param name="image">The image.</param>
    /// <exception cref="ArgumentException">It cannot be looked at: says why.</exception>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public void Prepare(in HostImage image)
    {
        image.Check();
        (int width, int height) = image.Part;
        PrepareSize(width, height);
        _kernel!.Prepare(image);
        if (FindViews(image) is null)
        {
            _views.MakeRoom();
            HostImageViews views = _kernel.MakeViews(image);
            _views.Add(views.Key, views);
        }
    }

    /// <summary>The longer part of <see cref="Prepare"/>, for a host that does not have its image yet but knows how large it will be.</summary>
    /// <param name="width">Columns that will be looked at.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public void PrepareSize(int width, int height)
    {
        ThrowIfDisposed();
        _kernel ??= new HostImageKernel(_device);
        if (_plans.Find((width, height)) is null)
            AddPlan(width, height);
    }

    /// <summary>Makes ready for pictures of a size in CPU memory that <see cref="Record(nint, in ImageView)"/> will be given: takes some milliseconds.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public void PrepareUpload(int width, int height)
    {
        ThrowIfDisposed();
        ForUpload(width, height);
    }

    /// <summary>All of <see cref="Prepare"/> but the image's own descriptors.</summary>
    internal void PrepareKind(int width, int height, HostImageFormat format, HostImageEncoding encoding)
    {
        PrepareSize(width, height);
        _kernel!.Prepare(new HostImage(0, width, height, format, 0) { Encoding = encoding });
    }

    /// <summary>
    /// Records the preprocessing of a picture in CPU memory into the host's command buffer. Its pixels are copied before this returns, and go to the GPU
    /// with the commands.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="image">The picture.</param>
    /// <returns>As of <see cref="Record(nint, in HostImage)"/>.</returns>
    /// <exception cref="ArgumentException">The command buffer is null.</exception>
    /// <exception cref="InvalidOperationException">Its size was not prepared for, or four others were since: call <see cref="PrepareUpload"/>.</exception>
    public GpuTensor Record(nint commandBuffer, in ImageView image)
    {
        ThrowIfDisposed();
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        PlanRuns runs = _uploads.Find((image.Width, image.Height))
            ?? throw new InvalidOperationException($"Pictures of {image.Width}×{image.Height} were not prepared for. Call TextureConverter.PrepareUpload, at a time when it may take a moment.");
        runs.Executor.Input(PreprocessImage.ImageName).Set(image);
        runs.Record(commandBuffer);
        return Result(runs);
    }

    /// <summary>
    /// Records the preprocessing of a picture that lies in an image of the host into the host's command buffer: it is sampled where it lies. The
    /// commands see what was written to the image before them on the same queue, in this command buffer or an earlier submission, without
    /// a barrier of the host's; what the host records after them waits until the image has been read.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="image">The picture.</param>
    /// <returns>
    /// A tensor of 1×3×H×W, or 1×1×H×W where pictures are made grey, for <see cref="Worker.SetInput(string, GpuTensor)"/> of a worker that is recorded behind this, in the same
    /// command buffer or a later one; it belongs to this converter and holds until the next picture's commands run.
    /// </returns>
    /// <exception cref="ArgumentException">A handle is null, or the image cannot be looked at.</exception>
    /// <exception cref="InvalidOperationException">It was not prepared for, or four other sizes were since: call <see cref="Prepare"/>.</exception>
    public GpuTensor Record(nint commandBuffer, in HostImage image)
    {
        ThrowIfDisposed();
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        (HostImagePlan plan, HostImageViews views) = Prepared(image);
        plan.Record(commandBuffer, image, views);
        return Result(plan.Runs);
    }

    /// <summary>As <see cref="Record(nint, in HostImage)"/>, submitted here, between a host's own submissions: for hosts that show no command buffer.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="waits">What it waits for before the image is read.</param>
    /// <param name="signals">What it signals when the image has been read.</param>
    /// <returns>As of <see cref="Record(nint, in HostImage)"/>.</returns>
    /// <exception cref="ArgumentException">A handle is null, or the image cannot be looked at.</exception>
    /// <exception cref="InvalidOperationException">It was not prepared for, or four other sizes were since: call <see cref="Prepare"/>.</exception>
    public GpuTensor Submit(in HostImage image, ReadOnlySpan<QueueSemaphore> waits = default, ReadOnlySpan<QueueSemaphore> signals = default)
    {
        ThrowIfDisposed();
        _device.Check(waits, nameof(waits));
        _device.Check(signals, nameof(signals));
        (HostImagePlan plan, HostImageViews views) = Prepared(image);
        plan.Submit(image, views, waits, signals);
        return Result(plan.Runs);
    }

    /// <summary>Frees what was made for an image that the host is about to destroy. The GPU must have finished the commands that read it.</summary>
    /// <param name="image">The <c>VkImage</c>, of colours or of chroma.</param>
    public void Forget(ulong image)
    {
        _views.Remove(key => key.Image == image || key.Chroma == image);
    }

    /// <summary>Goes on with another device, such as one made after the last was lost. Images are to be prepared again.</summary>
    /// <param name="device">The device; borrowed.</param>
    /// <exception cref="UnsupportedDeviceException">The device cannot store reals like that.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The device has no such queue.</exception>
    public void Attach(VisionDevice device)
    {
        device.Check(_options.Precision);
        _ = device.Queue(_options.Queue);
        Dispose();
        device.Attach(this);
        (_device, _kernel, _last, _lastGpuTime, _disposed) = (device, null, null, default, false);
    }

    /// <summary>Frees what it holds on the GPU.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _uploads.Clear();
        _batches.Clear();
        _plans.Clear();
        _views.Clear();
        _kernel?.Dispose();
        _device.Detach(this);
    }

    private GpuTensor Result(PlanRuns runs)
    {
        _last = runs;
        return runs.Outputs[PreprocessImage.PixelsName];
    }

    private (HostImagePlan Plan, HostImageViews Views) Prepared(in HostImage image)
    {
        image.Check();
        (int width, int height) = image.Part;
        return FindViews(image) is { } views && _kernel!.Has(image) && _plans.Find((width, height)) is { } plan
            ? (plan, views)
            : throw new InvalidOperationException($"{(_plans.Find((width, height)) is null ? $"Parts of {width}×{height} were" : $"Image 0x{image.Image:x} in {image.Format}, {image.Encoding}, was")} not prepared for. "
                + "Call TextureConverter.Prepare, at a time when it may take a moment.");
    }

    private HostImageViews? FindViews(in HostImage image) => _views.Find(HostImageViews.KeyOf(image));

    private PlanRuns ForUpload(int width, int height)
    {
        if (_uploads.Find((width, height)) is { } there)
            return there;
        _uploads.MakeRoom();
        PlanRuns runs = MakeRuns(PreprocessImage.AsGraph(Preprocessing), (PreprocessImage.ImageName, width, height));
        _uploads.Add((width, height), runs);
        return runs;
    }

    private void AddPlan(int width, int height)
    {
        _plans.MakeRoom();
        ImageGeometry geometry = ImageGeometry.Of(Preprocessing, width, height);
        FilterTaps columns = PreprocessRows.ColumnTaps(Preprocessing, geometry, width), rows = PreprocessRows.RowTaps(Preprocessing, geometry, height);
        Plan plan = MakePlan(PreprocessRows.AsGraph(Preprocessing, width, height), (PreprocessImage.ImageName, geometry.Width, rows.Count));
        _plans.Add((width, height), new HostImagePlan(_device, _kernel!, plan, columns.Table, (columns.First, rows.First), _options, _sequence));
        plan.ReleaseConstants();
    }

    private PlanRuns MakeRuns(Graph graph, params (string Name, int Width, int Height)[] pictures)
    {
        Plan plan = MakePlan(graph, pictures);
        var runs = new PlanRuns(plan, _device, _options, _sequence);
        plan.ReleaseConstants();
        return runs;
    }

    private Plan MakePlan(Graph graph, params (string Name, int Width, int Height)[] pictures)
    {
        var inputs = pictures.ToDictionary(p => p.Name, p => new TensorInfo(new TensorShape(p.Height, p.Width), ElementType.Int32));
        return _device.MakePlan(_options.Precision, planner => planner.Plan(graph, inputs), _device.Queue(_options.Queue));
    }

    private static bool IsOver(VisionRun run) => run.State is not (RunState.Recorded or RunState.Submitted);

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(TextureConverter));
    }
}
