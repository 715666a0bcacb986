using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Training;
using CnnVulkan.Training;

namespace CnnVulkan.GpuTests.Training;

public sealed class TrainingSessionTests : IDisposable
{
    private const int Classes = 4, Size = 32;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void What_can_be_told_apart_is_learned_and_the_best_epoch_kept()
    {
        var epochs = new List<EpochResult>();
        using TrainingSession session = Session(new SessionOptions { Epochs = 4, Schedule = new ConstantSchedule(0.02f) });
        SessionResult result = session.Run(epochDone: epochs.Add);
        Assert.Equal((SessionEnd.Finished, 4), (result.End, result.Epochs.Count));
        Assert.Equal(epochs, result.Epochs);
        Assert.True(epochs[^1].TrainingLoss < epochs[0].TrainingLoss);
        EpochResult best = result.Epochs[result.BestEpoch - 1];
        Assert.True(best.ValidationAccuracy > 0.9, $"{best}");
        Assert.All(result.Epochs, e => Assert.True(e.ValidationAccuracy <= best.ValidationAccuracy));
        (double loss, double accuracy) = Validation.Run(new Model(result.Graph), GpuFixture.Device, Data(40, 7), BatchFormat.For(Network()), default);
        Assert.Equal(best.ValidationAccuracy!.Value, accuracy, 6);
        Assert.Equal(best.ValidationLoss!.Value, loss, 4);
    }

    [SkippableFact]
    public void An_interrupted_training_goes_on_with_the_same_bits()
    {
        string path = _folder["state"];
        SessionOptions options = new() { Epochs = 3, Augmentation = Augmentation.Parse("pad2,flip,noise=0.05"), Schedule = new CosineSchedule(0.05f, 30) };
        float[] whole = Weights(Run(options, stopAt: null));
        SessionOptions kept = options with { CheckpointPath = path };
        SessionResult stopped = Run(kept, stopAt: 13);
        Assert.Equal((SessionEnd.Cancelled, 1), (stopped.End, stopped.Epochs.Count));
        Assert.True(File.Exists(path));
        SessionResult resumed = Run(kept with { Resume = true }, stopAt: null);
        Assert.Equal(SessionEnd.Finished, resumed.End);
        Assert.Equal(3, resumed.Epochs.Count);
        Assert.Equal(whole.Select(BitConverter.SingleToInt32Bits), Weights(resumed).Select(BitConverter.SingleToInt32Bits));
    }

    [SkippableFact]
    public void A_state_of_another_training_is_refused()
    {
        string path = _folder["state"];
        Run(new SessionOptions { Epochs = 1, CheckpointPath = path }, stopAt: 3);
        var resume = new SessionOptions { Epochs = 1, CheckpointPath = path, Resume = true };
        string message = Assert.Throws<TrainingDataException>(() => Run(resume with { Seed = 2 }, null)).Message;
        Assert.Contains("seed 1", message);
        Assert.Contains("seed 2", message);
        byte[] bytes = File.ReadAllBytes(path);
        foreach (byte[] broken in new[] { [], bytes[..4], bytes[..100], bytes[..^10], [.. Enumerable.Repeat((byte)255, 64)] })
        {
            File.WriteAllBytes(path, broken);
            Assert.Contains(path, Assert.Throws<ModelFormatException>(() => Run(resume, null)).Message);
        }
    }

    [SkippableFact]
    public void A_loss_that_is_no_number_stops_it_and_names_the_layer()
    {
        string path = _folder["state"];
        using TrainingSession session = Session(new SessionOptions { Epochs = 3, CheckpointPath = path, CheckpointInterval = TimeSpan.Zero, Schedule = new ConstantSchedule(1e25f) });
        string message = Assert.Throws<TrainingDivergedException>(() => session.Run()).Message;
        Assert.Contains("Epoch 1", message);
        Assert.Contains("first in '", message);
        Assert.Contains(path, message);
        Assert.All(Checkpoint.Read(path).State.Parameters.Values, v => Assert.All(v, x => Assert.True(float.IsFinite(x))));
    }

