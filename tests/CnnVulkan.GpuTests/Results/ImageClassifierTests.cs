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

    private static Model MeanColor(bool endsInSoftmax)
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
