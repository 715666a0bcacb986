using System.Collections.Immutable;

namespace CnnVulkan.Cli.Evaluation;

/// <summary>Which score of a network each class of the data is.</summary>
/// <param name="Scores">The number of the score, per class of the data.</param>
/// <param name="Names">What each score is called.</param>
internal sealed record ClassMatch(ImmutableArray<int> Scores, ImmutableArray<string> Names)
{
    private const int Shown = 5;

    /// <summary>By the names where the network has any that the data has too, else by their numbers.</summary>
    /// <exception cref="CommandException">They do not belong together.</exception>
    public static ClassMatch Of(IReadOnlyList<string> classes, Labels? labels, int scores, string model)
    {
        labels?.Check(scores);
        if (labels is not null)
        {
            // Labels may list synonyms: 'tench, Tinca tinca'.
            int[] found = [.. classes.Select(name => Find(labels, name))];
            if (!found.Contains(-1))
                return found.Distinct().Count() == found.Length
                    ? new ClassMatch([.. found], labels.Names)
                    : throw new CommandException($"Two classes of the data are the same label of {model}.");
            string[] missing = [.. classes.Where((_, i) => found[i] < 0)];
            if (missing.Length < classes.Count || classes.Count != scores)
                throw new CommandException(
                    $"{model} has no label for {missing.Length} of the {classes.Count} classes of the data: {Listed(missing)}. Its labels: {Listed([.. NearestNames.Of(missing[0], labels, Shown)])}, {scores} in all. Rename the folders, or give others with --labels.");
        }
        else if (classes.Count > scores)
        {
            throw new CommandException($"The data has {classes.Count} classes ({Listed([.. classes])}), but {model} tells {scores} apart.");
        }
        return new ClassMatch([.. Enumerable.Range(0, classes.Count)], labels?.Names ?? [.. Enumerable.Range(0, scores).Select(i => i < classes.Count ? classes[i] : $"{i}")]);
    }

    private static int Find(Labels labels, string name)
    {
        for (int i = 0; i < labels.Count; i++)
        {
            if (string.Equals(labels[i].Trim(), name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        for (int i = 0; i < labels.Count; i++)
        {
            if (labels[i].Split(',').Any(part => string.Equals(part.Trim(), name, StringComparison.OrdinalIgnoreCase)))
                return i;
        }
        return -1;
    }

    private static string Listed(string[] names) => string.Join(", ", names.Take(Shown).Select(n => $"'{n}'")) + (names.Length > Shown ? ", …" : "");
}
