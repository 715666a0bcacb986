namespace CnnVulkan.Cli.Pictures;

/// <summary>A tiny font of 5×7 pixels for ASCII, and one row below for what hangs down, so that pictures carry labels without a font file.</summary>
internal static class PixelFont
{
    public const int Width = 5;
    public const int Height = 7;

    /// <summary>Rows below the base line: for g, j, p, q, y.</summary>
    public const int Descent = 1;

    /// <summary>Pixels from one character to the next.</summary>
    public const int Advance = 6;

    private const int CharacterLength = 2 * Width + 1;

    /// <summary>Per character from space to ~ five columns in hexadecimal, the lowest bit on top.</summary>
    private const string Columns =
        "0000000000 00005F0000 0007000700 147F147F14 242A7F2A12 2313086462 3649552250 0005030000 001C224100 0041221C00 082A1C2A08 08083E0808 0050300000 0808080808 0060600000 2010080402 " +
        "3E5149453E 00427F4000 4261514946 2141454B31 1814127F10 2745454539 3C4A494930 0171090503 3649494936 064949291E 0036360000 0056360000 0008142241 1414141414 4122140800 0201510906 " +
        "324979413E 7E1111117E 7F49494936 3E41414122 7F4141221C 7F49494941 7F09090101 3E41415132 7F0808087F 00417F4100 2040413F01 7F08142241 7F40404040 7F0204027F 7F0408107F 3E4141413E " +
        "7F09090906 3E4151215E 7F09192946 4649494931 01017F0101 3F4040403F 1F2040201F 7F2018207F 6314081463 0304780403 6151494543 00007F4141 0204081020 41417F0000 0402010204 4040404040 " +
        "0001020400 2054545478 7F48444438 3844444420 384444487F 3854545418 087E090102 18A4A4A47C 7F08040478 00447D4000 0080847D00 007F102844 00417F4000 7C04180478 7C08040478 3844444438 " +
        "FC44444438 38444444FC 7C08040408 4854545420 043F444020 3C4040207C 1C2040201C 3C4030403C 4428102844 1CA0A0A07C 4464544C44 0008364100 00007F0000 0041360800 0402040804 ";

    /// <summary>Pixels from the first column of a text to its last.</summary>
    public static int WidthOf(string text, int scale = 1) => Math.Max(text.Length * Advance - 1, 0) * scale;

    public static bool IsSet(char character, int x, int y)
    {
        character = character == '×' ? 'x' : character is < ' ' or > '~' ? '?' : character;
        int at = (character - ' ') * CharacterLength + 2 * x;
        int column = (Digit(Columns[at]) << 4) | Digit(Columns[at + 1]);
        return ((column >> y) & 1) != 0;
    }

    private static int Digit(char hexadecimal) => hexadecimal <= '9' ? hexadecimal - '0' : hexadecimal - 'A' + 10;
}
