namespace CnnVulkan.Demo.App;

/// <summary>How often something happened in the last second.</summary>
internal sealed class RateMeter
{
    private readonly Queue<double> _times = new();

    public void Add(double seconds)
    {
        _times.Enqueue(seconds);
        while (_times.Count > 0 && _times.Peek() < seconds - 1)
            _times.Dequeue();
    }

    /// <summary>Times per second; in the first second, as far as it has come.</summary>
    public float At(double seconds)
    {
        while (_times.Count > 0 && _times.Peek() < seconds - 1)
            _times.Dequeue();
        if (_times.Count < 2)
            return _times.Count;
        double span = seconds - _times.Peek();
        return span > 0 ? (float)((_times.Count - 1) / span) : 0;
    }
}
