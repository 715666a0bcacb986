namespace CnnVulkan.ApiTests;

/// <summary>The samples of docs/embedding.md, as it shows them: that they compile is their test, and <see cref="BorrowTests"/> and <see cref="HostRunTests"/> do what they do.</summary>
internal sealed class EmbeddingSamples
{
    private readonly float[] _scores = new float[1000];
    private Worker? _worker;
    private TextureConverter? _converter;
    private VisionRun _shown;

    public static VisionDevice Lend(nint instance, nint physicalDevice, nint logicalDevice, nint graphicsQueue, object queueLock)
    {
        VisionDevice device = VisionDevice.Borrow(new BorrowedHandles
        {
            Instance = instance,
            ApiVersion = new Version(1, 2),
            PhysicalDevice = physicalDevice,
            Device = logicalDevice,
            Queues = [new BorrowedQueue { Handle = graphicsQueue, FamilyIndex = 0, Submission = submit => { lock (queueLock) submit(); } }],
            EnabledFeatures = VulkanFeatures.TimelineSemaphore | VulkanFeatures.StorageBuffer16BitAccess,
            EnabledExtensions = ["VK_KHR_timeline_semaphore"],
        });
        return device;
    }

    public async Task Load(VisionDevice device, HostImage[] targets, IProgress<double> bar, CancellationToken cancel)
    {
        Model model = ModelLoader.Load("models/squeezenet1.1");
        var options = new WorkerOptions { Precision = Precision.Float16, Readback = [model.Graph.Outputs[0]], RunsInFlight = 4 };
        Worker worker = await Worker.CreateAsync(model, device, options, bar, cancel);
        var converter = new TextureConverter(device, Preprocessing.For(model), Precision.Float16);
        foreach (HostImage image in targets)
            converter.Prepare(image);
        (_worker, _converter) = (worker, converter);
    }

    public void Frame(nint commandBuffer, HostImage rendered)
    {
        Worker worker = _worker!;
        TextureConverter converter = _converter!;
        VisionRun seen = worker.LastDoneRun;
        if (seen != _shown && seen.TryRead(null, _scores))
        {
            _shown = seen;
            Console.WriteLine($"seen over {seen.Frames} frames, in {seen.GpuTime.TotalMilliseconds:0.00} ms");
        }
        double budget = 2;
        if (!worker.IsPartlyRecorded)
        {
            worker.SetInput(worker.Graph.Inputs[0].Name, converter.Record(commandBuffer, rendered));
            budget = Math.Max(budget - converter.LastGpuTime.TotalMilliseconds, 0.5);
        }
        worker.RecordSlice(commandBuffer, TimeSpan.FromMilliseconds(budget));
    }

    public static void TooLong(VisionRun seen)
    {
        if (seen.OverBudget is { } over)
            Console.WriteLine($"{over.Name} ({over.Operator}) takes {over.Milliseconds:0.0} ms in one piece");
    }

    public static void OnAnOwnDevice(Worker worker)
    {
        VisionRun run = worker.ScheduleSlice(TimeSpan.FromMilliseconds(2));
        _ = run;
    }

    public static void BetweenSubmissions(Worker worker, TextureConverter converter, HostImage rendered, ulong drawn, ulong seen)
    {
        GpuTensor picture = converter.Submit(rendered, waits: [new QueueSemaphore(drawn)]);
        worker.SetInput(worker.Graph.Inputs[0].Name, picture);
        VisionRun run = worker.Submit(signals: [new QueueSemaphore(seen)]);
        _ = run;
    }

    public static async Task Await(Worker worker, CancellationToken cancel)
    {
        Tensor scores = await worker.Schedule().ReadAsync(cancellation: cancel);
        _ = scores;
    }

    public static HostImage[] Images(ulong color, ulong luma, ulong chroma)
    {
        const int ShaderReadOnly = 5, ColorAttachment = 2;
        var hdr = new HostImage(color, 2560, 1440, HostImageFormat.Rgba16Float, ColorAttachment);
        var square = new HostImage(color, 1920, 1080, HostImageFormat.Bgra8Srgb, ShaderReadOnly) { Left = 420, PartWidth = 1080, FlipY = true };
        var camera = new HostImage(luma, 1280, 720, HostImageFormat.Nv12, ShaderReadOnly) { Chroma = chroma, Yuv = YuvStandard.Bt709 };
        return [hdr, square, camera];
    }

    public static Model FromPack(Func<string, Stream?> open) => ModelLoader.Load(name => open($"models/props/{name}"), "props");

    public static ImageView FromCamera(byte[] nv12) => new(nv12, 1280, 720, stride: 1280, PixelOrder.Nv12);

    public static (VisionHost, FrameSource, FrameClassifier) Components(VisionDevice device, HostImage atlas, HostImage overlay)
    {
        var host = new VisionHost(device, new VisionHostOptions { Budget = TimeSpan.FromMilliseconds(3) });
        FrameSource camera = host.Add(new FrameSource());
        FrameNetwork network = host.Add(new FrameNetwork { Source = camera });
        FrameClassifier classes = host.Add(new FrameClassifier { Network = network, Threshold = 0.3f });
        ActivationMapView maps = host.Add(new ActivationMapView { Network = network, Target = atlas, Layer = "conv2" });
        ClassHeatmap heat = host.Add(new ClassHeatmap { Network = network, Target = overlay });
        classes.LeaderChanged += leader => Console.WriteLine(leader is null ? "nothing" : leader.Label);
        network.Load("models/props");
        _ = (maps, heat);
        return (host, camera, classes);
    }

    public static void ComponentFrame(VisionHost host, FrameSource camera, FrameClassifier classes, HostImage rendered, nint commandBuffer)
    {
        camera.Set(rendered);
        host.Update(commandBuffer);
        foreach (SmoothedPrediction seen in classes.Smoothed)
            Console.WriteLine($"{classes.LabelOf(seen.Index)} {seen.Probability:P0}");
    }

    public static void Draw(Worker worker, TextureRenderer renderer, HostImage styled, nint commandBuffer)
    {
        renderer.Prepare(worker.PeekOutput(), styled);
        worker.Record(commandBuffer);
        renderer.Record(commandBuffer, worker.PeekOutput(), styled, new ValueRange(0, 255));
    }

    public static void GoOn(Worker worker, TextureConverter converter, VisionDevice next)
    {
        worker.Attach(next);
        converter.Attach(next);
    }
}
