using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Plans;

/// <summary>Turns a kernel call by names into a dispatch by positions, and checks it against the kernel and the device.</summary>
internal static class DispatchBuilder
{
    /// <summary>Wide enough for a GPU's scheduler, and within what every device allows.</summary>
    private const uint DefaultWorkgroupSize = 64;

    public static Dispatch Build(Node node, KernelCall call, DeviceLimits limits)
    {
        Kernel kernel = call.Kernel;
        if (call.Buffers.Length != kernel.Buffers.Length)
            throw new ArgumentException($"Kernel '{kernel.Shader}' binds {kernel.Buffers.Length} buffers, but {call.Buffers.Length} are given.");

        uint size = Math.Min(call.WorkgroupSize == 0 ? DefaultWorkgroupSize : call.WorkgroupSize, limits.MaxWorkgroupSize);
        (uint x, uint y) = Fold((call.Invocations + size - 1) / size, limits, node);
        ImmutableArray<Access> bindings = [.. kernel.Buffers.Select((b, i) => Bind(node, call.Buffers[i], b, limits))];
        StorageType variant = call.Variant ?? call.Buffers[0].Type;
        return new Dispatch(
            node.Name,
            node.Operator.Type,
            kernel,
            variant.Variant() + (kernel.Texels ? "_texel" : ""),
            Specialize(call, size),
            Push(call, bindings),
            bindings,
            x,
            y,
            call.MultiplyAdds);
    }

    /// <summary>Spreads a number of workgroups over X and Y; the shader's index undoes it and drops the few too many.</summary>
    private static (uint X, uint Y) Fold(long groups, DeviceLimits limits, Node node)
    {
        (uint maxX, uint maxY) = limits.MaxWorkgroupCount;
        if (groups <= maxX)
            return ((uint)groups, 1);
        long y = (groups + maxX - 1) / maxX;
        long x = (groups + y - 1) / y;
        return y <= maxY
            ? ((uint)x, (uint)y)
            : throw new ShapeException($"Node '{node.Name}' ({node.Operator.Type}): {groups} workgroups are more than the device's {maxX}×{maxY}.");
    }

    private static Access Bind(Node node, TensorView view, KernelBuffer buffer, DeviceLimits limits)
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
            throw new ShapeException($"Node '{node.Name}' ({node.Operator.Type}): buffer '{buffer.Name}' ({view.Shape}) takes {bindBytes:N0} bytes, "
                + $"but the device binds at most {most:N0}. Use a smaller batch or picture, or Precision.Float16.");
        }
        return new Access(view.Tensor, bindOffset, bindBytes, start, end, buffer.Reads, buffer.Writes);
    }

    private static ImmutableArray<(uint, uint)> Specialize(KernelCall call, uint size)
    {
        Kernel kernel = call.Kernel;
        string[] unknown = call.Constants.Keys.Where(c => !kernel.Constants.Contains(c)).ToArray();
        if (unknown.Length > 0)
            throw new ArgumentException($"Kernel '{kernel.Shader}' has no specialisation constant '{unknown[0]}'.");
        var list = ImmutableArray.CreateBuilder<(uint, uint)>();
        list.Add((0, size));
        if (kernel.HasActivation)
            list.Add((3, (uint)call.Activation.Function));
        else if (call.Activation.Function != ActivationFunction.None)
            throw new ArgumentException($"Kernel '{kernel.Shader}' does not end with an activation function.");
        for (int i = 0; i < kernel.Constants.Length; i++)
        {
            if (!call.Constants.TryGetValue(kernel.Constants[i], out uint value))
                throw new ArgumentException($"Kernel '{kernel.Shader}' needs the specialisation constant '{kernel.Constants[i]}'.");
            list.Add(((uint)(4 + i), value));
        }
        return list.ToImmutable();
    }

    private static ImmutableArray<uint> Push(KernelCall call, ImmutableArray<Access> bindings)
    {
        Kernel kernel = call.Kernel;
        var values = new Dictionary<string, PushValue>(call.Push);
        for (int i = 0; i < bindings.Length; i++)
            values[$"{kernel.Buffers[i].Name}_base"] = (uint)((bindings[i].Start - bindings[i].BindOffset) / call.Buffers[i].Type.Bytes());
        if (kernel.HasActivation)
        {
            values["activation_alpha"] = call.Activation.Alpha;
            values["activation_beta"] = call.Activation.Beta;
        }
        if (values.Count != kernel.Push.Length)
        {
            string[] unknown = values.Keys.Except(kernel.Push.Select(p => p.Name)).ToArray();
            if (unknown.Length > 0)
                throw new ArgumentException($"Kernel '{kernel.Shader}' has no push constant '{unknown[0]}'.");
        }
        return [.. kernel.Push.Select(field =>
        {
            if (!values.TryGetValue(field.Name, out PushValue value))
                throw new ArgumentException($"Kernel '{kernel.Shader}' needs the push constant '{field.Name}'.");
            if (value.IsFloat != (field.GlslType == "float"))
                throw new ArgumentException($"Kernel '{kernel.Shader}': push constant '{field.Name}' is a {field.GlslType}.");
            return value.Bits;
        })];
    }
}
