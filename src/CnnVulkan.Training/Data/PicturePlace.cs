namespace CnnVulkan.Training;

/// <summary>Which place of a picture each place of the network's input shows: a shift by whole pixels, or an affine map about the middle.</summary>
internal readonly struct PicturePlace
{
    private const int Purpose = 3;

    /// <summary>The pixel of the picture that the input's first column and row show, where nothing is turned or scaled.</summary>
    public readonly int Left, Top;

    /// <summary>Whether left and right change places.</summary>
    public readonly bool Mirrored;

    /// <summary>From a step in the input to one in the picture, where <see cref="IsShift"/> is not so.</summary>
    public readonly float Cosine, Sine;

    public readonly bool IsShift;

    private PicturePlace(int left, int top, bool mirrored, float scale, float degrees)
    {
        (Left, Top, Mirrored) = (left, top, mirrored);
        float angle = degrees * (MathF.PI / 180);
        (Cosine, Sine) = (MathF.Cos(angle) / scale, MathF.Sin(angle) / scale);
        IsShift = scale == 1 && degrees == 0;
    }

    /// <summary>Draws a place for one sample.</summary>
    public static PicturePlace Draw(Augmentation how, ulong seed, int epoch, int sample, PicturePixels picture, BatchFormat format)
    {
        // The middle, rounded as the GPU's preprocessing does it.
        int left = (picture.Width - format.Width) >> 1, top = (picture.Height - format.Height) >> 1;
        var random = new SampleRandom(seed, epoch, sample, Purpose);
        // Drawn in any case, so that one option does not change what another draws.
        (float across, float down, bool mirrored, float scaled, float turned) = (random.Unit(), random.Unit(), random.Coin(), random.Unit(), random.Unit());
        if (how.Crop || how.Pad > 0)
        {
            left = Within(picture.Width - format.Width, how.Pad, across);
            top = Within(picture.Height - format.Height, how.Pad, down);
        }
        // Even over the logarithm: as often half as large as twice as large.
        float scale = how.HasScale ? how.ScaleLeast * MathF.Pow(how.ScaleMost / how.ScaleLeast, scaled) : 1;
        return new PicturePlace(left, top, how.Flip && mirrored, scale, how.Rotate * (2 * turned - 1));
    }

    private static int Within(int room, int pad, float part)
    {
        (int a, int b) = (-pad, room + pad);
        int least = Math.Min(a, b), most = Math.Max(a, b);
        return least + Math.Min((int)(part * (most - least + 1)), most - least);
    }
}
