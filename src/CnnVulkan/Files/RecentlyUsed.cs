namespace CnnVulkan.Files;

/// <summary>The few things of a kind that were used last, by what they were made for; the rest is freed. Looking one up allocates nothing.</summary>
/// <param name="most">How many are kept.</param>
/// <param name="mayGo">Whether one may be freed; null where all may. One that may not stays, however many there are.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int most, Func<TValue, bool>? mayGo = null)
    where TValue : class, IDisposable
{
    // What was used last stands first.
    private readonly List<(TKey Key, TValue Value)> _items = [];

    /// <summary>How many there are.</summary>
    public int Count => _items.Count;

    /// <summary>The one used last; null where there is none.</summary>
    public TValue? Last => _items.Count > 0 ? _items[0].Value : null;

    /// <summary>What was made for a key, used now; null where nothing was.</summary>
    public TValue? Find(TKey key)
    {
        for (int i = 0; i < _items.Count; i++)
        {
            (TKey known, TValue value) = _items[i];
            if (!EqualityComparer<TKey>.Default.Equals(known, key))
                continue;
            if (i > 0)
            {
                _items.RemoveAt(i);
                _items.Insert(0, (known, value));
            }
            return value;
        }
        return null;
    }

    /// <summary>All there are, the one used last first.</summary>
    public IEnumerable<TValue> Values => _items.Select(i => i.Value);

    /// <summary>Frees those used longest ago until there is room for another.</summary>
    /// <param name="free">What becomes of them; null disposes them.</param>
    public void MakeRoom(Action<TValue>? free = null)
    {
        for (int i = _items.Count - 1; i >= 0 && _items.Count >= most; i--)
        {
            TValue value = _items[i].Value;
            if (mayGo is not null && !mayGo(value))
                continue;
            _items.RemoveAt(i);
            Free(value, free);
        }
    }

    /// <summary>Keeps what was made for a key, where there is room.</summary>
    public void Add(TKey key, TValue value) => _items.Insert(0, (key, value));

    /// <summary>Frees what was made for some keys.</summary>
    public void Remove(Predicate<TKey> keys)
    {
        for (int i = _items.Count - 1; i >= 0; i--)
        {
            if (!keys(_items[i].Key))
                continue;
            _items[i].Value.Dispose();
            _items.RemoveAt(i);
        }
    }

    /// <summary>Frees everything.</summary>
    /// <param name="free">What becomes of it; null disposes it.</param>
    public void Clear(Action<TValue>? free = null)
    {
        foreach ((_, TValue value) in _items)
            Free(value, free);
        _items.Clear();
    }

    private static void Free(TValue value, Action<TValue>? free)
    {
        if (free is null)
            value.Dispose();
        else
            free(value);
    }
}
