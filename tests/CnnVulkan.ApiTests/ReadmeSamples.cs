using CnnVulkan;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.ApiTests;

/// <summary>The README's samples, statement by statement; <see cref="ReadmeTests"/> holds the README to them.</summary>
internal static class ReadmeSamples
{
    public static void Classify(byte[] pixels, int width, int height)
    {
        using var classifier = ImageClassifier.Load("models/squeezenet1.1");
        foreach (Prediction p in classifier.Classify(pixels, width, height))      // RGBA, 8 bits per channel
            Console.WriteLine($"{p.Probability:P1} {p.Label}");
    }

    public static async Task<Tensor> AnyTensors(Tensor<float> tensor)
    {
        using var device = VisionDevice.Create();
        Model model = ModelLoader.Load("models/squeezenet1.1");
        using var worker = new Worker(model, device, new WorkerOptions { Precision = Precision.Float16 });
        worker.SetInput("data_0", tensor);                                        // Tensor<float>, 1×3×H×W
        worker.Schedule();                                                        // returns at once
        Tensor scores = await worker.PeekOutput().ReadbackAsync();
        return scores;
    }

    public static GpuTensor OwnDevice(
        nint instance, nint physicalDevice, nint logicalDevice, nint queue, int queueFamily, object queueLock, nint commandBuffer, Model model,
        Tensor tensor, List<IDisposable> owned)
    {
        var device = VisionDevice.Borrow(new BorrowedHandles
        {
            Instance = instance,
            ApiVersion = new Version(1, 2),                                       // what you created the instance for
            PhysicalDevice = physicalDevice,
            Device = logicalDevice,
            EnabledFeatures = VulkanFeatures.TimelineSemaphore,                   // what you enabled; none is needed
            Queues =
            [
                new BorrowedQueue
                {
                    Handle = queue,
                    FamilyIndex = queueFamily,
                    Submission = submit => { lock (queueLock) submit(); },        // a queue takes one thread at a time
                },
            ],
        });
        var worker = new Worker(model, device);
        worker.SetInput(tensor);
        worker.Record(commandBuffer);                                             // between vkBeginCommandBuffer and vkEndCommandBuffer
        owned.AddRange([worker, device]);
        return worker.PeekOutput();
    }

    public static void Frame(
        Worker worker, TextureConverter converter, float[] scores, nint commandBuffer, ulong image, int width, int height, int imageLayout,
        Action<float[]> Show)
    {
        if (worker.LastDoneRun.TryRead("softmaxout_1", scores))                   // the newest that is there, without a wait
            Show(scores);
        if (!worker.IsPartlyRecorded)                                             // the last run has ended: on with the newest picture
            worker.SetInput("data_0", converter.Record(commandBuffer, new HostImage(image, width, height, HostImageFormat.Bgra8, imageLayout)));
        worker.RecordSlice(commandBuffer, TimeSpan.FromMilliseconds(2));          // as much as fits the frame
    }

    public static (VisionHost, FrameSource) Components(VisionDevice device, Action<string> Say)
    {
        var host = new VisionHost(device);
        FrameSource camera = host.Add(new FrameSource());
        FrameNetwork network = host.Add(new FrameNetwork { Source = camera });
        FrameClassifier classes = host.Add(new FrameClassifier { Network = network, Threshold = 0.5f });
        classes.LeaderChanged += leader => Say(leader?.Label ?? "nothing");
        network.Load("models/props");
        return (host, camera);
    }

    public static void ComponentFrame(VisionHost host, FrameSource camera, HostImage rendered, nint commandBuffer)
    {
        camera.Set(rendered);                                                     // each frame: what the game has drawn
        host.Update(commandBuffer);
    }

    public static Model OwnLayer()
    {
        Model model = ModelLoader.Load("cube.onnx", new ModelLoadOptions
        {
            Layers = new Dictionary<string, Func<NodeAttributes, Operator>> { ["com.example:Cube"] = attributes => new Cube() },
        });
        return model;
    }
}
