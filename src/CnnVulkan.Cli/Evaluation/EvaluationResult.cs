namespace CnnVulkan.Cli.Evaluation;

/// <summary>How well a network knows labelled pictures.</summary>
/// <param name="classes">The classes of the data.</param>
/// <param name="match">Which scores they are.</param>
internal sealed class EvaluationResult(IReadOnlyList<string> classes, ClassMatch match)
{
    private readonly List<Mistake> _mistakes = [];
    private readonly Dictionary<int, int> _classOf = match.Scores.Select((score, i) => (score, i)).ToDictionary(p => p.score, p => p.i);
    private double _loss;
    private int _top5;

    public IReadOnlyList<string> Classes => classes;

    public ClassMatch Match => match;

    /// <summary>How many pictures of each class (rows) were taken for each (columns); the last column is what is no class of the data.</summary>
    public int[,] Confusion { get; } = new int[classes.Count, classes.Count + 1];

    public int Count { get; private set; }

    public int Right => Enumerable.Range(0, classes.Count).Sum(i => Confusion[i, i]);

    public double Top1 => (double)Right / Count;

    public double Top5 => (double)_top5 / Count;

    /// <summary>The mean cross-entropy.</summary>
    public double Loss => _loss / Count;

    /// <summary>Those the network was surest of first.</summary>
    public IEnumerable<Mistake> WorstMistakes => _mistakes.OrderByDescending(m => m.Probability).ThenBy(m => m.Sample);

    public int Mistakes => _mistakes.Count;

    public int CountOf(int kind) => Enumerable.Range(0, classes.Count + 1).Sum(i => Confusion[kind, i]);

    /// <summary>How many pictures were taken for a class.</summary>
    public int TakenFor(int kind) => Enumerable.Range(0, classes.Count).Sum(i => Confusion[i, kind]);

    /// <summary>The part of pictures taken for a class that are of it; NaN where there are none.</summary>
    public double Precision(int kind) => (double)Confusion[kind, kind] / TakenFor(kind);

    /// <summary>The part of a class's pictures that were known; NaN where there are none.</summary>
    public double Recall(int kind) => (double)Confusion[kind, kind] / CountOf(kind);

    /// <summary>Adds one picture.</summary>
    /// <param name="sample">Its number.</param>
    /// <param name="kind">Its class.</param>
    /// <param name="probabilities">How likely the network finds each score.</param>
    public void Add(int sample, int kind, ReadOnlySpan<float> probabilities)
    {
        int truth = match.Scores[kind], best = 0, better = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[best])
                best = i;
            // What is not finite is never found.
            if (!(probabilities[i] <= probabilities[truth]) || probabilities[i] == probabilities[truth] && i < truth)
                better++;
        }
        Count++;
        _loss -= Math.Log(Math.Max(probabilities[truth], 1e-12));
        if (better < 5)
            _top5++;
        if (better == 0)
            best = truth;
        Confusion[kind, _classOf.TryGetValue(best, out int found) ? found : classes.Count]++;
        if (best != truth)
            _mistakes.Add(new Mistake(sample, kind, best, probabilities[best], probabilities[truth]));
    }
}
