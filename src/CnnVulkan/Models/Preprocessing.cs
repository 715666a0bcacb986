using System.Collections.Immutable;
using System.Numerics;

namespace CnnVulkan;

/// <summary>
/// What is done to a picture before a network sees it. Steps apply in the order resize, crop, grey, rescale, flip of the channel order,
/// normalise. The starting values are those most ImageNet networks were trained with.
/// </summary>
public sealed record Preprocessing
{
    /// <summary>Shortest edge to 256, centre 224×224, divided by 255, ImageNet's mean and deviation, RGB.</summary>
    public static Preprocessing Default { get; } = new();

    /// <summary>Whether the picture is resized.</summary>
    public bool DoResize { get; init; } = true;

    /// <summary>The length the shorter edge is resized to, the aspect ratio kept; null where <see cref="Width"/> and <see cref="Height"/> count.</summary>
    public int? ShortestEdge { get; init; } = 256;

    /// <summary>The width resized to, in pixels, where <see cref="ShortestEdge"/> is null.</summary>
    public int Width { get; init; } = 256;

    /// <summary>The height resized to, in pixels, where <see cref="ShortestEdge"/> is null.</summary>
    public int Height { get; init; } = 256;

    /// <summary>The filter of the resize.</summary>
    public Resample Resample { get; init; } = Resample.Bilinear;

    /// <summary>Whether the centre is cut out; where the picture is smaller, the rest is zero before normalising.</summary>
    public bool DoCenterCrop { get; init; } = true;

    /// <summary>The width cut out, in pixels.</summary>
    public int CropWidth { get; init; } = 224;

    /// <summary>The height cut out, in pixels.</summary>
    public int CropHeight { get; init; } = 224;

    /// <summary>Whether the network is fed one channel, the picture's brightness: 0.299 red + 0.587 green + 0.114 blue, not rounded.</summary>
    public bool DoGrayscale { get; init; }

    /// <summary>Whether values, 0 to 255, are multiplied by <see cref="RescaleFactor"/>.</summary>
    public bool DoRescale { get; init; } = true;

    /// <summary>The factor of the rescaling.</summary>
    public float RescaleFactor { get; init; } = 1 / 255f;

    /// <summary>Whether <see cref="Mean"/> is subtracted and the result divided by <see cref="Std"/>.</summary>
    public bool DoNormalize { get; init; } = true;

    /// <summary>Subtracted from each channel, in the order of the channels the network is fed; the first number where it is fed grey.</summary>
    public Vector3 Mean { get; init; } = new(0.485f, 0.456f, 0.406f);

    /// <summary>Divides each channel, in the order of the channels the network is fed; the first number where it is fed grey.</summary>
    public Vector3 Std { get; init; } = new(0.229f, 0.224f, 0.225f);

    /// <summary>Whether the network is fed blue, green, red instead of red, green, blue.</summary>
    public bool FlipChannelOrder { get; init; }

    /// <summary>
    /// What a model says is done to pictures; where it says nothing, <see cref="Default"/> for the picture size that its input declares. An
    /// input of one channel is fed grey, and, where the model says nothing, as networks for handwritten digits are: the whole picture, 0 to 1.
    /// </summary>
    public static Preprocessing For(Model model)
    {
        ImmutableArray<int?> extents = model.Inputs.Length > 0 && model.Inputs[0].Dimensions is { IsDefault: false, Length: 4 } declared ? declared : [null, null, null, null];
        bool grey = extents[1] == 1;
        if (model.Preprocessing is { } given)
            return grey ? given with { DoGrayscale = true } : given;
        Preprocessing usual = grey ? Default with { DoGrayscale = true, DoNormalize = false } : Default;
        if (extents[2] is not { } height || extents[3] is not { } width)
            return usual;
        // 256 for 224: the same margin is cut off.
        int edge = grey ? Math.Max(width, height) : Math.Max(width, height) * 8 / 7;
        return usual with { ShortestEdge = edge, CropWidth = width, CropHeight = height };
    }

    /// <summary>The size a picture has after the resize step.</summary>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    public (int Width, int Height) ResizedSize(int width, int height)
    {
        if (!DoResize)
            return (width, height);
        if (ShortestEdge is not { } edge)
            return (Width, Height);
        // The longer edge is rounded to the nearest: the photos' expected probabilities are met to 5e-6 this way. Libraries that cut the
        // fraction off (torchvision) differ by a column on about half of all pictures, which moved one photo's probability by 0.11.
        return width <= height ? (edge, Scale(height, edge, width)) : (Scale(width, edge, height), edge);
    }

    /// <summary>The size of what the network is fed for a picture of the given size.</summary>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    public (int Width, int Height) OutputSize(int width, int height) => DoCenterCrop ? (CropWidth, CropHeight) : ResizedSize(width, height);

    /// <summary>The part of a picture that the network is fed: where a heat map belongs, for example.</summary>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    public PictureArea SeenPart(int width, int height)
    {
        (int resizedWidth, int resizedHeight) = ResizedSize(width, height);
        (int outWidth, int outHeight) = OutputSize(width, height);
        (float left, float across) = Axis(resizedWidth, outWidth);
        (float top, float down) = Axis(resizedHeight, outHeight);
        return new PictureArea(left, top, across, down);

        // A crop wider than the picture is padded: all of the picture is seen.
        static (float Start, float Length) Axis(int resized, int seen) => seen >= resized ? (0, 1) : ((resized - seen) / 2 / (float)resized, seen / (float)resized);
    }

    /// <summary>How many channels the network is fed.</summary>
    internal int Channels => DoGrayscale ? 1 : 3;

    /// <summary>What each channel of an even grey picture becomes.</summary>
    /// <param name="brightness">0 to 255.</param>
    internal Vector3 GreyLevel(float brightness)
    {
        Vector3 value = new(DoRescale ? brightness * RescaleFactor : brightness);
        return DoNormalize ? (value - Mean) / Std : value;
    }

    private static int Scale(int longer, int edge, int shorter) => (int)((2L * edge * longer + shorter) / (2L * shorter));
}
