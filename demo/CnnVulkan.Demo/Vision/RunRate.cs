namespace CnnVulkan.Demo.Vision;

/// <summary>How many runs ended in the last second.</summary>
internal sealed class RunRate
{
    private const double Window = 1;

    private readonly Queue<double> _ends = new();

    public void Add(double seconds) => _ends.Enqueue(seconds);

    /// <summary>Runs per second at a time.</summary>
    public double At(double seconds)
    {
        while (_ends.Count > 0 && _ends.Peek() <= seconds - Window)
            _ends.Dequeue();
        return _ends.Count / Window;
    }

    public void Clear() => _ends.Clear();
}
