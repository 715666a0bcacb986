namespace CnnVulkan.Training;

/// <summary>In which order an epoch takes the samples.</summary>
internal static class EpochOrder
{
    /// <summary>The purpose of the stream of random numbers; its sample has no number.</summary>
    private const int Purpose = 1;

    /// <summary>Writes the numbers 0 to length - 1 in the epoch's order: it depends on the seed and the epoch alone.</summary>
    public static void Shuffle(ulong seed, int epoch, Span<int> order) => Shuffle(new SampleRandom(seed, epoch, -1, Purpose), order);

    public static void Shuffle(SampleRandom random, Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            // Fisher and Yates, from the inside out.
            int j = random.Below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
