using System.Runtime.CompilerServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>Text put together from numbers and words without making a string: <c>text.Format($"{ms:0.0} ms")</c>.</summary>
internal sealed class HudText
{
    private readonly char[] _letters = new char[512];

    /// <summary>The text, until the next call.</summary>
    public ReadOnlySpan<char> Format([InterpolatedStringHandlerArgument("")] HudTextHandler text) => _letters.AsSpan(0, text.Length);

    /// <summary>The room that a text is written into; what does not fit is cut off.</summary>
    internal Span<char> Letters => _letters;
}
