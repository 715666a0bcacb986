using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CnnVulkan.Benchmarks;

/// <summary>A way to compute layers as `cnnvulkan tune` writes it: <c>winograd</c>, <c>tiled 2×8/4</c>.</summary>
internal static partial class WayOption
{
    public static Option<Way?> Create() => new("--way")
    {
        Description = "Compute each layer this way where it can be; the names are those of `cnnvulkan tune`.",
        HelpName = "WAY",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (Form().Match(text) is { Success: true } match)
                return new Way(match.Groups["name"].Value, new TileSize(Number(match, "rows"), Number(match, "columns"), Number(match, "splits")));
            result.AddError($"--way '{text}' is not of the form NAME or 'NAME ROWSxCOLUMNS/SPLITS'.");
            return null;
        },
    };

    private static int Number(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<name>[a-z0-9]+)( (?<rows>\d{1,4})[x×](?<columns>\d{1,4})(/(?<splits>\d{1,4}))?)?$")]
    private static partial Regex Form();
}
