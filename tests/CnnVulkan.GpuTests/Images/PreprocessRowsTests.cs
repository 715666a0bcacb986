using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Images;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Images;

/// <summary>The second pass alone; with the first, which samples images, it is tested in <see cref="HostImageTests"/>.</summary>
public class PreprocessRowsTests
{
    /// <summary>Where the width stays as it is, the rows are the picture's own.</summary>
    [SkippableTheory]
    [InlineData(20, 31, 12, false)]
    [InlineData(17, 9, 40, false)]
    [InlineData(1, 127, 5, true)]
    public void Rows_are_resized_in_height_and_normalised(int width, int height, int resized, bool grey)
    {
        Preprocessing preprocessing = Preprocessing.Default with { ShortestEdge = null, Width = width, Height = resized, DoCenterCrop = false, DoGrayscale = grey, FlipChannelOrder = true };
        ImageView picture = PreprocessImageTests.Noise(width, height);
        OperatorHarness.Check(
            new PreprocessRows(preprocessing, width, height), [PreprocessImageTests.Packed(picture)], [PreprocessImageReference.Run(picture, preprocessing)], tolerance: 1e-6);
    }
}
