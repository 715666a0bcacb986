using System.Collections.Immutable;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Plans;

/// <summary>Turns a kernel call by names into a dispatch by positions, and checks it against the kernel and the device.</summary>
internal static class DispatchBuilder
{
    /// <summary>Wide enough for a GPU's scheduler, and within what every device allows.</summary>
    private const uint DefaultWorkgroupSize = 64;

    /// <summary>A dispatch of one of the library's kernels.</summary>
    /// <param name="of">What it belongs to: a node and its operator.</param>
    /// <param name="call">What is asked for.</param>
    /// <param name="limits">The device.</param>
    /// <param name="texels">Whether what can be read as texels is.</param>
    /// <exception cref="ShapeException">It does not fit the device, or there is no such kernel for these elements.</exception>
    public static Dispatch Build((string Name, string Operator) of, ShaderCall call, DeviceLimits limits, bool texels)
        => Build(of, call.Arguments(texels), call.ElementType, call.Invocations, call.WorkgroupSize, call.MultiplyAdds, limits);

    /// <summary>A dispatch of a user's kernel.</summary>
    /// <exception cref="ShapeException">It does not fit the device.</exception>
    /// <exception cref="ArgumentException">What is given does not fit the kernel.</exception>
    public static Dispatch Build((string Name, string Operator) of, KernelCall call, DeviceLimits limits)
        => Build(of, call.Arguments(), call.ElementType, call.Invocations, call.WorkgroupSize, call.MultiplyAdds, limits);

    private static Dispatch Build(
        (string Name, string Operator) of, KernelArguments arguments, StorageType? elementType, long invocations, uint workgroupSize, long multiplyAdds, DeviceLimits limits)
    {
        Kernel kernel = arguments.Kernel;
        uint size = Math.Min(workgroupSize == 0 ? DefaultWorkgroupSize : workgroupSize, limits.MaxWorkgroupSize);
        (uint x, uint y) = Fold((invocations + size - 1) / size, limits, of);
        TensorView[] buffers = [.. arguments.Buffers.Select((b, i) => b ?? StandIn(arguments, i))];
        ImmutableArray<Access> bindings = [.. kernel.Buffers.Select((b, i) => Bind(of, buffers[i], b, limits))];
        return new Dispatch(
            of.Name,
            of.Operator,
            kernel,
            Variant(of, kernel, elementType ?? buffers[0].Type, buffers[0].Layout),
            Specialize(arguments, size),
            Push(arguments, buffers, bindings),
            bindings,
            x,
            y,
            multiplyAdds);
    }

    /// <summary>What is bound in place of an optional buffer that is left out: one that the kernel uses in the same way, so that nothing waits for it.</summary>
    private static TensorView StandIn(KernelArguments arguments, int index)
    {
        bool writes = arguments.Kernel.Buffers[index].Writes;
        return arguments.Buffers.Where((b, i) => b is not null && arguments.Kernel.Buffers[i].Writes == writes).First()!;
    }

    private static string Variant((string Name, string Operator) of, Kernel kernel, StorageType type, Layout layout)
    {
        const string Nc4hw = "_nc4hw";
        bool varies = !kernel.Variants.IsDefault && kernel.Variants.Any(v => v.Contains(Nc4hw, StringComparison.Ordinal));
        string variant = type.Variant() + (varies && layout == Layout.Nc4hw ? Nc4hw : "") + (kernel.Texels ? "_texel" : "");
        return kernel.Variants.IsDefault || kernel.Variants.Contains(variant)
            ? variant
            : throw new ShapeException($"Node '{of.Name}' ({of.Operator}): elements stored as {type} are not supported.");
    }

    /// <summary>Spreads a number of workgroups over X and Y; the shader's index undoes it and drops the few too many.</summary>
    private static (uint X, uint Y) Fold(long groups, DeviceLimits limits, (string Name, string Operator) of)
    {
        (uint maxX, uint maxY) = limits.MaxWorkgroupCount;
        if (groups <= maxX)
            return ((uint)groups, 1);
        long y = (groups + maxX - 1) / maxX;
        long x = (groups + y - 1) / y;
        return y <= maxY
            ? ((uint)x, (uint)y)
            : throw new ShapeException($"Node '{of.Name}' ({of.Operator}): {groups} workgroups are more than the device's {maxX}×{maxY}.");
    }

    private static Access Bind((string Name, string Operator) of, TensorView view, KernelBuffer buffer, DeviceLimits limits)
    {
        long start = view.Offset * view.Type.Bytes();
        long end = start + view.Bytes;
        // In steps of 16 bytes at least, which every tensor's memory is a multiple of: no binding reaches past it, and four elements that
        // start at a multiple of four are aligned. An empty view may start at the very end.
        long unit = Math.Max(buffer.Texels ? limits.TexelBufferAlignment : limits.StorageBufferAlignment, 16);
        long bindOffset = Math.Min(start, view.Tensor.Bytes - 16) / unit * unit;
        long bindBytes = Math.Min(Math.Max((end + 15) / 16 * 16, bindOffset + 16), view.Tensor.Bytes) - bindOffset;
        long most = buffer.Texels ? limits.MaxTexelBufferElements * 4 * view.Type.Bytes() : limits.MaxStorageBufferRange;
        if (bindBytes > most)
        {
            throw new ShapeException($"Node '{of.Name}' ({of.Operator}): buffer '{buffer.Name}' ({view.Shape}) takes {bindBytes:N0} bytes, "
                + $"but the device binds at most {most:N0}. Use a smaller batch or picture, or Precision.Float16.");
        }
        return new Access(view.Tensor, bindOffset, bindBytes, start, end, buffer.Reads, buffer.Writes);
    }

    private static ImmutableArray<(uint, uint)> Specialize(KernelArguments arguments, uint size)
    {
        var list = ImmutableArray.CreateBuilder<(uint, uint)>();
        list.Add((0, size));
        if (arguments.Kernel.HasActivation)
            list.Add((3, (uint)arguments.Activation.Function));
        for (int i = 0; i < arguments.Constants.Length; i++)
            list.Add(((uint)(4 + i), arguments.Constants[i]));
        return list.ToImmutable();
    }

    private static ImmutableArray<uint> Push(KernelArguments arguments, TensorView[] buffers, ImmutableArray<Access> bindings)
    {
        var values = ImmutableArray.CreateBuilder<uint>();
        for (int i = 0; i < bindings.Length; i++)
            values.Add((uint)((bindings[i].Start - bindings[i].BindOffset) / buffers[i].Type.Bytes()));
        values.AddRange(arguments.Push);
        if (arguments.Kernel.HasActivation)
            values.AddRange(Bits(arguments.Activation.Alpha), Bits(arguments.Activation.Beta));
        return values.ToImmutable();
    }

    private static uint Bits(float value) => unchecked((uint)BitConverter.SingleToInt32Bits(value));
}
