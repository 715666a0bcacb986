using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Images;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Images;

public class PreprocessImageTests
{
    private static readonly Preprocessing Small = Preprocessing.Default with { ShortestEdge = 20, CropWidth = 17, CropHeight = 13 };

    private static readonly Preprocessing Exact = Small with { DoRescale = false, DoNormalize = false };

    [SkippableTheory]
    [InlineData(1, 1)]
    [InlineData(3, 500)]
    [InlineData(500, 3)]
    [InlineData(20, 20)]
    [InlineData(127, 61)]
    [InlineData(5, 7)]
    public void Sizes_that_no_tile_divides(int width, int height) => Check(Exact, width, height);

    [SkippableTheory]
    [InlineData(Resample.Nearest)]
    [InlineData(Resample.Bilinear)]
    [InlineData(Resample.Bicubic)]
    [InlineData(Resample.Box)]
    public void Every_filter_shrinks_and_enlarges(Resample filter)
    {
        Check(Exact with { Resample = filter }, 97, 55);
        Check(Exact with { Resample = filter }, 11, 6);
    }

    [SkippableFact]
    public void A_crop_larger_than_the_picture_is_padded_with_zeros()
        => Check(Small with { DoResize = false, CropWidth = 30, CropHeight = 9 }, 15, 12);

    [SkippableFact]
    public void Neither_resized_nor_cropped()
        => Check(Small with { DoResize = false, DoCenterCrop = false, FlipChannelOrder = true }, 19, 8);

    [SkippableFact]
    public void Both_edges_given()
        => Check(Small with { ShortestEdge = null, Width = 9, Height = 31, DoCenterCrop = false }, 40, 20);

    [SkippableFact]
    public void Channels_are_flipped_before_mean_and_deviation_apply()
        => Check(Small with { FlipChannelOrder = true, DoRescale = false, Mean = new(104, 117, 123), Std = new(1, 2, 4) }, 64, 48);

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_of_one_channel_are_fed_the_brightness(bool flips)
    {
        Check(Small with { DoGrayscale = true, FlipChannelOrder = flips, Mean = new(0.1307f), Std = new(0.3081f) }, 64, 48);
        Check(Small with { DoGrayscale = true, FlipChannelOrder = flips, DoNormalize = false, RescaleFactor = -1 / 255f }, 31, 7);
    }

    /// <summary>Without rescaling and normalising the results are integers, and must be the reference's to the last bit.</summary>
    private static void Check(Preprocessing preprocessing, int width, int height)
    {
        ImageView image = Noise(width, height);
        double tolerance = preprocessing.DoRescale || preprocessing.DoNormalize ? 1e-6 : 0;
        OperatorHarness.Check(
            new PreprocessImage(preprocessing), [Packed(image)], [PreprocessImageReference.Run(image, preprocessing)], tolerance: tolerance);
    }

    /// <summary>A picture as the operator takes it, red in the lowest byte.</summary>
    public static unsafe Tensor<int> Packed(ImageView image)
    {
        var packed = new Tensor<int>(new TensorShape(image.Height, image.Width));
        fixed (int* first = packed.Data)
            image.CopyTo((byte*)first);
        return packed;
    }

    internal static ImageView Noise(int width, int height)
    {
        Tensor<float> random = TestData.Uniform(width * 1000 + height, 0f, 256f, height, width, 4);
        return new ImageView(Array.ConvertAll(random.Data, v => (byte)v), width, height);
    }
}
