using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Reference;
using CnnVulkan.Tests;
using CnnVulkan.Training;
using Silk.NET.Vulkan;

namespace CnnVulkan.GpuTests.Training;

public sealed class TeachableClassifierTests
{
    private const int Examples = 20, Fresh = 40;

    /// <summary>The glyphs that the network is trained with; the three others it never sees before it is taught.</summary>
    private const int Seen = 7;

    private static readonly TimeSpan OneDispatch = TimeSpan.Zero, Everything = TimeSpan.MaxValue;

    [SkippableFact]
    public void Twenty_examples_each_teach_three_glyphs_that_the_network_never_saw()
    {
        Model model = TrainedOnSeven();
        using var teacher = new TeachableClassifier(model, GpuFixture.Device);
        for (int i = 0; i < Examples; i++)
        {
            for (int glyph = Seen; glyph < GlyphPictures.Classes; glyph++)
                teacher.Teach($"glyph {glyph}", GlyphPictures.View(glyph, i));
        }
        Assert.Equal([new("glyph 7", Examples), new("glyph 8", Examples), new("glyph 9", Examples)], teacher.Classes);
        Assert.True(teacher.IsTraining);
        int steps = teacher.Train();
        Assert.InRange(steps, 1, new TeachableOptions().MostSteps);
        Assert.False(teacher.IsTraining);
        double right = Accuracy(image => teacher.Classify(image)[0].Label);
        Assert.True(right >= 0.9, $"{right:P1} of fresh pictures are told right after {steps} steps, with a loss of {teacher.Loss:0.000}.");

        using var folder = new TemporaryFolder();
        teacher.Save(folder["taught"]);
        // The file says the same, to whoever reads it.
        using var classifier = ImageClassifier.Load(folder["taught"], GpuFixture.Device);
        Assert.Equal(["glyph 7", "glyph 8", "glyph 9"], classifier.Labels!);
        // And what goes on from it too, with another class and the examples of the others.
        using var again = TeachableClassifier.Load(folder["taught"], GpuFixture.Device);
        Assert.Equal(teacher.Classes, again.Classes);
        for (int i = 0; i < 10; i++)
        {
            ImageView image = GlyphPictures.View(Seen + i % 3, 9000 + i);
            Prediction expected = teacher.Classify(image)[0];
            foreach (Prediction other in (Prediction[])[classifier.Classify(image)[0], again.Classify(image)[0]])
            {
                Assert.Equal((expected.Label, expected.Index), (other.Label, other.Index));
                Assert.Equal(expected.Probability, other.Probability, 1e-4);
            }
        }
        for (int i = 0; i < Examples; i++)
            again.Teach("glyph 2", GlyphPictures.View(2, 20_000 + i));
        again.Train();
        Assert.Equal("glyph 2", again.Classify(GlyphPictures.View(2, 3))[0].Label);
        Assert.True(Accuracy(image => again.Classify(image)[0].Label) >= 0.85, "A class more made it forget the others.");
    }

