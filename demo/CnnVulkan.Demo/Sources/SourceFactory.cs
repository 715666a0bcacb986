using CnnVulkan.Demo.Sources.Cameras;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.Demo.Sources.Video;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Sources;

/// <summary>Opens the sources that need no renderer and no hand: all but the scene and the pad.</summary>
internal static class SourceFactory
{
    /// <summary>Seconds for which each picture of a slide show stays.</summary>
    public const double SlideSeconds = 3;

    /// <summary>Opens a source; whether it can deliver is told by its state later.</summary>
    /// <param name="device">Where the pictures go; borrowed.</param>
    /// <param name="spec">What to open.</param>
    /// <param name="pacing">Which of its pictures are shown.</param>
    /// <exception cref="SourceException">There are no pictures where there should be.</exception>
    /// <exception cref="ArgumentException">The scene, which its renderer makes, or the pad.</exception>
    public static IFrameSource Open(GraphicsDevice device, SourceSpec spec, Pacing pacing) => spec.Kind == SourceKind.Pictures
        ? new PictureSource(device, spec.Targets, pacing, SlideSeconds)
        : new FfmpegSource(device, Input(spec), new VideoOptions { Pacing = pacing });

    private static VideoInput Input(SourceSpec spec) => spec.Kind switch
    {
        SourceKind.Camera => new CameraInput(spec.Target, CameraSystem.Current),
        SourceKind.Video => new FileInput(spec.Target),
        SourceKind.Network => new NetworkInput(spec.Target),
        _ => throw new ArgumentException($"{spec.Kind} is not a source that is opened here.", nameof(spec)),
    };
}
