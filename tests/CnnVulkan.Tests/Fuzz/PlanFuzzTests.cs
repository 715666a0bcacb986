using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Passes;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan.Tests.Fuzz;

/// <summary>Plans of random networks, for ordinary and for tiny devices: what must hold of every plan, whatever is computed.</summary>
public sealed class PlanFuzzTests
{
    private static readonly DeviceProfile[] Devices =
    [
        Of(VisionDeviceType.Cpu, new() { StorageBufferAlignment = 16 }),
        Of(VisionDeviceType.DiscreteGpu, new() { StorageBufferAlignment = 256, MaxWorkgroupSize = 256 }),
        Of(VisionDeviceType.DiscreteGpu, new() { StorageBufferAlignment = 4, MaxStorageBufferRange = 8192, MaxWorkgroupCount = (16, 16), Storage16Bit = true }),
        Of(VisionDeviceType.Cpu, new() { StorageBufferAlignment = 64, MaxStorageBufferRange = 4096, MaxWorkgroupCount = (16, 16), MaxWorkgroupSize = 128 }),
    ];

    /// <summary>Devices whose drivers are given texel buffers, and one without them; of them some that bind little.</summary>
    private static readonly DeviceProfile[] Texels =
    [
        Of(VisionDeviceType.Cpu, new() { StorageBufferAlignment = 16, TexelBufferAlignment = 16, SubgroupShuffle = true, SubgroupSize = 8, MaxTexelBufferElements = 1 << 27 }),
        Of(VisionDeviceType.Cpu, new() { StorageBufferAlignment = 16, TexelBufferAlignment = 256, SubgroupShuffle = true, SubgroupSize = 4, MaxTexelBufferElements = 1 << 24 }),
        Of(VisionDeviceType.DiscreteGpu, new() { StorageBufferAlignment = 64, MaxStorageBufferRange = 1 << 17, MaxWorkgroupCount = (16, 16), MaxWorkgroupSize = 256, Storage16Bit = true }),
        Of(VisionDeviceType.Cpu, new()
        {
            StorageBufferAlignment = 4, TexelBufferAlignment = 64, MaxStorageBufferRange = 8192, MaxTexelBufferElements = 1024, MaxWorkgroupCount = (16, 16),
            SubgroupShuffle = true, SubgroupSize = 16,
        }),
    ];

    [Fact]
    public void Random_networks_are_planned_within_limits_and_with_the_barriers_they_need() => Dice.Play(40, seed => Round(seed, Devices, RandomGraph.Build(seed), layouts: false));

    [Fact]
    public void And_so_are_networks_of_pictures_in_vectors_of_channels()
        => Dice.Play(40, seed => Round(seed, Texels, RandomGraph.Build(seed, ofPictures: seed % 3 > 0), layouts: true));

    private static DeviceProfile Of(VisionDeviceType type, DeviceLimits limits) => new() { Limits = limits, Traits = DeviceTraits.Of(limits, type) };

    private static string? Round(int seed, DeviceProfile[] devices, RandomGraph random, bool layouts)
    {
        DeviceProfile profile = devices[seed % devices.Length];
        DeviceLimits limits = profile.Limits;
        Dictionary<string, TensorInfo> inputs = random.Inputs.ToDictionary(i => i.Key, i => TensorInfo.Of(i.Value) with { Value = null });
        var planner = new Planner(profile, seed % 3 == 0 ? Precision.Float16 : Precision.Float32);
        TypedGraph typed = layouts ? planner.Prepare(random.Graph, inputs, random.Keep) : Planner.Simplify(random.Graph, inputs, random.Keep);
        try
        {
            Plan plan = planner.Lower(typed);
            return (Limits(plan, limits) ?? Memory(plan) ?? Barriers(plan)) is { } problem ? $"{problem}\n{random.Graph}\n{plan}" : null;
        }
        catch (ShapeException) when (limits.MaxStorageBufferRange <= 1 << 17)
        {
            // What cannot be split is refused; what is planned must be right.
            return null;
        }
    }

