using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

public sealed class BatchLoaderTests
{
    private const string Everything = "pad2,crop,flip,scale=0.8..1.2,rotate=10,color=0.2,noise=0.02,cutout=3,mixup=0.4,smoothing=0.1";

    private static readonly BatchFormat Format = new(3, 8, 8, new Preprocessing { DoResize = false });

    private static readonly MemoryData Data = new(23, 3, 10, 9, 3);

    [Fact]
    public void The_same_bits_whatever_the_threads()
    {
        string[] one = Batches(new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Parse(Everything), Threads = 1, Ring = 2 }, 17);
        Assert.Equal(one, Batches(new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Parse(Everything), Threads = 5, Ring = 9 }, 17));
        Assert.Equal(17, one.Distinct().Count());
        Assert.NotEqual(one, Batches(new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Parse(Everything), Seed = 2 }, 17));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 0)]
    [InlineData(2, 4)]
    [InlineData(1, 5)]
    public void Resumed_anywhere_the_rest_is_the_same(int epoch, int step)
    {
        var options = new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Parse(Everything) };
        string[] whole = Batches(options, 20);
        Assert.Equal(whole[(epoch * 5 + step)..], Batches(options with { FirstEpoch = epoch, FirstStep = step }, 20 - epoch * 5 - step));
    }

    [Fact]
    public void An_epoch_shows_each_sample_once_and_drops_the_rest()
    {
        using var loader = new BatchLoader(Data, Format, new BatchOptions { BatchSize = 4 });
        Assert.Equal(5, loader.StepsPerEpoch);
        var orders = new List<string>();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            var samples = new List<int>();
            for (int step = 0; step < 5; step++)
            {
                Assert.True(loader.TryNext(out LabelledBatch? batch));
                Assert.Equal((epoch, step, 4), (batch.Epoch, batch.Step, batch.Count));
                Assert.Equal(batch.Samples.Select(Data.LabelOf), batch.Labels);
                samples.AddRange(batch.Samples);
            }
            Assert.Equal(20, samples.Distinct().Count());
            orders.Add(string.Join(' ', samples));
        }
        Assert.Equal(3, orders.Distinct().Count());
    }

    [Fact]
    public void Evaluation_gives_all_in_order_and_fills_up_with_zeros()
    {
        using var loader = new BatchLoader(Data, Format, new BatchOptions { BatchSize = 8, Training = false });
        var samples = new List<int>();
        LabelledBatch? last = null;
        while (loader.TryNext(out LabelledBatch? batch))
        {
            samples.AddRange(batch.Samples.Take(batch.Count));
            last = batch;
        }
        Assert.Equal(Enumerable.Range(0, 23), samples);
        Assert.Equal(7, last!.Count);
        Assert.All(last.Inputs.Data[(7 * Format.Size)..], v => Assert.Equal(0, v));
        Assert.Equal([0f, 1, 0, 0, 0, 0], last.Targets.Data[18..]);
        Assert.Equal((-1, -1), (last.Samples[7], last.Labels[7]));
        Assert.False(loader.TryNext(out _));
    }

    [Fact]
    public void Targets_are_distributions()
    {
        using var loader = new BatchLoader(Data, Format, new BatchOptions { BatchSize = 6, Augmentation = Augmentation.Parse("mixup=1,smoothing=0.3") });
        Assert.True(loader.TryNext(out LabelledBatch? batch));
        for (int i = 0; i < 6; i++)
        {
            float[] target = batch.Targets.Data[(3 * i)..(3 * i + 3)];
            Assert.Equal(1, target.Sum(), 1e-5);
            Assert.All(target, t => Assert.InRange(t, 0.0999f, 0.8001f));
            Assert.Equal(target.Max(), target[batch.Labels[i]], 1e-6);
        }
        Assert.Contains(batch.Targets.Data, t => t is > 0.11f and < 0.79f);
    }

    [Fact]
    public void What_fails_on_a_thread_reaches_the_caller()
    {
        using var loader = new BatchLoader(new MemoryData(8, 2, 8, 8, 3) { Broken = 5 }, Format, new BatchOptions { BatchSize = 4, Training = false });
        Assert.Equal("picture 5 is broken", Assert.Throws<TrainingDataException>(() =>
        {
            while (loader.TryNext(out _))
            {
            }
        }).Message);
    }

    [Fact]
    public void It_can_be_cancelled_and_refuses_what_cannot_be()
    {
        using var cancellation = new CancellationTokenSource();
        using var loader = new BatchLoader(Data, Format, new BatchOptions { BatchSize = 4, Cancellation = cancellation.Token });
        Assert.True(loader.TryNext(out _));
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            // Batches that are ready may still come.
            for (int i = 0; i < 100; i++)
                loader.TryNext(out _);
        });
        Assert.Contains("fewer than the 24", Assert.Throws<TrainingDataException>(() => new BatchLoader(Data, Format, new BatchOptions { BatchSize = 24 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader(Data, Format, new BatchOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader(Data, Format, new BatchOptions { BatchSize = 4, FirstStep = 6 }));
    }

    [Fact]
    public void Pictures_are_resized_as_the_GPU_and_Pillow_do()
    {
        // Pillow: Image.fromarray([[0, 100, 200, 50]]).resize((2, 1), BILINEAR).
        PicturePixels resized = PictureResize.To(new PicturePixels(new byte[] { 0, 100, 200, 50 }, 4, 1, 1), 2, 1, Resample.Bilinear);
        Assert.Equal([71, 121], resized.Bytes.ToArray());
    }

    private static string[] Batches(BatchOptions options, int count)
    {
        using var loader = new BatchLoader(Data, Format, options);
        var texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            Assert.True(loader.TryNext(out LabelledBatch? batch));
            byte[] bytes = [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes(batch.Inputs.Data.AsSpan()), .. System.Runtime.InteropServices.MemoryMarshal.AsBytes(batch.Targets.Data.AsSpan())];
            texts[i] = $"{batch.Epoch}/{batch.Step}: {string.Join(' ', batch.Samples)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))}";
        }
        return texts;
    }
}
