using System.Diagnostics;
using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

/// <summary>By itself: what is allocated is known of the process alone, and other tests allocate.</summary>
[Collection(Alone)]
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class BatchAllocationTests
{
    private const string Alone = "alone";

    private static readonly BatchFormat Format = new(3, 8, 8, new Preprocessing { DoResize = false });

    private static readonly MemoryData Data = new(23, 3, 10, 9, 3);

    [Fact]
    public void Nothing_is_allocated_per_step()
    {
        using var loader = new BatchLoader(Data, Format, new BatchOptions { BatchSize = 4, Augmentation = Augmentation.Parse("pad2,crop,flip,scale=0.8..1.2,rotate=10,color=0.2,noise=0.02,cutout=3,mixup=0.4,smoothing=0.1"), Threads = 1, Ring = 2 });
        for (int i = 0; i < 40; i++)
            loader.TryNext(out _);
        // Of all threads: what else runs in this process allocates too, the runner that tells of the tests before among it. So the least of many looks counts.
        const long Most = 100 * 4 * 100;
        long least = long.MaxValue;
        for (var limit = Stopwatch.StartNew(); least > Most && limit.Elapsed < TimeSpan.FromSeconds(20);)
        {
            long before = GC.GetTotalAllocatedBytes();
            for (int i = 0; i < 100; i++)
                loader.TryNext(out LabelledBatch? _);
            least = Math.Min(least, GC.GetTotalAllocatedBytes() - before);
        }
        Assert.InRange(least, 0, Most);
    }
}
