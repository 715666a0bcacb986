using System.Globalization;

namespace CnnVulkan.Training;

/// <summary>An <see cref="Augmentation"/> as people type it.</summary>
internal static class AugmentationText
{
    private const string Form = "pad=4,crop,flip,scale=0.8..1.2,rotate=10,color=0.2,noise=0.02,cutout=8,mixup=0.2,smoothing=0.1,black";

    private static readonly string[] Words = ["scale", "rotate", "color", "colour", "noise", "cutout", "mixup", "smoothing", "pad", "crop", "flip", "black"];

    public static Augmentation Parse(string text)
    {
        var result = Augmentation.None;
        var seen = new HashSet<string>();
        foreach (string part in text.Split(',').Select(p => p.Trim()).Where(p => p.Length > 0 && p != "none"))
        {
            string word = Words.FirstOrDefault(w => part.StartsWith(w, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"'{part}' is no augmentation; there are: none, or of {Form}.");
            if (!seen.Add(word))
                throw new FormatException($"'{word}' is given twice.");
            // pad4 as well as pad=4.
            result = Apply(result, word, part[word.Length..].TrimStart('='), part);
        }
        return result;
    }

    public static string Of(Augmentation augmentation)
    {
        var parts = new List<string>();
        void Add(string word, double value)
        {
            if (value != 0)
                parts.Add(FormattableString.Invariant($"{word}={(float)value}"));
        }
        void Flag(string word, bool value)
        {
            if (value)
                parts.Add(word);
        }
        Add("pad", augmentation.Pad);
        Flag("crop", augmentation.Crop);
        Flag("flip", augmentation.Flip);
        if (augmentation.HasScale)
            parts.Add(FormattableString.Invariant($"scale={augmentation.ScaleLeast}..{augmentation.ScaleMost}"));
        Add("rotate", augmentation.Rotate);
        Add("color", augmentation.Color);
        Add("noise", augmentation.Noise);
        Add("cutout", augmentation.Cutout);
        Add("mixup", augmentation.Mixup);
        Add("smoothing", augmentation.Smoothing);
        Flag("black", augmentation.BlackOutside);
        return parts.Count == 0 ? "none" : string.Join(",", parts);
    }

    private static Augmentation Apply(Augmentation to, string word, string value, string part)
    {
        switch (word)
        {
            case "crop" or "flip" or "black":
                if (value.Length > 0)
                    throw new FormatException($"'{part}': '{word}' takes no value.");
                return word switch { "crop" => to with { Crop = true }, "flip" => to with { Flip = true }, _ => to with { BlackOutside = true } };
            case "scale":
                int dots = value.IndexOf("..", StringComparison.Ordinal);
                if (dots < 0)
                    throw new FormatException($"'{part}' is not of the form scale=0.8..1.2.");
                (float least, float most) = (Number(value[..dots], 0.1f, 10, part), Number(value[(dots + 2)..], 0.1f, 10, part));
                return least <= most ? to with { ScaleLeast = least, ScaleMost = most } : throw new FormatException($"'{part}': the least factor is above the largest.");
            case "pad":
                return to with { Pad = Whole(value, part) };
            case "cutout":
                return to with { Cutout = Whole(value, part) };
            case "rotate":
                return to with { Rotate = Number(value, 0, 180, part) };
            case "color" or "colour":
                return to with { Color = Number(value, 0, 1, part) };
            case "noise":
                return to with { Noise = Number(value, 0, 1, part) };
            case "mixup":
                return to with { Mixup = Number(value, 0, 10, part) };
            default:
                return to with { Smoothing = Number(value, 0, 0.99f, part) };
        }
    }

    private static int Whole(string text, string part)
    {
        float number = Number(text, 0, 1024, part);
        return number == (int)number ? (int)number : throw new FormatException($"'{part}': '{text}' is not a whole number.");
    }

    private static float Number(string text, float least, float most, string part)
    {
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
            throw new FormatException($"'{part}': '{text}' is not a number.");
        return number >= least && number <= most ? number
            : throw new FormatException(FormattableString.Invariant($"'{part}': {number} is not between {least} and {most}."));
    }
}
