namespace CnnVulkan.Demo.Overlay;

/// <summary>The messages on show: at most three, each for a few seconds; the same message twice is shown once, anew.</summary>
internal sealed class ToastQueue
{
    /// <summary>Seconds a message stays.</summary>
    public const double Lifetime = 4;

    /// <summary>Messages shown at a time.</summary>
    public const int Limit = 3;

    private readonly List<Toast> _toasts = [];

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Toast> Shown => _toasts;

    public void Add(string text, ToastKind kind, double now)
    {
        _toasts.RemoveAll(t => t.Text == text);
        if (_toasts.Count == Limit)
            _toasts.RemoveAt(0);
        _toasts.Add(new Toast(text, kind, now));
    }

    /// <summary>Drops what has been on show long enough.</summary>
    public void Update(double now)
    {
        while (_toasts.Count > 0 && now - _toasts[0].Since >= Lifetime)
            _toasts.RemoveAt(0);
    }

    /// <summary>How visible a message is, 0 to 1: it comes within 0.15 s and goes within 0.4 s.</summary>
    public static float Opacity(Toast toast, double now)
    {
        double age = now - toast.Since;
        return (float)Math.Clamp(Math.Min(age / 0.15, (Lifetime - age) / 0.4), 0, 1);
    }
}
