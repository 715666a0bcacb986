namespace CnnVulkan.Demo.Overlay;

/// <summary>A place that can be clicked. Of several on one another, the last counts.</summary>
/// <param name="Rect">The place, in logical pixels.</param>
/// <param name="Command">What the click asks for.</param>
internal readonly record struct HitArea(Rect Rect, HudCommand Command);
