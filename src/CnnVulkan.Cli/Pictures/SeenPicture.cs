namespace CnnVulkan.Cli.Pictures;

/// <summary>Draws pictures as a network sees them: resized and cropped, in their own colours.</summary>
internal sealed class SeenPicture : IDisposable
{
    private readonly TextureConverter _converter;
    private readonly int _enlarge;

    /// <param name="device">What resizes.</param>
    /// <param name="preprocessing">What is done to pictures before the network sees them.</param>
    /// <param name="factor">How many times larger to draw; where the network resizes, the picture's own detail fills the pixels.</param>
    public SeenPicture(VisionDevice device, Preprocessing preprocessing, int factor = 1)
    {
        Preprocessing plain = preprocessing with { DoRescale = false, DoNormalize = false, FlipChannelOrder = false, DoGrayscale = false };
        _enlarge = plain.DoResize ? 1 : factor;
        _converter = new TextureConverter(device, plain.DoResize ? Enlarged(plain, factor) : plain);
    }

    public Canvas Draw(ImageView picture)
    {
        var seen = (Tensor<float>)_converter.ToTensor(picture).Readback();
        (int height, int width) = (seen.Shape[2], seen.Shape[3]);
        var canvas = new Canvas(width * _enlarge, height * _enlarge, default);
        int plane = width * height;
        for (int i = 0; i < plane; i++)
        {
            var color = new Color((byte)seen.Data[i], (byte)seen.Data[plane + i], (byte)seen.Data[2 * plane + i]);
            canvas.Fill(i % width * _enlarge, i / width * _enlarge, _enlarge, _enlarge, color);
        }
        return canvas;
    }

    public void Dispose() => _converter.Dispose();

    private static Preprocessing Enlarged(Preprocessing plain, int factor) => plain with
    {
        ShortestEdge = plain.ShortestEdge * factor,
        Width = plain.Width * factor,
        Height = plain.Height * factor,
        CropWidth = plain.CropWidth * factor,
        CropHeight = plain.CropHeight * factor,
    };
}
