using System.Numerics;

namespace CnnVulkan;

/// <summary>What the papers do to pictures: the shorter edge to a size, the centre cut out, values scaled.</summary>
internal static class PictureRange
{
    /// <summary>ImageNet's mean and deviation; the margin that is cut off is an eighth: 256 for 224, as most networks since 2014.</summary>
    public static Preprocessing ImageNet(int height, int width) => WithEdge(Math.Max(height, width) * 8 / 7, height, width);

    /// <summary>ImageNet's mean and deviation, cut from a shorter edge of 256 for 227 (Krizhevsky et al. 2012, section 2).</summary>
    public static Preprocessing AlexNet(int height, int width) => WithEdge(Math.Max(height, width) * 256 / 227, height, width);

    /// <summary>The whole picture squeezed into the input, values in [0, 1]: for small pictures that show one thing.</summary>
    public static Preprocessing Whole(int height, int width) => Preprocessing.Default with
    {
        ShortestEdge = null,
        Height = height,
        Width = width,
        DoCenterCrop = false,
        DoNormalize = false,
    };

    /// <summary>The middle of the picture as large as its shorter edge allows, values in [0, 1]: nothing is squeezed, as a game's wide frames would be.</summary>
    public static Preprocessing Middle(int height, int width) => WithEdge(Math.Max(height, width), height, width) with { DoNormalize = false };

    /// <summary>The whole picture, normalised with CIFAR-10's mean and deviation (as computed over its training set).</summary>
    public static Preprocessing Cifar(int height, int width) => Whole(height, width) with
    {
        DoNormalize = true,
        Mean = new Vector3(0.4914f, 0.4822f, 0.4465f),
        Std = new Vector3(0.2470f, 0.2435f, 0.2616f),
    };

    /// <summary>Values in [-1, 1], as the MobileNets were trained.</summary>
    public static Preprocessing Symmetric(int height, int width) => ImageNet(height, width) with { Mean = new Vector3(0.5f), Std = new Vector3(0.5f) };

    private static Preprocessing WithEdge(int edge, int height, int width)
        => Preprocessing.Default with { ShortestEdge = edge, CropHeight = height, CropWidth = width };
}
