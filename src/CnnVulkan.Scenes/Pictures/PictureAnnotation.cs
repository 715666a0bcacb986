using System.Numerics;
using System.Text.Json;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>What is known of a picture because it was made: the truth to train towards.</summary>
internal sealed record PictureAnnotation
{
    public required int Index { get; init; }

    public required ulong Seed { get; init; }

    public required string Label { get; init; }

    /// <summary>The label's place among all labels of the set.</summary>
    public required int Class { get; init; }

    /// <summary>How far the thing is turned to its left, in degrees; at 0 its front is towards +Z.</summary>
    public required float Yaw { get; init; }

    /// <summary>How far it leans, in degrees.</summary>
    public required float Tilt { get; init; }

    public required float Scale { get; init; }

    public required int Colourway { get; init; }

    /// <summary>Whether its colours are not those of the colourway alone.</summary>
    public required bool Recoloured { get; init; }

    /// <summary>Where the camera stands, around the thing: degrees about Y from +Z, and above the ground.</summary>
    public required float CameraYaw { get; init; }

    public required float CameraPitch { get; init; }

    public required float CameraDistance { get; init; }

    /// <summary>From the lower to the upper edge, in degrees.</summary>
    public required float FieldOfView { get; init; }

    public required float SunYaw { get; init; }

    public required float SunPitch { get; init; }

    /// <summary>The brightness of the sun's light, 0.7 to 2.6.</summary>
    public required float SunStrength { get; init; }

    public required float Ambient { get; init; }

    public required GroundPattern Ground { get; init; }

    /// <summary>What else is on the stage.</summary>
    public required IReadOnlyList<string> Clutter { get; init; }

    /// <summary>What stands before the thing, or null.</summary>
    public required string? Occluder { get; init; }

    /// <summary>How much of the thing's box the occluder's box covers, 0 to 1.</summary>
    public required float Occlusion { get; init; }

    /// <summary>Around the thing in the picture: least corner, then most, in parts of the picture's size; cut at its edges.</summary>
    public required (Vector2 Least, Vector2 Most) Box { get; init; }

    /// <summary>Where the picture is in the set.</summary>
    public string File => $"{Label}/{Index:D6}.png";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file", File);
        json.WriteString("label", Label);
        json.WriteNumber("class", Class);
        json.WriteNumber("index", Index);
        // As text: a JSON number of 64 bits does not survive every reader.
        json.WriteString("seed", Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStartArray("box");
        foreach (float edge in new[] { Box.Least.X, Box.Least.Y, Box.Most.X, Box.Most.Y })
            json.WriteNumberValue(Rounded(edge));
        json.WriteEndArray();
        json.WriteStartObject("pose");
        json.WriteNumber("yaw", Rounded(Yaw));
        json.WriteNumber("tilt", Rounded(Tilt));
        json.WriteNumber("scale", Rounded(Scale));
        json.WriteEndObject();
        json.WriteStartObject("camera");
        json.WriteNumber("yaw", Rounded(CameraYaw));
        json.WriteNumber("pitch", Rounded(CameraPitch));
        json.WriteNumber("distance", Rounded(CameraDistance));
        json.WriteNumber("field_of_view", Rounded(FieldOfView));
        json.WriteEndObject();
        json.WriteStartObject("light");
        json.WriteNumber("yaw", Rounded(SunYaw));
        json.WriteNumber("pitch", Rounded(SunPitch));
        json.WriteNumber("strength", Rounded(SunStrength));
        json.WriteNumber("ambient", Rounded(Ambient));
        json.WriteEndObject();
        json.WriteNumber("colourway", Colourway);
        json.WriteBoolean("recoloured", Recoloured);
        json.WriteString("ground", Ground.ToString().ToLowerInvariant());
        json.WriteStartArray("clutter");
        foreach (string other in Clutter)
            json.WriteStringValue(other);
        json.WriteEndArray();
        json.WriteString("occluder", Occluder);
        json.WriteNumber("occlusion", Rounded(Occlusion));
        json.WriteEndObject();
    }

    private static double Rounded(float value) => Math.Round(value, 4);
}
