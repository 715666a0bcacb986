using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;
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
        // A CPU driver takes seconds for a frame of 4K: one that shows everything is enough, unless someone wants to look.
        foreach ((string name, HudState state) in HudStates.All().Where(s => Folder != null || width < 2000 || s.Name == "enlarged"))
        {
            foreach ((OverlayTexture slot, SoftwareTexture texture) in TestTextures.For(state))
                frame.Bind(slot, texture);
            hud.Build(state, width, height, scale);
            byte[] pixels = frame.Draw(hud.List, target);
            Assert.InRange(frame.Renderer.DrawCalls, 2, 16);
            Assert.InRange(pixels.Where((_, i) => i % 4 != 3).Distinct().Count(), 64, 256);
            if (Folder == null)
                continue;
            using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, width, height);
            image.SaveAsPng(Path.Combine(Folder, $"{name}-{width}x{height}.png"));
        }
    });

    [SkippableFact]
    public void The_shader_draws_what_the_plain_loops_draw() => DemoDevice.Run(device =>
    {
        const int Width = 960, Height = 600;
        using var atlas = new GlyphAtlas();
        var hud = new Hud(new DrawList(atlas));
        using var frame = new OverlayFrame(device, atlas);
        using var target = new OffscreenTarget(device, Width, Height);
        foreach ((string name, HudState state) in HudStates.All())
        {
            hud.Build(state, Width, Height, 1);
            var canvas = new SoftwareCanvas(Width, Height);
            foreach ((OverlayTexture slot, SoftwareTexture texture) in TestTextures.For(state))
            {
                canvas.Textures[slot] = texture;
                frame.Bind(slot, texture);
            }
            canvas.Draw(hud.List);
            byte[] expected = canvas.Bytes(), drawn = frame.Draw(hud.List, target);
            int[] differences = [.. expected.Zip(drawn, (e, d) => Math.Abs(e - d))];
            // Eight bits after each of a dozen layers, and texture filters of eight bits: a few steps apart here and there.
            int wide = differences.Count(d => d > 6);
            Assert.True(wide < differences.Length / 2000, $"{name}: {wide} values differ, by up to {differences.Max()}");
            Assert.True(differences.Average() < 0.5, $"{name}: {differences.Average()} on average");
        }
    });

    [SkippableFact]
    public void A_thousand_frames_of_changing_pictures_leave_memory_flat() => DemoDevice.Run(device =>
    {
        using var atlas = new GlyphAtlas();
        var hud = new Hud(new DrawList(atlas));
        using var frame = new OverlayFrame(device, atlas);
        using var target = new OffscreenTarget(device, 64, 48);
        GraphicsImage[] pictures =
        [
            .. Enumerable.Range(1, 3).Select(i => new GraphicsImage(
                device, $"picture {i}", i, i, Silk.NET.Vulkan.Format.R8G8B8A8Unorm, Silk.NET.Vulkan.ImageUsageFlags.SampledBit)),
        ];
        HudState state = HudStates.Running();
        int allocations = 0;
        for (int i = 0; i < 1000; i++)
        {
            if (i == 10)
                allocations = device.Memory.Count;
            frame.Renderer.Bind(OverlayTexture.Picture, i % 4 == 3 ? null : pictures[i % 4]);
            hud.Build(state, 64, 48, 1);
            frame.Draw(hud.List, target);
        }
        Assert.Equal(allocations, device.Memory.Count);
        device.WaitIdle();
        foreach (GraphicsImage picture in pictures)
            picture.Dispose();
    });
}
