namespace CnnVulkan.Scenes.Pictures;

/// <summary>Which labelled pictures a <see cref="SceneData"/> draws.</summary>
public sealed record SceneDataOptions
{
    /// <summary>Width and height in pixels, 8 to <see cref="ScenePictureOptions.MaxSize"/>.</summary>
    public int Size { get; init; } = 96;

    /// <summary>Picture i of a seed is always the same.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Props that are never drawn, by label, neither as what is shown nor beside it; the classes are the others.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Part of the name of the Vulkan device; null for the fastest kind.</summary>
    public string? Device { get; init; }

    /// <summary>Whether to run under Vulkan's validation layers.</summary>
    public bool Validation { get; init; }
}
