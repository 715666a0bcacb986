using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>Finds the highest scores of a list.</summary>
public static class TopK
{
    /// <summary>The indices of the highest scores, best first. Of equal scores the lower index comes first; NaN counts as the lowest.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="count">How many to find; where it passes the number of scores, all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public static ImmutableArray<int> Indices(ReadOnlySpan<float> scores, int count)
    {
        if (count <= 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, "At least one score must be asked for.");
        count = Math.Min(count, scores.Length);
        // Insertion into a sorted list: counts are small (5), and most scores fail the first comparison.
        var best = new int[count];
        int found = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (found == count && !Beats(scores[i], scores[best[count - 1]]))
                continue;
            int place = found < count ? found++ : count - 1;
            for (; place > 0 && Beats(scores[i], scores[best[place - 1]]); place--)
                best[place] = best[place - 1];
            best[place] = i;
        }
        return [.. best];
    }

    /// <summary>The highest scores as predictions, best first.</summary>
    /// <param name="scores">One score per class.</param>
    /// <param name="count">How many to find.</param>
    /// <param name="labels">The classes' names, or null.</param>
    /// <exception cref="ModelFormatException">The labels are not one per score.</exception>
    public static ImmutableArray<Prediction> Predictions(ReadOnlySpan<float> scores, int count, Labels? labels = null)
    {
        labels?.Check(scores.Length);
        var predictions = ImmutableArray.CreateBuilder<Prediction>();
        foreach (int index in Indices(scores, count))
            predictions.Add(new Prediction(index, labels?[index] ?? index.ToString(), scores[index]));
        return predictions.ToImmutable();
    }

    private static bool Beats(float score, float other) => score > other || (float.IsNaN(other) && !float.IsNaN(score));
}
