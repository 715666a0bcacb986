using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>The samplers, each made once. For the render thread and set-up.</summary>
internal sealed unsafe class SamplerCache(GraphicsDevice device) : IDisposable
{
    private readonly Dictionary<(Filter, SamplerAddressMode, bool), Sampler> _samplers = [];

    /// <summary>Bilinear, clamped to the edge: what pictures are drawn with.</summary>
    public Sampler Linear => Get(Filter.Linear, SamplerAddressMode.ClampToEdge);

    /// <summary>Texel by texel, clamped to the edge.</summary>
    public Sampler Nearest => Get(Filter.Nearest, SamplerAddressMode.ClampToEdge);

    /// <summary>Compares with the stored depth ("less or equal") and filters the results: shadow maps. Outside the map all is lit.</summary>
    public Sampler Shadow => Get(Filter.Linear, SamplerAddressMode.ClampToBorder, compare: true);

    public Sampler Get(Filter filter, SamplerAddressMode address, bool compare = false)
    {
        lock (_samplers)
        {
            if (!_samplers.TryGetValue((filter, address, compare), out Sampler sampler))
                _samplers[(filter, address, compare)] = sampler = Create(filter, address, compare);
            return sampler;
        }
    }

    public void Dispose()
    {
        foreach (Sampler sampler in _samplers.Values)
            device.Vk.DestroySampler(device.Device, sampler, null);
        _samplers.Clear();
    }

    private Sampler Create(Filter filter, SamplerAddressMode address, bool compare)
    {
        var info = new SamplerCreateInfo
        {
            SType = StructureType.SamplerCreateInfo,
            MagFilter = filter,
            MinFilter = filter,
            MipmapMode = filter == Filter.Linear ? SamplerMipmapMode.Linear : SamplerMipmapMode.Nearest,
            AddressModeU = address,
            AddressModeV = address,
            AddressModeW = address,
            CompareEnable = compare,
            CompareOp = compare ? CompareOp.LessOrEqual : CompareOp.Never,
            MaxLod = Vk.LodClampNone,
            BorderColor = BorderColor.FloatOpaqueWhite,
        };
        device.Vk.CreateSampler(device.Device, &info, null, out Sampler sampler).Check("vkCreateSampler");
        device.SetName(ObjectType.Sampler, sampler.Handle, $"{filter} {address}{(compare ? " compare" : "")}");
        return sampler;
    }
}
