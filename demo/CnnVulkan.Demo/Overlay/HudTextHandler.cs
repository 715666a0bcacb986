using System.Globalization;
using System.Runtime.CompilerServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>What the compiler turns the argument of <see cref="HudText.Format"/> into.</summary>
[InterpolatedStringHandler]
internal ref struct HudTextHandler
{
    private readonly Span<char> _letters;

    public HudTextHandler(int literalLength, int formattedCount, HudText text)
    {
        _ = (literalLength, formattedCount);
        _letters = text.Letters;
    }

    public int Length { get; private set; }

    public void AppendLiteral(string text) => AppendFormatted(text.AsSpan());

    public void AppendFormatted(string? text) => AppendFormatted(text.AsSpan());

    public void AppendFormatted(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, _letters.Length - Length)];
        text.CopyTo(_letters[Length..]);
        Length += text.Length;
    }

    public void AppendFormatted<T>(T value, string? format = null)
        where T : ISpanFormattable
    {
        if (value.TryFormat(_letters[Length..], out int written, format, CultureInfo.InvariantCulture))
            Length += written;
    }
}
