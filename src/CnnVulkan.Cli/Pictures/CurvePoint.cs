namespace CnnVulkan.Cli.Pictures;

/// <summary>A point of a training's curves.</summary>
/// <param name="Epoch">When, in epochs.</param>
/// <param name="Loss">The mean loss since the last point.</param>
/// <param name="Accuracy">The share of samples that were classified right, 0 to 1.</param>
internal readonly record struct CurvePoint(double Epoch, double Loss, double Accuracy);