    [SkippableTheory]
    [InlineData(TeachDepth.Head, true)]
    [InlineData(TeachDepth.Head, false)]
    [InlineData(TeachDepth.LastBlock, true)]
    public void It_is_taught_within_the_frames_of_a_host(TeachDepth depth, bool whole)
    {
        VisionDevice device = GpuFixture.Device;
        Model model = NetworkCatalog.Create("cifar-resnet20", new NetworkOptions { Classes = 5, WidthMultiplier = 0.5, Seed = 2 });
        GpuFixture.Validated(device, () =>
        {
            using var frame = new HostFrame(device);
            using TestImage dark = Image(device, 1, 60), bright = Image(device, 2, 220);
            using var teacher = new TeachableClassifier(model, device, new TeachableOptions { Depth = depth, FramesInFlight = 2, BatchSize = 8, RestLoss = 0.2 });
            teacher.Converter.Prepare(dark.Host);
            teacher.Converter.Prepare(bright.Host);
            void Frame(TestImage image, string? name) => frame.Run(commands =>
            {
                image.RecordUpload(commands);
                teacher.Recording = name;
                teacher.Record(commands, image.Host, whole ? Everything : OneDispatch);
            });
            // Until each was an example four times: with one dispatch per frame a look takes many.
            int frames = 0;
            for (; teacher.Classes.Count < 2 || teacher.Classes.Any(c => c.Examples < 4); frames++)
                Frame(frames / 30 % 2 == 0 ? dark : bright, frames / 30 % 2 == 0 ? "dark" : "bright");
            for (; teacher.IsTraining; frames++)
            {
                Assert.True(frames < 60_000, $"The loss is {teacher.Loss} after {teacher.Steps} steps.");
                Frame(dark, null);
            }
            Assert.InRange(teacher.Loss, 0, 0.2);
            foreach ((TestImage image, string name) in ((TestImage, string)[])[(bright, "bright"), (dark, "dark")])
            {
                for (long looks = teacher.Looks; teacher.Looks < looks + 4;)
                    Frame(image, null);
                Assert.Equal(2, teacher.Predictions.Length);
                Assert.Equal(name, teacher.Predictions[0].Label);
                Assert.Equal(1, teacher.Predictions.Sum(p => p.Probability), 1e-3);
            }
            // Nothing is left of it, and nothing under way brings it back.
            teacher.Clear();
            for (int i = 0; i < 5; i++)
                Frame(dark, null);
            Assert.Empty(teacher.Classes);
            Assert.Empty(teacher.Predictions);
            Assert.False(teacher.IsTraining);
        });
    }

