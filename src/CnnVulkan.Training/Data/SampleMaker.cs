namespace CnnVulkan.Training;

/// <summary>Makes what a network is fed of a picture: varied, in its channels, normalised. One per thread: it keeps memory to work in.</summary>
internal sealed class SampleMaker(ILabelledData data, BatchFormat format, Augmentation how, ulong seed)
{
    private const int CutoutPurpose = 7;

    private readonly float[] _colors = new float[3 * format.Width * format.Height];

    /// <summary>Fills channel × height × width values.</summary>
    public void Fill(int sample, int epoch, Span<float> values)
    {
        PicturePixels picture = Resized(data.Read(sample));
        PicturePlace place = PicturePlace.Draw(how, seed, epoch, sample, picture, format);
        int plane = format.Width * format.Height;
        Span<float> planes = picture.Channels == format.Channels ? values : _colors.AsSpan(0, picture.Channels * plane);
        PictureSampling.Fill(picture, place, planes, format.Width, format.Height, how.MovesPlaces && !how.BlackOutside);
        if (picture.Channels != format.Channels)
            Convert(planes, values, plane);
        ColorChange.Apply(how, seed, epoch, sample, values, format.Channels);
        Normalize(values, plane);
        if (how.Cutout > 0)
            CutOut(new SampleRandom(seed, epoch, sample, CutoutPurpose), values, plane);
    }

    private PicturePixels Resized(PicturePixels picture)
    {
        Preprocessing preprocessing = format.Preprocessing;
        (int width, int height) = preprocessing.ResizedSize(picture.Width, picture.Height);
        // Pictures of extreme proportions may leave no row, or too many.
        if (width <= 0 || height <= 0)
            throw new ShapeException($"A picture of {picture.Width}×{picture.Height} cannot be resized to {width}×{height}.");
        return (width, height) == (picture.Width, picture.Height) ? picture : PictureResize.To(picture, width, height, preprocessing.Resample);
    }

    private static void Convert(ReadOnlySpan<float> from, Span<float> to, int plane)
    {
        if (to.Length == plane)
        {
            for (int i = 0; i < plane; i++)
                to[i] = ColorChange.Brightness(from[i], from[plane + i], from[2 * plane + i]);
            return;
        }
        for (int at = 0; at < to.Length; at += plane)
            from.CopyTo(to[at..]);
    }

    private void Normalize(Span<float> values, int plane)
    {
        if (format.Preprocessing.FlipChannelOrder && format.Channels == 3)
        {
            for (int i = 0; i < plane; i++)
                (values[i], values[2 * plane + i]) = (values[2 * plane + i], values[i]);
        }
        for (int c = 0; c < format.Channels; c++)
        {
            (float factor, float offset) = (format.Factors[c], format.Offsets[c]);
            Span<float> channel = values.Slice(c * plane, plane);
            for (int i = 0; i < channel.Length; i++)
                channel[i] = channel[i] * factor + offset;
        }
    }

    /// <summary>Blanks a square around a random place with the mean colour; it may hang over the edges.</summary>
    private void CutOut(SampleRandom random, Span<float> values, int plane)
    {
        int left = random.Below(format.Width) - how.Cutout / 2, top = random.Below(format.Height) - how.Cutout / 2;
        int right = Math.Min(left + how.Cutout, format.Width), bottom = Math.Min(top + how.Cutout, format.Height);
        left = Math.Max(left, 0);
        for (int c = 0; c < format.Channels; c++)
        {
            float blank = format.Preprocessing.DoNormalize ? 0 : 127.5f * format.Factors[c];
            for (int y = Math.Max(top, 0); y < bottom; y++)
                values.Slice(c * plane + y * format.Width + left, Math.Max(right - left, 0)).Fill(blank);
        }
    }
}
