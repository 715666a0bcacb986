using CnnVulkan.Tensors;

namespace CnnVulkan.Kernels;

/// <summary>
/// One run of a kernel of the library. The classes below are written when the shaders are compiled, one per shader, with a property for each
/// thing that it binds, is pushed or is specialised with: what does not fit the shader does not compile.
/// </summary>
internal abstract class ShaderCall
{
    /// <summary>How many invocations have work; rounded up to whole workgroups. The shader returns where its index passes it.</summary>
    public required long Invocations { get; init; }

    /// <summary>Invocations per workgroup; 0 for the device's default. A kernel that needs a certain size says so here.</summary>
    public uint WorkgroupSize { get; init; }

    /// <summary>The element type that picks the shader's variant; that of the first buffer where not given.</summary>
    public StorageType? ElementType { get; init; }

    /// <summary>Multiply-adds this call does, for reports.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The call by position.</summary>
    /// <param name="texels">Whether buffers that can be read as texels are.</param>
    public abstract KernelArguments Arguments(bool texels);

    private protected static uint FloatBits(float value) => unchecked((uint)BitConverter.SingleToInt32Bits(value));

    /// <summary>A row of numbered push constants: as many as given, 0 for the rest.</summary>
    /// <exception cref="ArgumentException">There are more than the shader takes.</exception>
    private protected static T[] Row<T>(T[] values, int count, string name)
        where T : struct
        => values.Length <= count
        ? [.. values, .. new T[count - values.Length]]
        : throw new ArgumentException($"{name} has {values.Length} values; the shader takes {count}.");
}