    [SkippableFact]
    public void A_step_in_slices_gives_the_bits_of_a_whole_one()
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = NetworkCatalog.Create("cifar-resnet20", new NetworkOptions { Seed = 1, WidthMultiplier = 0.5 }).Graph;
        var options = new TrainingOptions { BatchSize = 4, FrozenStatistics = true };
        GpuFixture.Validated(device, () =>
        {
            using var whole = new Trainer(graph, device, options);
            using var sliced = new Trainer(graph, device, options);
            using var frame = new HostFrame(device);
            for (int step = 0; step < 3; step++)
            {
                Tensor<float> pictures = TestData.Random(step, [.. whole.InputShape.Dimensions]);
                var targets = new Tensor<float>(new TensorShape(4, 10));
                for (int i = 0; i < 4; i++)
                    targets.Data[i * 10 + (i + step) % 10] = 1;
                whole.Step(pictures, targets, 0.05f);
                sliced.BeginStep(pictures, targets, 0.05f);
                int slices = 0;
                for (bool done = false; !done; slices++)
                    frame.Run(commands => done = sliced.RecordSlice(commands, step == 0 ? OneDispatch : Everything));
                Assert.Equal(step == 0 ? sliced.Plan.Dispatches.Length : 1, slices);
                Assert.Throws<InvalidOperationException>(() => sliced.RecordSlice(1, Everything));
            }
            float[][] a = [.. whole.Capture().Parameters.OrderBy(p => p.Key).Select(p => p.Value)], b = [.. sliced.Capture().Parameters.OrderBy(p => p.Key).Select(p => p.Value)];
            Assert.Equal(a.SelectMany(x => x), b.SelectMany(x => x));
            // Statistics that are frozen are no parameters.
            Assert.DoesNotContain(whole.Capture().Parameters.Keys, k => k.Contains("averages", StringComparison.Ordinal));
        });
    }

    [SkippableFact]
    public void What_cannot_be_taught_is_a_typed_error()
    {
        VisionDevice device = GpuFixture.Device;
        Assert.Contains("no classifier", Assert.Throws<ShapeException>(() => new TeachableClassifier(FilterNetwork.Create(), device)).Message);
        Model model = NetworkCatalog.Create("lenet5-relu");
        Assert.Contains("'nowhere'", Assert.Throws<ShapeException>(() => new TeachableClassifier(model, device, new TeachableOptions { CutValue = "nowhere" })).Message);
        using var teacher = new TeachableClassifier(model, device, new TeachableOptions { MaxClasses = 2, MaxExamples = 3 });
        Assert.Contains("two classes", Assert.Throws<TeachingException>(() => teacher.Train()).Message);
        for (int i = 0; i < 5; i++)
            teacher.Teach("one", GlyphPictures.View(1, i));
        Assert.Equal([new("one", 3)], teacher.Classes);
        Assert.Throws<TeachingException>(() => teacher.Train());
        Assert.Throws<TeachingException>(() => teacher.ToModel());
        teacher.Recording = "two";
        Assert.Contains("'three'", Assert.Throws<TeachingException>(() => teacher.Recording = "three").Message);
        Assert.Contains("one, two", Assert.Throws<TeachingException>(() => teacher.Forget("four")).Message);
        teacher.Forget("two");
        Assert.Null(teacher.Recording);
        teacher.Recording = "three";
        Assert.Throws<ArgumentException>(() => teacher.Record(0, Everything));
    }

    [Theory]
    [InlineData("cifar-resnet20", TeachDepth.Head, "1×64")]
    [InlineData("cifar-resnet20", TeachDepth.LastBlock, "1×64×8×8")]
    [InlineData("compactnet", TeachDepth.LastBlock, "1×64×12×12")]
    [InlineData("squeezenet1.1", TeachDepth.Head, "1×512×13×13")]
    [InlineData("mobilenetv2", TeachDepth.Head, "1×1280")]
    public void Networks_are_cut_before_their_last_layer_or_block(string name, TeachDepth depth, string shape)
    {
        Graph graph = NetworkCatalog.Create(name).Graph;
        TensorShape input = new([1, .. graph.Inputs[0].Dimensions.Skip(1).Select(d => d!.Value)]);
        TeachableGraph cut = TeachableGraph.Of(graph, input, 8, new TeachableOptions { Depth = depth });
        Assert.Equal(shape, cut.CutShape.ToString());
        // Other classes than there are places can be named at the end.
        Graph taught = cut.Taught(graph, cut.Head.Keys.ToDictionary(k => k, k => (Tensor<float>)cut.Whole.Constants[k]), [1, 4, 6]);
        Assert.Equal(3, Trainer.ClassesOf(taught, input));
    }

    private static double Accuracy(Func<ImageView, string> classify)
    {
        int right = 0;
        for (int i = 0; i < Fresh; i++)
        {
            for (int glyph = Seen; glyph < GlyphPictures.Classes; glyph++)
                right += classify(GlyphPictures.View(glyph, 1000 + i)) == $"glyph {glyph}" ? 1 : 0;
        }
        return right / (double)(Fresh * (GlyphPictures.Classes - Seen));
    }

    private static Model TrainedOnSeven()
    {
        const int Batch = 32, Steps = 150;
        Model model = NetworkCatalog.Create("lenet5-relu", new NetworkOptions { Classes = Seen, Seed = 3 });
        using var trainer = new Trainer(model.Graph, GpuFixture.Device, new TrainingOptions { BatchSize = Batch, Optimizer = new Adam() });
        var pictures = new Tensor<float>(trainer.InputShape);
        var targets = new Tensor<float>(new TensorShape(Batch, Seen));
        for (int step = 0; step < Steps; step++)
        {
            Array.Clear(targets.Data);
            for (int i = 0; i < Batch; i++)
            {
                int glyph = (step * Batch + i) % Seen;
                GlyphPictures.Draw(glyph, 10_000 + step * Batch + i).CopyTo(pictures.Data, i * GlyphPictures.Size * GlyphPictures.Size);
                targets.Data[i * Seen + glyph] = 1;
            }
            trainer.Step(pictures, targets, 2e-3f);
        }
        return new Model(trainer.ToGraph()) { Preprocessing = Preprocessing.For(model) };
    }

    private static TestImage Image(VisionDevice device, int seed, int brightness)
    {
        var random = new Random(seed);
        byte[] pixels = [.. Enumerable.Range(0, 40 * 40 * 4).Select(_ => (byte)(brightness + random.Next(-30, 30)))];
        return new TestImage(device, new ImageView(pixels, 40, 40), HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal);
    }
}
