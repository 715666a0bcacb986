namespace CnnVulkan.Cli.Commands;

/// <summary>Which channels of a layer to show.</summary>
/// <param name="Wanted">By number; none for the first ones.</param>
/// <param name="Most">How many at most, where that is said.</param>
internal sealed record ChannelChoice(int[] Wanted, int? Most)
{
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="channels">How many channels it has.</param>
    /// <param name="usual">How many to show where nothing is said.</param>
    /// <exception cref="CommandException">A channel is not there.</exception>
    public int[] Of(string layer, int channels, int usual)
    {
        foreach (int channel in Wanted.Where(c => c >= channels))
            throw new CommandException($"'{layer}' has no channel {channel}: its channels are 0 to {channels - 1}.");
        return Wanted.Length > 0 ? [.. Wanted.Distinct().Take(Most ?? int.MaxValue)] : [.. Enumerable.Range(0, Math.Min(Most ?? usual, channels))];
    }
}
