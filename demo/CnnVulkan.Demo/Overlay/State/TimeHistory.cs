namespace CnnVulkan.Demo.Overlay;

/// <summary>The last times, oldest first, as a graph shows them.</summary>
internal sealed class TimeHistory(int capacity = 96)
{
    private readonly float[] _values = new float[capacity];
    private int _count;

    public ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

    /// <summary>The mean of the last few, so that the number beside the graph can be read.</summary>
    public float Recent
    {
        get
        {
            int take = Math.Min(_count, 12);
            float sum = 0;
            for (int i = _count - take; i < _count; i++)
                sum += _values[i];
            return take == 0 ? 0 : sum / take;
        }
    }

    /// <summary>The longest of those held.</summary>
    public float Longest
    {
        get
        {
            float longest = 0;
            foreach (float value in Values)
                longest = MathF.Max(longest, value);
            return longest;
        }
    }

    public void Add(float milliseconds)
    {
        if (_count == _values.Length)
            Array.Copy(_values, 1, _values, 0, --_count);
        _values[_count++] = milliseconds;
    }

    public void Clear() => _count = 0;
}
