namespace CnnVulkan.Cli.Diagrams;

/// <summary>A place in a drawing: x to the right, y down.</summary>
internal readonly record struct DiagramPoint(double X, double Y);
