using System.Collections.Immutable;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.GpuTests.Images;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.GpuTests.Results;

/// <summary>Classifies by mean colour: the scores are the means of red, green and blue, so the answer is known.</summary>
public class ImageClassifierTests
{
    private static readonly Preprocessing Plain = Preprocessing.Default with { ShortestEdge = 8, CropWidth = 8, CropHeight = 8, DoNormalize = false };

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tells_the_likeliest_classes_first(bool endsInSoftmax)
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var classifier = new ImageClassifier(MeanColor(endsInSoftmax), device, new ImageClassifierOptions { Top = 2 });
            ImmutableArray<Prediction> top = classifier.Classify(Even(0, 255, 51));
            Assert.Equal([1, 2], top.Select(p => p.Index));
            Assert.Equal(["green", "blue"], top.Select(p => p.Label));
            double sum = 1 + Math.Exp(1) + Math.Exp(0.2);
            Assert.Equal(Math.Exp(1) / sum, top[0].Probability, 4);
            Assert.Equal(Math.Exp(0.2) / sum, top[1].Probability, 4);
        });
    }

    [SkippableFact]
    public void After_its_device_is_gone_it_goes_on_with_another()
    {
        VisionDevice first = VisionDevice.Create(GpuFixture.Options);
        var classifier = new ImageClassifier(NetworkCatalog.Create("lenet5"), first);
        ImageView picture = Images.PreprocessImageTests.Noise(40, 30);
        var expected = classifier.Classify(picture);
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => classifier.Classify(picture));
        classifier.Attach(GpuFixture.Device);
        Assert.Equal(expected.AsEnumerable(), classifier.Classify(picture));
        classifier.Dispose();
    }

    [SkippableFact]
    public void Asking_for_more_classes_than_there_are_gives_all()
    {
        using var classifier = new ImageClassifier(MeanColor(true), GpuFixture.Device, new ImageClassifierOptions { Top = 9 });
        Assert.Equal(3, classifier.Classify(PreprocessImageTests.Noise(33, 21)).Length);
    }

    [SkippableFact]
    public void Labels_must_be_one_per_score()
    {
        Model model = MeanColor(true);
        var wrong = new Model(model.Graph) { Preprocessing = Plain, Labels = new Labels(["red", "green"]) };
        Assert.Throws<ModelFormatException>(() => new ImageClassifier(wrong, GpuFixture.Device));
    }

    [SkippableFact]
    public void A_network_that_gives_maps_is_no_classifier()
        => Assert.Throws<ShapeException>(() => new ImageClassifier(FilterNetwork.Create(), GpuFixture.Device));

    /// <summary>More sizes than are kept, and each twice: what was kept, and what was made again, says what the two steps by themselves say.</summary>
    [SkippableTheory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float16)]
    public void Pictures_of_many_sizes_give_the_bits_of_a_converter_and_a_worker(Precision precision)
    {
        VisionDevice device = GpuFixture.Device;
        Skip.If(precision == Precision.Float16 && !device.Limits.Storage16Bit, "The device has no 16-bit storage.");
        Model model = MeanColor(false);
        GpuFixture.Validated(device, () =>
        {
            using var classifier = new ImageClassifier(model, device, new ImageClassifierOptions { Top = 3, Precision = precision });
            using var converter = new TextureConverter(device, Plain, precision);
            using var worker = new Worker(ClassifierHead.Append(model, new TensorShape(1, 3, 8, 8), 3).Graph, device, new WorkerOptions { Precision = precision });
            foreach ((int width, int height) in new[] { (33, 21), (33, 21), (12, 10), (64, 48), (9, 40), (12, 10), (100, 8), (8, 8), (33, 21) })
            {
                ImageView picture = PreprocessImageTests.Noise(width, height);
                worker.SetInput("x", converter.ToTensor(picture));
                worker.Schedule();
                ImmutableArray<Prediction> top = classifier.Classify(picture);
                Assert.Equal(worker.PeekOutput(ClassifierHead.Indices).Readback().ToInt32Array(), top.Select(p => p.Index));
                Assert.Equal(worker.PeekOutput(ClassifierHead.Probabilities).Readback().ToFloatArray(), top.Select(p => p.Probability));
                Assert.Equal(device.Info.Timestamps, classifier.LastGpuTime > TimeSpan.Zero);
            }
        });
    }

    [SkippableFact]
    public void A_picture_allocates_nothing_but_its_predictions()
    {
        _ = GpuFixture.Device;
        // Without validation: its layer is not what is measured.
        using VisionDevice device = VisionDevice.Create(GpuFixture.Options with { Validation = false });
        using var classifier = new ImageClassifier(MeanColor(true), device);
        ImageView[] pictures = [PreprocessImageTests.Noise(320, 240), PreprocessImageTests.Noise(21, 33)];
        const int Rounds = 50;
        long Allocated(Action<ImageView> once)
        {
            for (int i = 0; i < 5; i++)
                Array.ForEach(pictures, once);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Rounds; i++)
                Array.ForEach(pictures, once);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        ImmutableArray<Prediction> kept = [];
        Prediction[] made = [];
        long predictions = Allocated(_ => made = [new(0, "", 0), new(1, "", 0), new(2, "", 0)]);
        Assert.Equal(predictions, Allocated(picture => kept = classifier.Classify(picture)));
        Assert.Equal(made.Length, kept.Length);
    }

    [SkippableFact]
    public void A_network_that_takes_no_such_pictures_is_refused_at_once()
    {
        Model model = MeanColor(true);
        var wrong = new Model(model.Graph) { Preprocessing = Plain with { CropWidth = 9 }, Labels = model.Labels };
        Assert.Contains("x: Float32", Assert.Throws<ShapeException>(() => new ImageClassifier(wrong, GpuFixture.Device)).Message);
    }

    internal static Model MeanColor(bool endsInSoftmax)
    {
        List<Node> nodes = [Node("GlobalAveragePool", "x", "means", [])];
        if (endsInSoftmax)
            nodes.Add(Node("Softmax", "means", "probabilities", new() { ["axis"] = 1L }));
        string output = nodes[^1].Outputs[0];
        var graph = new Graph("colors", [new GraphInput("x", ElementType.Float32, [null, 3, 8, 8])], [output], nodes, new Dictionary<string, Tensor>());
        return new Model(graph) { Preprocessing = Plain, Labels = new Labels(["red", "green", "blue"]) };
    }

    private static Node Node(string type, string input, string output, Dictionary<string, object> attributes)
        => new(type, OperatorCatalog.Factories[type](new NodeAttributes(type, 13, 1, 1, attributes)), [input], [output]);

    private static ImageView Even(byte red, byte green, byte blue)
        => new(Enumerable.Repeat(new[] { red, green, blue, (byte)255 }, 12 * 10).SelectMany(p => p).ToArray(), 12, 10);
}
