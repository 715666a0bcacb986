namespace CnnVulkan.Images;

/// <summary>Sizes and offsets of the preprocessing of one picture size.</summary>
/// <param name="ResizedWidth">The width after the resize.</param>
/// <param name="ResizedHeight">The height after the resize.</param>
/// <param name="Left">The first column fed to the network, in the resized picture; negative where the crop is wider and zeros are fed.</param>
/// <param name="Top">The first row, likewise.</param>
/// <param name="Width">Columns fed.</param>
/// <param name="Height">Rows fed.</param>
internal sealed record ImageGeometry(int ResizedWidth, int ResizedHeight, int Left, int Top, int Width, int Height)
{
    /// <exception cref="ShapeException">The resized picture or the crop has no pixels or too many.</exception>
    public static ImageGeometry Of(Preprocessing preprocessing, int width, int height)
    {
        (int resizedWidth, int resizedHeight) = preprocessing.ResizedSize(width, height);
        (int outWidth, int outHeight) = preprocessing.OutputSize(width, height);
        // The longer edge may pass an int for a picture of one row; such a product is negative.
        if (resizedWidth <= 0 || resizedHeight <= 0 || outWidth <= 0 || outHeight <= 0)
            throw new ShapeException($"A picture of {width}×{height} cannot be resized to {resizedWidth}×{resizedHeight} and cropped to {outWidth}×{outHeight}.");
        return new ImageGeometry(
            resizedWidth, resizedHeight, Offset(resizedWidth, outWidth), Offset(resizedHeight, outHeight), outWidth, outHeight);
    }

    /// <summary>
    /// Rounded down, as Hugging Face's center_crop does it where the picture is larger; where it is smaller that function puts the odd
    /// column of padding before the picture: also the floor of a negative half.
    /// </summary>
    private static int Offset(int size, int crop) => (size - crop) >> 1;
}
