using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Graphics;

/// <summary>
/// Where frames go. A frame is drawn on <see cref="Picture"/>, whose render pass is the same whatever the target, and shown by
/// <see cref="End"/>. Used by the render thread only.
/// </summary>
internal interface IFrameTarget : IDisposable
{
    /// <summary>The render pass of every frame: pipelines of the overlay are built for it.</summary>
    static readonly RenderPassKind PassKind = new(Silk.NET.Vulkan.Format.R8G8B8A8Unorm);

    /// <summary>What the frame is drawn on, as large as the window; made anew when the size changes.</summary>
    RenderTarget Picture { get; }

    /// <summary>Starts a frame; null where nothing can be shown at present, such as in a minimised window.</summary>
    FrameContext? Begin(FrameTime time);

    /// <summary>Submits the frame, and shows it.</summary>
    void End(FrameContext frame);

    /// <summary>Waits for the last frame and reads its picture: RGBA bytes, row by row. For screenshots: it stalls.</summary>
    byte[] ReadPixels();
}
