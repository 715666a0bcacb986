namespace CnnVulkan.Training;

/// <summary>Brightness, contrast and saturation of one sample, as one linear change of each pixel; then noise.</summary>
internal static class ColorChange
{
    private const int ColorPurpose = 4, NoisePurpose = 5;
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    /// <summary>How bright a colour looks, by the weights of Rec. 601.</summary>
    public static float Brightness(float red, float green, float blue) => Red * red + Green * green + Blue * blue;

    /// <summary>Changes the planes of a sample, 0 to 255 before and after.</summary>
    public static void Apply(Augmentation how, ulong seed, int epoch, int sample, Span<float> planes, int channels)
    {
        if (how.Color > 0)
            Colors(how.Color, new SampleRandom(seed, epoch, sample, ColorPurpose), planes, channels);
        if (how.Noise > 0)
        {
            var random = new SampleRandom(seed, epoch, sample, NoisePurpose);
            float deviation = 255 * how.Noise;
            for (int i = 0; i < planes.Length; i++)
                planes[i] = Math.Clamp(planes[i] + deviation * random.Noise(), 0, 255);
        }
    }

    private static void Colors(float most, SampleRandom random, Span<float> planes, int channels)
    {
        float brightness = random.Between(1 - most, 1 + most), contrast = random.Between(1 - most, 1 + most), saturation = random.Between(1 - most, 1 + most);
        // With the brightness b: v' = b (m + k (g + s (v - g) - m)), where g is the pixel's grey and m the picture's mean of it.
        int plane = planes.Length / channels;
        double sum = 0;
        for (int i = 0; i < plane; i++)
            sum += channels == 1 ? planes[i] : Brightness(planes[i], planes[plane + i], planes[2 * plane + i]);
        float still = brightness * (1 - contrast) * (float)(sum / plane), factor = brightness * contrast;
        if (channels == 1)
        {
            for (int i = 0; i < plane; i++)
                planes[i] = Math.Clamp(still + factor * planes[i], 0, 255);
            return;
        }
        for (int i = 0; i < plane; i++)
        {
            (float red, float green, float blue) = (planes[i], planes[plane + i], planes[2 * plane + i]);
            float grey = Brightness(red, green, blue), rest = still + factor * (1 - saturation) * grey;
            planes[i] = Math.Clamp(rest + factor * saturation * red, 0, 255);
            planes[plane + i] = Math.Clamp(rest + factor * saturation * green, 0, 255);
            planes[2 * plane + i] = Math.Clamp(rest + factor * saturation * blue, 0, 255);
        }
    }
}
