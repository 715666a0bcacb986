namespace CnnVulkan.Training;

/// <summary>What a network is trained with, and what it is judged by.</summary>
/// <param name="Training">The pictures to learn from.</param>
/// <param name="Validation">Others, never learned from; null where there are none.</param>
public sealed record DataSplit(ILabelledData Training, ILabelledData? Validation)
{
    private const int Purpose = 2;

    /// <summary>Takes a part of each class away for validation, the same part every time.</summary>
    /// <param name="data">All pictures.</param>
    /// <param name="part">How much of them, more than 0 and less than 1. Of each class at least one picture stays on either side, where it has two.</param>
    /// <param name="seed">Decides which.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not between 0 and 1.</exception>
    public static DataSplit HoldOut(ILabelledData data, double part, ulong seed = 0)
    {
        if (!(part > 0 && part < 1))
            throw new ArgumentOutOfRangeException(nameof(part), part, "The part that is held out must be more than 0 and less than 1.");
        var ofClass = new List<int>[data.Classes.Count];
        for (int i = 0; i < ofClass.Length; i++)
            ofClass[i] = [];
        for (int i = 0; i < data.Count; i++)
            ofClass[data.LabelOf(i)].Add(i);
        var training = new List<int>();
        var validation = new List<int>();
        for (int kind = 0; kind < ofClass.Length; kind++)
        {
            int[] members = [.. ofClass[kind]];
            int held = members.Length < 2 ? 0 : Math.Min(Math.Max((int)Math.Round(members.Length * part), 1), members.Length - 1);
            int[] order = new int[members.Length];
            EpochOrder.Shuffle(new SampleRandom(seed, 0, kind, Purpose), order);
            validation.AddRange(order.Take(held).Select(i => members[i]));
            training.AddRange(order.Skip(held).Select(i => members[i]));
        }
        training.Sort();
        validation.Sort();
        return new DataSplit(new DataSubset(data, [.. training]), validation.Count == 0 ? null : new DataSubset(data, [.. validation]));
    }
}
