namespace CnnVulkan.Demo.Overlay;

/// <summary>An action and what it is about.</summary>
internal readonly record struct HudCommand(DemoAction Action, int Argument = 0);
