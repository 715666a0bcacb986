using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.DemoTests.Harness;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class OverlayRendererTests
{
    /// <summary>Names a folder to keep the pictures of all states in, for looking at them.</summary>
    private static readonly string? Folder = Environment.GetEnvironmentVariable("CNNVULKAN_OVERLAY_PICTURES");

    [SkippableTheory]
    [InlineData(1280, 720, 1f)]
    [InlineData(1920, 1080, 1f)]
    [InlineData(3840, 2160, 2f)]
    [InlineData(800, 600, 1f)]
    [InlineData(640, 480, 1f)]
    [InlineData(1000, 700, 1.5f)]
    public void All_states_draw_cleanly(int width, int height, float scale) => DemoDevice.Run(device =>
    {
        using var atlas = new GlyphAtlas();
        var hud = new Hud(new DrawList(atlas));
        using var frame = new OverlayFrame(device, atlas);
        using var target = new OffscreenTarget(device, width, height, scale);
        foreach ((string name, HudState state) in HudStates.All())
        {
            foreach ((OverlayTexture slot, SoftwareTexture texture) in TestTextures.For(state))
                frame.Bind(slot, texture);
            hud.Build(state, width, height, scale);
            byte[] pixels = frame.Draw(hud.List, target);
            Assert.InRange(frame.Renderer.DrawCalls, 1, 8);
            Assert.InRange(pixels.Where((_, i) => i % 4 != 3).Distinct().Count(), 64, 256);
            if (Folder == null)
                continue;
            using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, width, height);
            image.SaveAsPng(Path.Combine(Folder, $"{name}-{width}x{height}.png"));
        }
    });
}
