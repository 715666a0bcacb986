using System.Numerics;
using System.Text.Json;
using CnnVulkan.Files;

namespace CnnVulkan.Models;

/// <summary>
/// Reads <c>preprocessor_config.json</c> as Hugging Face's image processors write it, old forms included:
/// <c>size</c> as a number or an object, <c>crop_pct</c> (ConvNeXt, ResNet), <c>include_top</c> (EfficientNet).
/// </summary>
internal sealed class PreprocessorConfig(JsonFile file)
{
    /// <summary>Vulkan devices promise pictures of at least 4096; no classifier comes near.</summary>
    private const int MostPixels = 16384;

    public static Preprocessing? ReadIfPresent(string path) => File.Exists(path) ? Read(path) : null;

    /// <exception cref="ModelFormatException">The file is damaged, or a field has a value that is not supported.</exception>
    public static Preprocessing Read(string path)
    {
        using JsonFile file = JsonFile.Open(path);
        return Read(file);
    }

    /// <exception cref="ModelFormatException">The file is damaged, or a field has a value that is not supported.</exception>
    public static Preprocessing Read(JsonFile file)
    {
        if (file.Root.ValueKind != JsonValueKind.Object)
            throw file.Source.Error("an object was expected.");
        return new PreprocessorConfig(file).Read();
    }

    private Preprocessing Read()
    {
        Preprocessing result = Preprocessing.Default with
        {
            DoRescale = file.Flag("do_rescale", true),
            RescaleFactor = file.Field("rescale_factor") is { } factor ? file.Float(factor, "rescale_factor") : Preprocessing.Default.RescaleFactor,
            // As SuperPoint's and LightGlue's processors call it.
            DoGrayscale = file.Flag("do_grayscale", false),
            FlipChannelOrder = file.Flag("do_flip_channel_order", false),
            Resample = ReadResample(),
            DoCenterCrop = file.Flag("do_center_crop", file.Field("crop_size") is not null),
        };
        return ReadNormalize(ReadResize(ReadCrop(result)));
    }

    private Resample ReadResample()
    {
        if (file.Field("resample") is not { } value)
            return Resample.Bilinear;
        string text = value.ValueKind == JsonValueKind.String ? file.Text(value, "resample").ToLowerInvariant() : value.GetRawText();
        return text switch
        {
            "0" or "nearest" => Resample.Nearest,
            "2" or "bilinear" => Resample.Bilinear,
            "3" or "bicubic" => Resample.Bicubic,
            "4" or "box" => Resample.Box,
            _ => throw file.Error("resample", value, "0 (nearest), 2 (bilinear), 3 (bicubic) or 4 (box)"),
        };
    }

    private Preprocessing ReadCrop(Preprocessing result)
    {
        if (!result.DoCenterCrop)
            return result;
        // Older files crop to `size` where they give no crop_size.
        string name = file.Field("crop_size") is not null ? "crop_size" : "size";
        if (file.Field(name) is not { } size)
            return result;
        if (size.ValueKind == JsonValueKind.Number)
            return result with { CropWidth = Pixels(size, name), CropHeight = Pixels(size, name) };
        if (file.Field(size, "shortest_edge") is { } edge)
            return result with { CropWidth = Pixels(edge, $"{name}.shortest_edge"), CropHeight = Pixels(edge, $"{name}.shortest_edge") };
        return result with { CropWidth = Member(size, name, "width"), CropHeight = Member(size, name, "height") };
    }

    private Preprocessing ReadResize(Preprocessing result)
    {
        JsonElement? size = file.Field("size");
        if (!file.Flag("do_resize", size is not null))
            return result with { DoResize = false };
        if (size is not { } value)
            return result;
        if (value.ValueKind == JsonValueKind.Number || file.Field(value, "shortest_edge") is not null)
            return ReadEdge(result, value);
        return result with { ShortestEdge = null, Width = Member(value, "size", "width"), Height = Member(value, "size", "height") };
    }

    private Preprocessing ReadEdge(Preprocessing result, JsonElement size)
    {
        bool isNumber = size.ValueKind == JsonValueKind.Number;
        int edge = isNumber ? Pixels(size, "size") : Pixels(file.Field(size, "shortest_edge")!.Value, "size.shortest_edge");
        if (!isNumber && file.Field(size, "longest_edge") is { } longest)
            throw file.Error("size.longest_edge", longest, "none (only shortest_edge, or width and height, are supported)");
        if (file.Field("crop_pct") is { } share)
        {
            // ConvNeXt's processor: below 384 the edge is enlarged so that the crop takes this share of it; from 384 on nothing is cropped.
            float part = file.Float(share, "crop_pct");
            if (part is not (> 0 and <= 1))
                throw file.Error("crop_pct", share, "a number above 0, at most 1");
            return edge < 384
                ? result with { ShortestEdge = Math.Min((int)(edge / part), MostPixels), DoCenterCrop = true, CropWidth = edge, CropHeight = edge }
                : result with { ShortestEdge = null, Width = edge, Height = edge };
        }
        // A bare number is an edge where a crop follows; without one the picture would not be of the one size a network takes.
        return isNumber && !result.DoCenterCrop
            ? result with { ShortestEdge = null, Width = edge, Height = edge }
            : result with { ShortestEdge = edge };
    }

    private Preprocessing ReadNormalize(Preprocessing result)
    {
        bool isNormalized = file.Flag("do_normalize", file.Field("image_mean") is not null);
        Vector3 mean = isNormalized ? Channels("image_mean", result.Mean) : Vector3.Zero;
        Vector3 std = isNormalized ? Channels("image_std", result.Std) : Vector3.One;
        if (std.X == 0 || std.Y == 0 || std.Z == 0)
            throw file.Error("image_std", file.Field("image_std")!.Value, "numbers other than 0");
        // EfficientNet's processor: rescaling shifts by -1 first, and the result is divided by the deviation once more.
        if (result.DoRescale && file.Flag("rescale_offset", false))
            (isNormalized, mean) = (true, mean + Vector3.One);
        if (isNormalized && file.Flag("include_top", false))
            std *= std;
        return result with { DoNormalize = isNormalized, Mean = mean, Std = std };
    }

    /// <summary>Three numbers, or one for all channels.</summary>
    private Vector3 Channels(string name, Vector3 @default)
    {
        if (file.Field(name) is not { } value)
            return @default;
        if (value.ValueKind == JsonValueKind.Number)
            return new Vector3(file.Float(value, name));
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is not (1 or 3))
            throw file.Error(name, value, "a list of three numbers");
        float[] numbers = [.. value.EnumerateArray().Select(v => file.Float(v, name))];
        return numbers.Length == 1 ? new Vector3(numbers[0]) : new Vector3(numbers[0], numbers[1], numbers[2]);
    }

    private int Member(JsonElement parent, string name, string member)
        => file.Field(parent, member) is { } value ? Pixels(value, $"{name}.{member}") : throw file.Error(name, parent, "a number, height and width, or shortest_edge");

    private int Pixels(JsonElement value, string name) => file.Int(value, name, 1, MostPixels);
}