    private static string? Limits(Plan plan, DeviceLimits limits)
    {
        foreach (Dispatch dispatch in plan.Dispatches)
        {
            if (dispatch.GroupsX is 0 || dispatch.GroupsY is 0 || dispatch.GroupsX > limits.MaxWorkgroupCount.X || dispatch.GroupsY > limits.MaxWorkgroupCount.Y)
                return $"{dispatch}: too many groups, or none";
            if (dispatch.Specialization[0].Value > limits.MaxWorkgroupSize)
                return $"{dispatch}: the workgroup is too large";
            foreach ((Access a, KernelBuffer buffer) in dispatch.Bindings.Zip(dispatch.Kernel.Buffers))
            {
                long texel = 4 * a.Tensor.Type.Bytes();
                (long most, uint alignment, long unit) = buffer.Texels
                    ? (limits.MaxTexelBufferElements * texel, limits.TexelBufferAlignment, texel)
                    : (limits.MaxStorageBufferRange, limits.StorageBufferAlignment, 4);
                bool fits = a.BindBytes > 0 && a.BindBytes <= most && a.BindBytes % unit == 0 && (PlaceOf(a.Tensor) + a.BindOffset) % alignment == 0
                    && a.BindOffset <= a.Start && a.End <= Math.Max(a.BindOffset + a.BindBytes, a.Start) && a.BindOffset + a.BindBytes <= a.Tensor.Bytes;
                if (!fits)
                    return $"{dispatch}: {a} is not bound as the device allows";
            }
        }
        return null;
    }

    /// <summary>Where it starts in what it lies in: constants have memory of their own.</summary>
    private static long PlaceOf(PlanTensor tensor) => tensor.Kind == PlanTensorKind.Constant ? 0 : tensor.ArenaOffset;

    /// <summary>Every byte read must last have been written for the tensor it is read as.</summary>
    private static string? Memory(Plan plan)
    {
        var owner = new int[plan.ArenaBytes];
        foreach (PlanTensor input in plan.Tensors.Where(t => t.Kind == PlanTensorKind.Input))
            owner.AsSpan((int)input.ArenaOffset, (int)input.Bytes).Fill(input.Id + 1);
        string? Check(PlanTensor tensor, long start, long end, string where)
        {
            bool own = tensor.Kind == PlanTensorKind.Constant
                || owner.AsSpan((int)(tensor.ArenaOffset + start), (int)(end - start)).ToArray().All(o => o == tensor.Id + 1);
            return own ? null : $"{where}: {tensor} is read where something else lies";
        }

        foreach (Dispatch dispatch in plan.Dispatches)
        {
            // An input that a specialisation constant switches off is bound to whatever is at hand, the output perhaps.
            foreach (Access a in dispatch.Bindings.Where(b => b.Reads && !dispatch.Bindings.Any(o => o.Writes && o.Tensor == b.Tensor && o.Start == b.Start)))
            {
                if (Check(a.Tensor, a.Start, a.End, dispatch.ToString()) is { } problem && !dispatch.Kernel.Shader.Contains("strided_copy", StringComparison.Ordinal))
                    return problem;
            }
            foreach (Access a in dispatch.Bindings.Where(b => b.Writes))
                owner.AsSpan((int)(a.Tensor.ArenaOffset + a.Start), (int)(a.End - a.Start)).Fill(a.Tensor.Id + 1);
        }
        return plan.Outputs.Select(o => Check(o.Value.Tensor, o.Value.Offset * o.Value.Type.Bytes(), o.Value.Offset * o.Value.Type.Bytes() + o.Value.Bytes, o.Key))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>
    /// Between two dispatches whose bound ranges meet, and of which one writes, there must be a barrier: bound ranges and not touched ones,
    /// because that is what synchronisation validation sees.
    /// </summary>
    private static string? Barriers(Plan plan)
    {
        int from = 0;
        for (int i = 0; i < plan.Dispatches.Length; i++)
        {
            if (plan.Dispatches[i].BarrierBefore)
                from = i;
            for (int j = from; j < i; j++)
            {
                bool meet = plan.Dispatches[i].Bindings.Any(a => plan.Dispatches[j].Bindings.Any(b => (a.Writes || b.Writes) && Meet(a, b)));
                if (meet)
                    return $"{plan.Dispatches[i]} needs a barrier after {plan.Dispatches[j]}";
            }
        }
        return null;
    }

    private static bool Meet(Access a, Access b)
    {
        if (a.Tensor.Kind == PlanTensorKind.Constant || b.Tensor.Kind == PlanTensorKind.Constant)
            return false;
        long startA = a.Tensor.ArenaOffset + a.BindOffset, startB = b.Tensor.ArenaOffset + b.BindOffset;
        return startA < startB + b.BindBytes && startB < startA + a.BindBytes;
    }
}
