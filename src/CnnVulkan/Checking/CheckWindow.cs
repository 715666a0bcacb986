using CnnVulkan.Operators;

namespace CnnVulkan.Checking;

/// <summary>A window over height and width, of its own arithmetic: what <see cref="SlidingWindow"/> works out is checked too.</summary>
/// <param name="Kernel">Its extents.</param>
/// <param name="Strides">Its steps.</param>
/// <param name="Begin">Padding above and left.</param>
/// <param name="End">Padding below and right.</param>
internal sealed record CheckWindow((int Y, int X) Kernel, (int Y, int X) Strides, (int Y, int X) Begin, (int Y, int X) End)
{
    /// <summary>As operators take it.</summary>
    public SlidingWindow AsSliding => new([Kernel.Y, Kernel.X], [Strides.Y, Strides.X], [Begin.Y, Begin.X], [End.Y, End.X]);

    public TensorShape OutputOf(TensorShape input, int channels) => new(
        input[0], channels, (input[2] + Begin.Y + End.Y - Kernel.Y) / Strides.Y + 1, (input[3] + Begin.X + End.X - Kernel.X) / Strides.X + 1);

    /// <summary>Its elements at a place of the output, and where they lie in the input, or outside it.</summary>
    public IEnumerable<(int KernelY, int KernelX, int Y, int X)> Taps(int y, int x)
    {
        for (int ky = 0; ky < Kernel.Y; ky++)
        {
            for (int kx = 0; kx < Kernel.X; kx++)
                yield return (ky, kx, y * Strides.Y - Begin.Y + ky, x * Strides.X - Begin.X + kx);
        }
    }
}
