using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Reference;
using CnnVulkan.Training;

namespace CnnVulkan.GpuTests.Training;

public sealed class TrainerTests
{
    private const int Classes = 10;

    [SkippableFact]
    public void The_loss_of_LeNet_follows_the_reference_trainer()
    {
        Graph graph = NetworkCatalog.Create("lenet5", new NetworkOptions { Seed = 3 }).Graph;
        Float64Trainer reference = new(LeNet(graph), momentum: 0.9, decay: 5e-4);
        const int Batch = 16;
        using var trainer = new Trainer(graph, GpuFixture.Device, new TrainingOptions { BatchSize = Batch, Optimizer = new Sgd(0.9f, 5e-4f) });
        var expected = new List<double>();
        for (int step = 0; step < 20; step++)
        {
            (Tensor<float> pictures, Tensor<float> targets, int[] labels) = Samples(step, trainer.InputShape);
            trainer.Step(pictures, targets, 0.01f);
            expected.Add(reference.Step([.. pictures.Data.Select(x => (double)x)], labels, Classes, 0.01f));
        }
        trainer.Finish();
        foreach (double loss in expected)
        {
            Assert.True(trainer.TryGetResult(out StepResult result));
            Assert.InRange(result.Loss, loss - 1e-3, loss + 1e-3);
        }
        Assert.True(expected[^1] < expected[0], $"The reference does not learn: {string.Join(", ", expected)}");
        Assert.False(trainer.TryGetResult(out _));
    }

    [SkippableTheory]
    [InlineData("lenet5-relu", 0.02f, 60)]
    [InlineData("cifar-resnet20", 0.05f, 40)]
    public void A_network_learns_32_pictures_by_heart(string name, float rate, int most)
    {
        Graph graph = NetworkCatalog.Create(name, new NetworkOptions { Seed = 1 }).Graph;
        using var trainer = new Trainer(graph, GpuFixture.Device, new TrainingOptions { BatchSize = 32 });
        (Tensor<float> pictures, Tensor<float> targets, _) = Samples(7, trainer.InputShape);
        int hits = 0;
        for (int step = 0; step < most && hits < 32; step++)
        {
            trainer.Step(pictures, targets, rate);
            trainer.Finish();
            Assert.True(trainer.TryGetResult(out StepResult result));
            Assert.True(result.IsFinite);
            hits = result.Hits;
        }
        Assert.Equal(32, hits);
    }

    [SkippableFact]
    public void A_training_that_goes_on_gives_the_bits_of_one_that_never_stopped()
    {
        Graph graph = NetworkCatalog.Create("cifar-resnet20", new NetworkOptions { Seed = 1, WidthMultiplier = 0.5 }).Graph;
        var options = new TrainingOptions { BatchSize = 8, AverageDecay = 0.9f };
        float[][] whole = Run(graph, options, null, 0, 6, out _), again = Run(graph, options, null, 0, 6, out _);
        Run(graph, options, null, 0, 3, out TrainingState state);
        float[][] resumed = Run(graph, options, state, 3, 6, out _);
        Assert.Equal(whole.SelectMany(Bits), again.SelectMany(Bits));
        Assert.Equal(whole.SelectMany(Bits), resumed.SelectMany(Bits));
    }

    [SkippableFact]
    public void A_step_that_breaks_leaves_the_weights_and_names_the_layer()
    {
        Graph graph = NetworkCatalog.Create("lenet5-relu").Graph;
        using var trainer = new Trainer(graph, GpuFixture.Device, new TrainingOptions { BatchSize = 4 });
        (Tensor<float> pictures, Tensor<float> targets, _) = Samples(1, trainer.InputShape);
        TrainingState before = trainer.Capture();
        var broken = new Tensor<float>(pictures.Shape, [.. pictures.Data.Select(x => x * 1e38f)]);
        trainer.Step(broken, targets, 0.01f);
        trainer.Finish();
        Assert.True(trainer.TryGetResult(out StepResult result));
        Assert.False(result.IsFinite);
        Assert.Equal(before.Parameters.Values.SelectMany(Bits), trainer.Capture().Parameters.Values.SelectMany(Bits));
        Assert.StartsWith("conv", trainer.FindNonFinite(broken, targets));
        Assert.Null(trainer.FindNonFinite(pictures, targets));
    }

    private static float[][] Run(Graph graph, TrainingOptions options, TrainingState? from, int first, int end, out TrainingState state)
    {
        using var trainer = new Trainer(graph, GpuFixture.Device, options);
        if (from is not null)
            trainer.Restore(from);
        for (int step = first; step < end; step++)
        {
            (Tensor<float> pictures, Tensor<float> targets, _) = Samples(step, trainer.InputShape);
            trainer.Step(pictures, targets, 0.05f);
        }
        state = trainer.Capture();
        return [.. trainer.ToGraph().Constants.OrderBy(c => c.Key, StringComparer.Ordinal).Where(c => c.Value is Tensor<float>).Select(c => c.Value.ToFloatArray())];
    }

    private static IEnumerable<int> Bits(float[] elements) => elements.Select(BitConverter.SingleToInt32Bits);

    /// <summary>Noise with a class each: nothing to be understood, but all to be learnt by heart.</summary>
    private static (Tensor<float> Pictures, Tensor<float> Targets, int[] Labels) Samples(int seed, TensorShape shape)
    {
        Tensor<float> pictures = TestData.Random(100 + seed, [.. shape.Dimensions]);
        int[] labels = [.. Enumerable.Range(0, shape[0]).Select(i => (i * 7 + seed) % Classes)];
        var targets = new Tensor<float>(new TensorShape(shape[0], Classes));
        for (int i = 0; i < labels.Length; i++)
            targets.Data[i * Classes + labels[i]] = 1;
        return (pictures, targets, labels);
    }

    private static IReadOnlyList<Float64Layer> LeNet(Graph graph)
    {
        double[] Of(string name) => [.. graph.Constants[name].ToFloatArray().Select(x => (double)x)];
        Float64Conv Conv(string name, int inputs, int size, int kernel) => new(Of($"{name}/weights"), Of($"{name}/bias"), inputs, size, kernel);
        return
        [
            Conv("conv1", 1, 32, 5), new Float64Tanh(), new Float64AveragePool(28),
            Conv("conv2", 6, 14, 5), new Float64Tanh(), new Float64AveragePool(10),
            Conv("conv3", 16, 5, 5), new Float64Tanh(),
            Conv("fc4", 120, 1, 1), new Float64Tanh(),
            Conv("fc5", 84, 1, 1),
        ];
    }
}
