namespace CnnVulkan.Scenes;

/// <summary>What the ground looks like; the numbers are the shader's.</summary>
internal enum GroundPattern
{
    Plain = 0,
    Checks = 1,
    Stripes = 2,
    Patches = 3,
}
