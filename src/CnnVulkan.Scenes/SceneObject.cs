using System.Numerics;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes;

/// <summary>A prop at its place.</summary>
/// <param name="Prop">What stands there.</param>
/// <param name="Place">From the prop's space to the stage's: turned, evenly scaled, moved.</param>
/// <param name="Palette">Its colours.</param>
/// <param name="Upright">Whether it stands as it was built, so that the shade it was built with fits the ground.</param>
internal readonly record struct SceneObject(Prop Prop, Matrix4x4 Place, Palette Palette, bool Upright = true);
