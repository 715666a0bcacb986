namespace CnnVulkan.Demo.Vision;

/// <summary>The part of a picture that the network is fed, in fractions of the picture from its upper left corner.</summary>
internal static class SeenArea
{
    /// <summary>The area of a picture of the given size.</summary>
    public static Rect Of(Preprocessing preprocessing, int width, int height)
    {
        (int resizedWidth, int resizedHeight) = preprocessing.ResizedSize(width, height);
        (int outWidth, int outHeight) = preprocessing.OutputSize(width, height);
        (float x, float across) = Axis(resizedWidth, outWidth);
        (float y, float down) = Axis(resizedHeight, outHeight);
        return new Rect(x, y, across, down);
    }

    /// <summary>A crop wider than the picture is padded: all of the picture is seen.</summary>
    private static (float Start, float Length) Axis(int resized, int seen)
        => seen >= resized ? (0, 1) : ((resized - seen) / 2 / (float)resized, seen / (float)resized);
}
