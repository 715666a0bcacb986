using System.Collections.Immutable;

namespace CnnVulkan.Demo.Vision;

/// <summary>What a run of the network brought.</summary>
/// <param name="Frame">The frame it ended in.</param>
/// <param name="PictureVersion">The version of the picture it looked at.</param>
/// <param name="Truth">What is on the picture, where that is known and one of the network's classes; else null.</param>
/// <param name="Predictions">The likeliest classes, best first; empty where the network knows no classes.</param>
/// <param name="GpuMilliseconds">How long the GPU worked on the network in the newest run whose time is known; 0 before.</param>
internal sealed record VisionResult(long Frame, long PictureVersion, string? Truth, ImmutableArray<Prediction> Predictions, double GpuMilliseconds);
