using System.Globalization;
using System.Numerics;

namespace CnnVulkan.Demo.Sources.Pad;

/// <summary>Strokes as text: <c>0.3,0.2 0.7,0.2 0.45,0.8; 0.4,0.5 0.6,0.5</c> are two, each from place to place in fractions of the pad.</summary>
internal static class PadStrokes
{
    /// <summary>What <see cref="Parse"/> understands, for help texts.</summary>
    public const string Form = "X,Y X,Y …; X,Y …";

    /// <summary>Understands strokes.</summary>
    /// <exception cref="SourceException">They are of another form.</exception>
    public static IReadOnlyList<IReadOnlyList<Vector2>> Parse(string text)
        => [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne)];

    /// <summary>Draws strokes.</summary>
    public static void Draw(PadCanvas canvas, IReadOnlyList<IReadOnlyList<Vector2>> strokes)
    {
        foreach (IReadOnlyList<Vector2> places in strokes)
        {
            for (int i = 0; i < places.Count; i++)
                canvas.Draw(places[Math.Max(0, i - 1)], places[i]);
        }
    }

    private static IReadOnlyList<Vector2> ParseOne(string text)
        => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParsePlace)];

    private static Vector2 ParsePlace(string text)
    {
        string[] parts = text.Split(',');
        return parts.Length == 2 && TryFraction(parts[0], out float x) && TryFraction(parts[1], out float y)
            ? new Vector2(x, y)
            : throw new SourceException($"'{text}' is no place on the pad. Strokes have the form {Form}, with X and Y from 0 to 1.");
    }

    private static bool TryFraction(string text, out float value)
        => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1;
}