    [SkippableFact]
    public void It_ends_when_the_time_is_up_or_nothing_gets_better()
    {
        Assert.Equal(SessionEnd.TimeLimit, Run(new SessionOptions { Epochs = 1000, TimeLimit = TimeSpan.FromMilliseconds(300) }, null).End);
        SessionResult patient = Run(new SessionOptions { Epochs = 1000, Patience = 2, Schedule = new ConstantSchedule(0) }, null);
        Assert.Equal((SessionEnd.NoBetter, 3, 1), (patient.End, patient.Epochs.Count, patient.BestEpoch));
    }

    [SkippableFact]
    public void A_disk_that_is_full_is_an_error_and_not_a_broken_file()
        => Assert.Contains("cannot be written", Assert.Throws<IOException>(() => Run(new SessionOptions { Epochs = 1, CheckpointPath = _folder["no/such/folder/state"] }, null)).Message);

    [SkippableFact]
    public void Data_and_network_must_fit()
    {
        Assert.Contains("4 classes", Assert.Throws<ShapeException>(() => new TrainingSession(
            Network(), GpuFixture.Device, new DataSplit(new MemoryData(32, 3, Size, Size, 1), null), new TrainingOptions { BatchSize = 8 })).Message);
        Assert.Contains("fewer than the 64", Assert.Throws<TrainingDataException>(() => new TrainingSession(
            Network(), GpuFixture.Device, new DataSplit(Data(40, 1), null), new TrainingOptions { BatchSize = 64 })).Message);
    }

    [SkippableTheory]
    [InlineData("lenet5", 64)]
    [InlineData("cifar-resnet20", 16)]
    public void What_it_takes_of_the_GPU_is_known_before(string name, int batch)
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = NetworkCatalog.Create(name).Graph;
        var options = new TrainingOptions { BatchSize = batch };
        long predicted = TrainingMemory.Of(graph, options, device: device.Profile).TotalBytes, before = device.AllocatedBytes;
        using var trainer = new Trainer(graph, device, options);
        Assert.Equal(predicted, trainer.Memory.TotalBytes);
        Assert.InRange(device.AllocatedBytes - before, (long)(predicted * 0.95), (long)(predicted * 1.05));
    }

    /// <summary>Runs a training, and tells it to end at a step.</summary>
    private static SessionResult Run(SessionOptions options, int? stopAt)
    {
        using var stop = new CancellationTokenSource();
        if (stopAt is { } step)
            options = options with { Schedule = new Stopping(options.Schedule ?? new ConstantSchedule(0.01f), step, stop) };
        using TrainingSession session = Session(options);
        return session.Run(cancellation: stop.Token);
    }

    private static TrainingSession Session(SessionOptions options)
        => new(Network(), GpuFixture.Device, new DataSplit(Data(80, 1), Data(40, 7)), new TrainingOptions { BatchSize = 8 }, options);

    private static Model Network() => NetworkCatalog.Create("lenet5-relu", new NetworkOptions { Classes = Classes });

    /// <summary>A bright quarter of a dark, noisy picture; which quarter is the class.</summary>
    private static MemoryData Data(int count, int seed) => new(
        count, Classes, Size, Size, 1, (i, at) => (byte)((at / Size / (Size / 2) * 2 + at % Size / (Size / 2) == i % Classes ? 150 : 20) + (i * 7 + at * 13 + seed * 31) % 90));

    private static float[] Weights(SessionResult result)
        => [.. result.Graph.Constants.OrderBy(c => c.Key, StringComparer.Ordinal).Where(c => c.Value is Tensor<float>).SelectMany(c => c.Value.ToFloatArray())];

    /// <summary>A schedule is asked once a step: a place from which to interrupt.</summary>
    private sealed class Stopping(LearningRateSchedule rates, int step, CancellationTokenSource stop) : LearningRateSchedule
    {
        public override float RateAt(long at)
        {
            if (at == step)
                stop.Cancel();
            return rates.RateAt(at);
        }
    }
}
