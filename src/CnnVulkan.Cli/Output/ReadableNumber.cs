using System.Globalization;

namespace CnnVulkan.Cli.Output;

/// <summary>Numbers for people.</summary>
internal static class ReadableNumber
{
    /// <summary>Bytes in binary units: <c>1.5 MiB</c>.</summary>
    public static string Bytes(long bytes) => Scale(bytes, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]);

    /// <summary>A count in decimal units: <c>1.24 M</c>.</summary>
    public static string Count(long count) => Scale(count, 1000, ["", "k", "M", "G", "T"]).TrimEnd();

    /// <summary>Milliseconds: <c>12.3 ms</c>.</summary>
    public static string Milliseconds(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00 ms" : "0.0 ms", CultureInfo.InvariantCulture);

    private static string Scale(double value, double step, string[] units)
    {
        int unit = 0;
        for (; value >= step && unit < units.Length - 1; unit++)
            value /= step;
        return value.ToString(unit == 0 ? "0" : "0.##", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
