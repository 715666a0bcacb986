using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Images;

/// <summary>Holds the reference, and with it the GPU, to what Pillow 9.4 makes of a picture of noise.</summary>
public sealed class PreprocessImageReferenceTests
{
    /// <summary>Filter, size resized to, FNV-1a of the RGB bytes that Pillow gave for <see cref="Noise"/> of 13×7.</summary>
    public static TheoryData<Resample, int, int, uint> Pillow() => new()
    {
        { Resample.Nearest, 3, 4, 0x3aef360d },
        { Resample.Nearest, 13, 5, 0xce25fd12 },
        { Resample.Nearest, 29, 11, 0x1cea1198 },
        { Resample.Nearest, 1, 1, 0xb8a9826f },
        { Resample.Bilinear, 3, 4, 0x92f62705 },
        { Resample.Bilinear, 13, 5, 0xf0858b0f },
        { Resample.Bilinear, 29, 11, 0x9bdbfa34 },
        { Resample.Bilinear, 1, 1, 0x527749ad },
        { Resample.Bicubic, 3, 4, 0xb9db7923 },
        { Resample.Bicubic, 13, 5, 0x582aa1db },
        { Resample.Bicubic, 29, 11, 0x0647d28e },
        { Resample.Bicubic, 1, 1, 0x52750b16 },
        { Resample.Box, 3, 4, 0x091102ae },
        { Resample.Box, 13, 5, 0x38569a07 },
        { Resample.Box, 29, 11, 0x1cea1198 },
        { Resample.Box, 1, 1, 0x940dc2ab },
    };

    [Theory]
    [MemberData(nameof(Pillow))]
    public void Resizes_as_Pillow_does(Resample filter, int width, int height, uint expected)
    {
        var resize = new Preprocessing
        {
            ShortestEdge = null,
            Width = width,
            Height = height,
            Resample = filter,
            DoCenterCrop = false,
            DoRescale = false,
            DoNormalize = false,
        };
        Tensor<float> result = PreprocessImageReference.Run(Noise(13, 7), resize);
        Assert.Equal(expected, Hash(result));
    }

    private static uint Hash(Tensor<float> picture)
    {
        uint hash = 2166136261;
        int plane = picture.Shape[2] * picture.Shape[3];
        for (int i = 0; i < plane; i++)
        {
            for (int c = 0; c < 3; c++)
                hash = unchecked((hash ^ (uint)picture.Data[c * plane + i]) * 16777619);
        }
        return hash;
    }

    private static ImageView Noise(int width, int height)
    {
        var pixels = new byte[width * height * 4];
        uint state = 12345;
        for (int i = 0; i < pixels.Length; i++)
        {
            if (i % 4 == 3)
                continue;
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            pixels[i] = (byte)(state >> 24);
        }
        return new ImageView(pixels, width, height);
    }
}
