namespace CnnVulkan.Tensors;

/// <summary>
/// Colours of luma and chroma: rgb = scale · (luma - offset) + (redV · v, greenU · u + greenV · v, blueU · u), all in parts of 255, u and v around
/// 128/255 (ITU-R BT.601 and BT.709).
/// </summary>
internal readonly struct YuvColors
{
    private const int Shift = 16;

    public YuvColors(YuvStandard standard)
    {
        (double red, double blue) = standard is YuvStandard.Bt601 or YuvStandard.Bt601Full ? (0.299, 0.114) : (0.2126, 0.0722);
        bool isFull = standard is YuvStandard.Bt601Full or YuvStandard.Bt709Full;
        // Luma spans 219 of 255 steps, chroma 224, where the range is not full.
        double chroma = isFull ? 1 : 255 / 224.0, green = 1 - red - blue;
        (Offset, Scale) = isFull ? (0, 1) : (16 / 255f, 255 / 219f);
        RedV = (float)(chroma * 2 * (1 - red));
        BlueU = (float)(chroma * 2 * (1 - blue));
        GreenU = (float)(-chroma * 2 * (1 - blue) * blue / green);
        GreenV = (float)(-chroma * 2 * (1 - red) * red / green);
    }

    public float Offset { get; }

    public float Scale { get; }

    public float RedV { get; }

    public float GreenU { get; }

    public float GreenV { get; }

    public float BlueU { get; }

    /// <summary>A row of RGBA pixels, of one of luma and one of chroma, a pair for two pixels.</summary>
    public void Convert(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma, Span<byte> rgba)
    {
        int offset = (int)Math.Round(Offset * 255), scale = Fixed(Scale), redV = Fixed(RedV), greenU = Fixed(GreenU), greenV = Fixed(GreenV), blueU = Fixed(BlueU);
        for (int x = 0; x < luma.Length; x++)
        {
            int y = scale * (luma[x] - offset) + (1 << Shift - 1), u = chroma[x & ~1] - 128, v = chroma[x | 1] - 128;
            rgba[4 * x] = Byte(y + redV * v);
            rgba[4 * x + 1] = Byte(y + greenU * u + greenV * v);
            rgba[4 * x + 2] = Byte(y + blueU * u);
            rgba[4 * x + 3] = 255;
        }
    }

    private static int Fixed(float value) => (int)Math.Round(value * (1 << Shift));

    private static byte Byte(int value) => (byte)Math.Clamp(value >> Shift, 0, 255);
}
