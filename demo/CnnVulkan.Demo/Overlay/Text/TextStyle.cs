namespace CnnVulkan.Demo.Overlay;

/// <summary>A step of the type scale.</summary>
/// <param name="Weight">The font.</param>
/// <param name="Size">Logical pixels per em.</param>
/// <param name="LineHeight">Logical pixels from one baseline to the next.</param>
/// <param name="Tracking">Space added after each letter, in ems; capitals in small sizes want some.</param>
internal readonly record struct TextStyle(FontWeight Weight, float Size, float LineHeight, float Tracking = 0);
