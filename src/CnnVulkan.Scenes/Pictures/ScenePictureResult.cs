namespace CnnVulkan.Scenes.Pictures;

/// <summary>What <see cref="ScenePictures"/> made.</summary>
/// <param name="Labels">The labels of the set, in the order of their class numbers.</param>
/// <param name="Counts">How many pictures each label has.</param>
/// <param name="Device">The name of the Vulkan device they were drawn with.</param>
/// <param name="ValidationMessages">What the validation layers said; empty where they are off, and should be where they are on.</param>
public sealed record ScenePictureResult(
    IReadOnlyList<string> Labels, IReadOnlyList<int> Counts, string Device, IReadOnlyList<string> ValidationMessages);
