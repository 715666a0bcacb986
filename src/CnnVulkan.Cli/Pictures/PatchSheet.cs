using System.Globalization;

namespace CnnVulkan.Cli.Pictures;

/// <summary>Per channel a row of the patches that excite it most, the strongest first, each with its activation and its picture's name.</summary>
internal static class PatchSheet
{
    public const int TileExtent = 88;

    private const int Gap = 8;
    private const int LabelHeight = 2 * (PixelFont.Height + 3) + 1;
    private const int NumberScale = 2;

    /// <summary>Draws it.</summary>
    /// <param name="rows">The channels with their names, where they are classes, and their patches.</param>
    /// <param name="tile">The patch as a tile of <see cref="TileExtent"/>.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="line">The small line under the title.</param>
    public static Canvas Draw(IReadOnlyList<(int Channel, string? Name, IReadOnlyList<Patch> Patches)> rows, Func<Patch, Canvas> tile, string title, string line)
    {
        int numberWidth = Math.Max(PixelFont.WidthOf("channel"), rows.Max(r => PixelFont.WidthOf($"{r.Channel}", NumberScale)));
        numberWidth = Math.Max(numberWidth, rows.Max(r => PixelFont.WidthOf(SheetStyle.Fit(r.Name ?? "", TileExtent))));
        int columns = Math.Max(rows.Max(r => r.Patches.Count), 1), rowHeight = TileExtent + LabelHeight + Gap;
        int tilesLeft = SheetStyle.Margin + numberWidth + Gap;
        Canvas sheet = SheetStyle.Start(numberWidth + Gap + columns * (TileExtent + Gap) - Gap, rows.Count * rowHeight - Gap, title, line);
        for (int row = 0; row < rows.Count; row++)
        {
            int top = SheetStyle.Margin + SheetStyle.HeadHeight + row * rowHeight;
            int middle = SheetStyle.Margin + numberWidth / 2, numberTop = top + (TileExtent - NumberScale * PixelFont.Height) / 2;
            string number = $"{rows[row].Channel}";
            sheet.TextAround(middle, numberTop - PixelFont.Height - 4, "channel", SheetStyle.Faint);
            sheet.Text(middle - PixelFont.WidthOf(number, NumberScale) / 2, numberTop, number, SheetStyle.Text, NumberScale);
            if (rows[row].Name is { } name)
                sheet.TextAround(middle, numberTop + NumberScale * PixelFont.Height + 4, SheetStyle.Fit(name, TileExtent), SheetStyle.Text);
            for (int i = 0; i < rows[row].Patches.Count; i++)
                DrawPatch(sheet, tilesLeft + i * (TileExtent + Gap), top, rows[row].Patches[i], tile);
        }
        return sheet;
    }

    private static void DrawPatch(Canvas sheet, int left, int top, Patch patch, Func<Patch, Canvas> tile)
    {
        sheet.Draw(left, top, tile(patch));
        string activation = patch.Activation.ToString("g4", CultureInfo.InvariantCulture);
        sheet.Text(left, top + TileExtent + 4, activation, SheetStyle.Text);
        string name = Path.GetFileNameWithoutExtension(patch.Picture);
        sheet.Text(left, top + TileExtent + 4 + PixelFont.Height + 3, SheetStyle.Fit(name, TileExtent), SheetStyle.Faint);
    }
}
