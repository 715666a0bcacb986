namespace CnnVulkan.Plans;

/// <summary>A storage buffer that a kernel binds.</summary>
/// <param name="Name">Its name; the push constant <c>NAME_base</c> holds the first element's index.</param>
/// <param name="Reads">Whether the kernel reads it.</param>
/// <param name="Writes">Whether the kernel writes it.</param>
public sealed record KernelBuffer(string Name, bool Reads, bool Writes)
{
    internal static KernelBuffer Parse(string declaration) => declaration.Split(' ') switch
    {
        ["out", var name] => new KernelBuffer(name, false, true),
        ["inout", var name] => new KernelBuffer(name, true, true),
        [var name] => new KernelBuffer(name, true, false),
        _ => throw new ArgumentException($"'{declaration}' is not of the form 'NAME', 'out NAME' or 'inout NAME'."),
    };
}
