using System.Numerics;

namespace CnnVulkan.DemoTests.Overlay;

/// <summary>A texture of the software canvas: colours or numbers, read with linear filtering and edges that repeat.</summary>
internal sealed class SoftwareTexture(int width, int height, Func<int, int, Vector4> texel)
{
    private readonly Vector4[] _texels = [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select texel(x, y)];

    public int Width => width;

    public int Height => height;

    public Vector4 this[int x, int y] => _texels[Math.Clamp(y, 0, height - 1) * width + Math.Clamp(x, 0, width - 1)];

    /// <summary>The value at a place in texels.</summary>
    public Vector4 Linear(Vector2 at)
    {
        at -= new Vector2(0.5f);
        int x = (int)MathF.Floor(at.X), y = (int)MathF.Floor(at.Y);
        Vector4 upper = Vector4.Lerp(this[x, y], this[x + 1, y], at.X - x), lower = Vector4.Lerp(this[x, y + 1], this[x + 1, y + 1], at.X - x);
        return Vector4.Lerp(upper, lower, at.Y - y);
    }
}
