using System.Globalization;
using System.Numerics;

namespace CnnVulkan.Cli.Output;

/// <summary>What is done to pictures before a network sees them, in a sentence; and what of it is only assumed.</summary>
internal static class PictureText
{
    /// <summary>The sentence; null for networks that are fed no pictures.</summary>
    public static string? Of(Model model)
    {
        if (model.Inputs.Length != 1 || model.Inputs[0].Dimensions is not { IsDefault: false, Length: 4 } extents || extents[1] is not (1 or 3))
            return null;
        Preprocessing pictures = Preprocessing.For(model);
        string origin = model.Preprocessing is not null ? "" : pictures.DoGrayscale
            ? " Assumed, for the model does not say: as MNIST's digits are, light strokes on black."
            : " Assumed, for the model does not say: as ImageNet's networks are fed.";
        return $"Pictures: {Resize(pictures)}{Crop(pictures)}, {Colors(pictures)}, {Range(pictures)}.{origin}";
    }

    private static string Resize(Preprocessing pictures) => !pictures.DoResize ? "not resized"
        : pictures.ShortestEdge is { } edge ? $"shorter edge to {edge}" : $"resized to {pictures.Width}×{pictures.Height}";

    private static string Crop(Preprocessing pictures) => pictures.DoCenterCrop ? $", centre of {pictures.CropWidth}×{pictures.CropHeight}" : "";

    private static string Colors(Preprocessing pictures) => pictures.DoGrayscale
        ? "grey (0.299 red + 0.587 green + 0.114 blue)" : pictures.FlipChannelOrder ? "blue, green, red" : "red, green, blue";

    /// <summary>What black and white become: the first channel where one number says it, else each.</summary>
    private static string Range(Preprocessing pictures)
    {
        (Vector3 black, Vector3 white) = (Level(pictures, 0), Level(pictures, 255));
        return pictures.DoGrayscale || (black == new Vector3(black.X) && white == new Vector3(white.X))
            ? $"black {Number(black.X)}, white {Number(white.X)}"
            : $"black {Numbers(black)}, white {Numbers(white)}";
    }

    private static Vector3 Level(Preprocessing pictures, float brightness)
    {
        var value = new Vector3(pictures.DoRescale ? brightness * pictures.RescaleFactor : brightness);
        return pictures.DoNormalize ? (value - pictures.Mean) / pictures.Std : value;
    }

    private static string Numbers(Vector3 channels) => $"({Number(channels.X)}, {Number(channels.Y)}, {Number(channels.Z)})";

    private static string Number(float value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
