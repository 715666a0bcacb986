using System.Numerics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

/// <summary>Made-up pictures for the overlay: a sunny landscape, blobs as activation maps, edges and colours as filters.</summary>
internal static class TestTextures
{
    private static readonly TileSheet One = new(1, 1, 1, 1, 1, 1);

    public static SoftwareTexture Picture(int width = 640, int height = 360) => new(width, height, (x, y) =>
    {
        float u = (x + 0.5f) / width, v = (y + 0.5f) / height;
        float hill = 0.62f + 0.06f * MathF.Sin(u * 7) + 0.03f * MathF.Sin(u * 17 + 1);
        Vector3 sky = Vector3.Lerp(new(0.35f, 0.62f, 0.92f), new(0.95f, 0.93f, 0.86f), v / hill);
        Vector3 ground = Vector3.Lerp(new(0.42f, 0.58f, 0.26f), new(0.20f, 0.34f, 0.14f), (v - hill) * 2.5f);
        ground *= 0.93f + 0.07f * MathF.Sin(u * 90 + v * 60);
        Vector3 color = v < hill ? sky : ground;
        float sun = (new Vector2((u - 0.66f) * width / height, v - 0.2f)).Length();
        color = Vector3.Lerp(new(1, 0.98f, 0.9f), color, Math.Clamp((sun - 0.05f) * 40, 0, 1));
        float house = MathF.Max(MathF.Abs(u - 0.5f) * width / height - 0.13f, MathF.Abs(v - 0.6f) - 0.1f);
        if (house < 0)
            color = new Vector3(0.78f, 0.36f, 0.27f) * (0.8f + 0.3f * u);
        return new Vector4(color, 1);
    });

    /// <summary>Tiles of soft blobs, from 0 to 1.</summary>
    public static SoftwareTexture Maps(TileSheet sheet) => new(sheet.Width, sheet.Height, (x, y) =>
    {
        int column = x / (sheet.TileWidth + sheet.Gap), row = y / (sheet.TileHeight + sheet.Gap), tile = row * sheet.Columns + column;
        float u = (float)(x % (sheet.TileWidth + sheet.Gap)) / sheet.TileWidth, v = (float)(y % (sheet.TileHeight + sheet.Gap)) / sheet.TileHeight;
        var random = new Random(tile);
        float value = 0;
        for (int i = 0; i < 4; i++)
        {
            var center = new Vector2((float)random.NextDouble(), (float)random.NextDouble());
            float size = 0.05f + 0.25f * (float)random.NextDouble();
            value += MathF.Exp(-(new Vector2(u, v) - center).LengthSquared() / (size * size)) * (float)random.NextDouble();
        }
        return new Vector4(MathF.Min(1, value), 0, 0, 1);
    });

    public static SoftwareTexture Filters(TileSheet sheet) => new(sheet.Width, sheet.Height, (x, y) =>
    {
        int column = x / (sheet.TileWidth + sheet.Gap), row = y / (sheet.TileHeight + sheet.Gap), tile = row * sheet.Columns + column;
        float u = x % (sheet.TileWidth + sheet.Gap), v = y % (sheet.TileHeight + sheet.Gap);
        var random = new Random(tile);
        (float sin, float cos) = MathF.SinCos((float)random.NextDouble() * 6);
        float wave = MathF.Sin((u * cos + v * sin) * (0.4f + 1.2f * (float)random.NextDouble())) * 0.5f + 0.5f;
        var tint = new Vector3((float)random.NextDouble(), (float)random.NextDouble(), (float)random.NextDouble());
        return new Vector4(Vector3.Lerp(Vector3.One - tint, tint, wave), 1);
    });

    public static SoftwareTexture Heat() => new(13, 13, (x, y) =>
        new Vector4(MathF.Min(1, 1.15f * MathF.Exp(-((x - 6.5f) * (x - 6.5f) + (y - 8f) * (y - 8f)) / 9)), 0, 0, 1));

    /// <summary>What a state needs.</summary>
    public static Dictionary<OverlayTexture, SoftwareTexture> For(HudState state) => new()
    {
        [OverlayTexture.Picture] = state.Picture.Width == 640 ? Picture(640, 480) : Picture(),
        [OverlayTexture.Maps] = Maps(state.Maps?.Sheet ?? One),
        [OverlayTexture.Filters] = Filters(state.Filters?.Sheet ?? One),
        [OverlayTexture.Heat] = Heat(),
        [OverlayTexture.Fed] = Picture(28, 28),
    };
}
