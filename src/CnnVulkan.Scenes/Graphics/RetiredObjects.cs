namespace CnnVulkan.Scenes.Graphics;

/// <summary>What frames in flight may still use, until they are finished. Thread-safe.</summary>
internal sealed class RetiredObjects
{
    private readonly object _lock = new();
    private readonly Queue<(long LastFrame, IDisposable Item)> _items = new();

    /// <summary>How many wait for their last frame.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _items.Count;
        }
    }

    public void Add(IDisposable item, long lastFrame)
    {
        lock (_lock)
            _items.Enqueue((lastFrame, item));
    }

    /// <summary>Disposes what no frame after the finished one has used.</summary>
    public void Collect(long finishedFrame)
    {
        while (true)
        {
            IDisposable item;
            lock (_lock)
            {
                if (_items.Count == 0 || _items.Peek().LastFrame > finishedFrame)
                    return;
                item = _items.Dequeue().Item;
            }
            // Outside the lock: what is disposed may retire something itself.
            item.Dispose();
        }
    }
}
