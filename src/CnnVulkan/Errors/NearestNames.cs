namespace CnnVulkan;

/// <summary>Finds what somebody may have meant who typed a name that there is not.</summary>
public static class NearestNames
{
    /// <summary>The candidates nearest to a name, the nearest first: those that contain it, then by Levenshtein's edit distance, blind to case.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">What there is; of two equal ones the first counts.</param>
    /// <param name="count">How many to give at most.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates, int count = 5)
        => [.. candidates.Where(c => c.Length > 0).Distinct().OrderBy(c => Distance(c, name)).Take(count)];

    private static int Distance(string candidate, string wanted)
    {
        if (candidate.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            return 0;
        int[] row = [.. Enumerable.Range(0, wanted.Length + 1)];
        for (int i = 1; i <= candidate.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= wanted.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(candidate[i - 1]) == char.ToLowerInvariant(wanted[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
