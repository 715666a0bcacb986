namespace CnnVulkan.Demo.Overlay;

/// <summary>The lowest and the highest value of something.</summary>
internal readonly record struct ValueRange(float Low, float High);
