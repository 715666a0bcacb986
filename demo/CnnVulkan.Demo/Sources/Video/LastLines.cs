namespace CnnVulkan.Demo.Sources.Video;

/// <summary>Keeps the last lines of what a program says, however much it says.</summary>
internal sealed class LastLines
{
    private const int Kept = 12;

    private readonly Queue<string> _lines = new(Kept);

    /// <summary>The lines, oldest first.</summary>
    public string[] All
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>Adds a line; empty ones and one that repeats the last are left out.</summary>
    public void Add(string line)
    {
        line = line.Trim();
        lock (_lines)
        {
            if (line.Length == 0 || (_lines.Count > 0 && _lines.Last() == line))
                return;
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }
}
