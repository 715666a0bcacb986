namespace CnnVulkan.Scenes.Pictures;

/// <summary>Which labelled pictures to make.</summary>
public sealed record ScenePictureOptions
{
    /// <summary>The largest picture: what is drawn is for networks.</summary>
    public const int MaxSize = 2048;

    /// <summary>The folder to make: it must not exist, or be empty.</summary>
    public required string Folder { get; init; }

    /// <summary>How many pictures, spread evenly over the labels.</summary>
    public required int Count { get; init; }

    /// <summary>Width and height in pixels, 8 to <see cref="MaxSize"/>.</summary>
    public int Size { get; init; } = 96;

    /// <summary>The same seed gives the same pictures, whatever their count.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which things to show, out of <see cref="ScenePictures.Labels"/>; empty for all.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Part of the name of the Vulkan device; null for the fastest kind.</summary>
    public string? Device { get; init; }

    /// <summary>Whether to run under Vulkan's validation layers.</summary>
    public bool Validation { get; init; }
}
