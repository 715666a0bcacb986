using System.Collections.Immutable;
using System.Globalization;
using CnnVulkan.Demo.Sources;

namespace CnnVulkan.Demo.Vision;

/// <summary>What is shown when as an example of which class, for runs that nobody sits before: <c>mug:0-40,rocket:60-100</c>.</summary>
/// <param name="Parts">Names with the first and the last frame of each.</param>
internal sealed record TeachScript(ImmutableArray<(string Name, long First, long Last)> Parts)
{
    /// <summary>How a script is written.</summary>
    public const string Form = "NAME:FIRST-LAST,... in frames";

    /// <summary>Reads a script.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public static TeachScript Parse(string text) => new([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Part)]);

    /// <summary>The class that a frame is an example of; null for none.</summary>
    public string? At(long frame)
    {
        foreach ((string name, long first, long last) in Parts)
        {
            if (frame >= first && frame <= last)
                return name;
        }
        return null;
    }

    private static (string, long, long) Part(string text)
    {
        int colon = text.LastIndexOf(':'), dash = text.LastIndexOf('-');
        if (colon < 1 || dash < colon || !Number(text[(colon + 1)..dash], out long first) || !Number(text[(dash + 1)..], out long last) || last < first)
            throw new SourceException($"'{text}' teaches nothing. Write {Form}, such as mug:0-40,rocket:60-100.");
        return (text[..colon].Trim(), first, last);

        static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
