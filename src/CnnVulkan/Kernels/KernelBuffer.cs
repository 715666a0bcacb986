namespace CnnVulkan.Kernels;

/// <summary>A buffer that a kernel binds.</summary>
/// <param name="Name">Its name; the push constant <c>NAME_base</c> holds the first element's index.</param>
/// <param name="Reads">Whether the kernel reads it.</param>
/// <param name="Writes">Whether the kernel writes it.</param>
/// <param name="Texels">
/// Whether it is bound as a texel buffer, four elements a texel (<c>imageBuffer</c>), instead of a storage buffer. CPU drivers load texels
/// as whole vectors, but storage buffers element by element.
/// </param>
public sealed record KernelBuffer(string Name, bool Reads, bool Writes, bool Texels = false)
{
    internal static KernelBuffer Parse(string declaration) => declaration.Split(' ') switch
    {
        ["out", var name] => new KernelBuffer(name, false, true),
        ["inout", var name] => new KernelBuffer(name, true, true),
        ["texel", var name] => new KernelBuffer(name, true, false, Texels: true),
        [var name] => new KernelBuffer(name, true, false),
        _ => throw new ArgumentException($"'{declaration}' is not of the form 'NAME', 'out NAME', 'inout NAME' or 'texel NAME'."),
    };
}
