using System;
using System.Threading;
using System.Threading.Tasks;
using CnnVulkan.Kernels;

namespace CnnVulkan.OldHost
{
    /// <summary>Lends its device, records a frame, reads what came of an earlier one: all in C# 9.</summary>
    internal sealed class Host
    {
        private Worker _worker;
        private TextureConverter _converter;
        private VisionRun _last;
        private readonly float[] _scores = new float[1000];

        public async Task Load(IntPtr instance, IntPtr physicalDevice, IntPtr device, IntPtr queue, string model, CancellationToken cancellation)
        {
            var vision = VisionDevice.Borrow(new BorrowedHandles
            {
                Instance = instance,
                ApiVersion = new Version(1, 1),
                PhysicalDevice = physicalDevice,
                Device = device,
                Queues = new[] { new BorrowedQueue { Handle = queue, FamilyIndex = 0, Submission = submit => submit() } },
                EnabledFeatures = VulkanFeatures.TimelineSemaphore | VulkanFeatures.StorageBuffer16BitAccess,
                EnabledExtensions = new[] { "VK_KHR_timeline_semaphore" },
            });
            Model network = ModelLoader.Load(model);
            var options = new WorkerOptions { Precision = Precision.Float16, Readback = new[] { network.Graph.Outputs[0] } };
            _worker = await Worker.CreateAsync(network, vision, options, new Progress<double>(), cancellation);
            _converter = new TextureConverter(vision, network.Preprocessing ?? Preprocessing.Default, Precision.Float16);
            _converter.Prepare(Image(7));
        }

        public void Frame(IntPtr commandBuffer, ulong image)
        {
            if (!_worker.IsPartlyRecorded)
                _worker.SetInput(_worker.Graph.Inputs[0].Name, _converter.Record(commandBuffer, Image(image)));
            VisionRun run = _worker.RecordSlice(commandBuffer, TimeSpan.FromMilliseconds(2));
            if (_last.TryRead(null, _scores))
                Console.WriteLine($"{_last.Frames} frames, {_last.GpuTime.TotalMilliseconds} ms, {_scores[0]}");
            if (!run.IsRecording)
                _last = run;
        }

        private static HostImage Image(ulong image) => new HostImage(image, 1920, 1080, HostImageFormat.Bgra8, 5) { FlipY = true };

        public Prediction[] Classify(byte[] pixels, int width, int height)
        {
            using var classifier = ImageClassifier.Load("models/props", new ImageClassifierOptions { Top = 3 });
            return System.Linq.ImmutableArrayExtensions.ToArray(classifier.Classify(pixels, width, height));
        }

        public Kernel Layer() => new Kernel("cube", new[] { "input", "out output" }, new[] { "uint count" });

        public KernelCall Call(TensorView[] buffers) => new KernelCall { Kernel = Layer(), Buffers = buffers, Invocations = 10 };
    }
}
