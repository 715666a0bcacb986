using CnnVulkan.Demo.Overlay;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class LookTests
{
    [Fact]
    public void Pictures()
    {
        string? folder = Environment.GetEnvironmentVariable("CNNVULKAN_OVERLAY_PICTURES");
        if (folder == null)
            return;
        using var atlas = new GlyphAtlas();
        var hud = new Hud(new DrawList(atlas));
        foreach (string wish in Environment.GetEnvironmentVariable("LOOK")!.Split(' '))
        {
            string[] parts = wish.Split(['@', 'x', ':']);
            (int width, int height, float scale) = (int.Parse(parts[1]), int.Parse(parts[2]), float.Parse(parts[3]));
            HudState state = HudStates.All().Single(s => s.Name == parts[0]).State;
            hud.Build(state, width, height, scale);
            var canvas = new SoftwareCanvas(width, height);
            foreach ((OverlayTexture slot, SoftwareTexture texture) in TestTextures.For(state))
                canvas.Textures[slot] = texture;
            canvas.Draw(hud.List);
            using var image = Image.LoadPixelData<Rgba32>(canvas.Bytes(), width, height);
            image.SaveAsPng(Path.Combine(folder, $"{parts[0]}-{width}x{height}.png"));
        }
    }
}
