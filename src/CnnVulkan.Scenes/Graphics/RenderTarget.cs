using System.Numerics;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using VkImageView = Silk.NET.Vulkan.ImageView;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>Pictures to draw on: colour, depth or both. Made anew for another size; pipelines for the same <see cref="Kind"/> stay valid.</summary>
internal sealed unsafe class RenderTarget : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly List<GraphicsImage> _images = [];
    private readonly GraphicsImage? _samples;
    private Framebuffer _framebuffer;

    public RenderTarget(GraphicsDevice device, string name, int width, int height, RenderPassKind kind)
    {
        _device = device;
        Width = width;
        Height = height;
        Kind = kind;
        Pass = device.RenderPasses.Get(kind);
        try
        {
            const ImageUsageFlags Colour = ImageUsageFlags.ColorAttachmentBit;
            const ImageUsageFlags Used = Colour | ImageUsageFlags.SampledBit | ImageUsageFlags.TransferSrcBit;
            if (kind.Resolves)
                _samples = Add(new GraphicsImage(device, $"{name}/samples", width, height, kind.Color, Colour, samples: kind.Samples));
            else if (kind.HasColor)
                Color = Add(new GraphicsImage(device, $"{name}/color", width, height, kind.Color, Used));
            if (kind.HasDepth)
            {
                ImageUsageFlags usage = ImageUsageFlags.DepthStencilAttachmentBit | (kind.KeepDepth ? ImageUsageFlags.SampledBit : 0);
                Depth = Add(new GraphicsImage(device, $"{name}/depth", width, height, kind.Depth, usage, samples: kind.Samples));
            }
            if (kind.Resolves)
                Color = Add(new GraphicsImage(device, $"{name}/color", width, height, kind.Color, Used));
            CreateFramebuffer(name);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Width { get; }

    public int Height { get; }

    public RenderPassKind Kind { get; }

    public RenderPass Pass { get; }

    /// <summary>The finished colours: sampled, or copied, after <see cref="End"/>.</summary>
    public GraphicsImage? Color { get; }

    public GraphicsImage? Depth { get; }

    /// <summary>Starts drawing: everything is cleared, viewport and scissor cover the target.</summary>
    public void Begin(CommandBuffer commands, Vector4 color = default)
    {
        foreach (GraphicsImage? image in new[] { Color, _samples })
        {
            image?.Transition(
                commands, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit, discard: true);
        }
        Depth?.Transition(
            commands,
            ImageLayout.DepthStencilAttachmentOptimal,
            PipelineStageFlags.EarlyFragmentTestsBit | PipelineStageFlags.LateFragmentTestsBit,
            AccessFlags.DepthStencilAttachmentReadBit | AccessFlags.DepthStencilAttachmentWriteBit,
            discard: true);
        ClearValue* clears = stackalloc ClearValue[3];
        uint count = 0;
        if (Kind.HasColor)
            clears[count++].Color = new ClearColorValue { Float32_0 = color.X, Float32_1 = color.Y, Float32_2 = color.Z, Float32_3 = color.W };
        if (Kind.HasDepth)
            clears[count++].DepthStencil = new ClearDepthStencilValue { Depth = 1 };
        var area = new Rect2D { Extent = new Extent2D { Width = (uint)Width, Height = (uint)Height } };
        var info = new RenderPassBeginInfo
        {
            SType = StructureType.RenderPassBeginInfo,
            RenderPass = Pass,
            Framebuffer = _framebuffer,
            RenderArea = area,
            ClearValueCount = count,
            PClearValues = clears,
        };
        _device.Vk.CmdBeginRenderPass(commands, &info, SubpassContents.Inline);
        var viewport = new Viewport { Width = Width, Height = Height, MaxDepth = 1 };
        _device.Vk.CmdSetViewport(commands, 0, 1, &viewport);
        _device.Vk.CmdSetScissor(commands, 0, 1, &area);
    }

    public void End(CommandBuffer commands) => _device.Vk.CmdEndRenderPass(commands);

    public void Dispose()
    {
        if (_framebuffer.Handle != 0)
            _device.Vk.DestroyFramebuffer(_device.Device, _framebuffer, null);
        _framebuffer = default;
        foreach (GraphicsImage image in _images)
            image.Dispose();
        _images.Clear();
    }

    // In the order of the attachments: RenderPassCache.
    private GraphicsImage Add(GraphicsImage image)
    {
        _images.Add(image);
        return image;
    }

    private void CreateFramebuffer(string name)
    {
        VkImageView* views = stackalloc VkImageView[_images.Count];
        for (int i = 0; i < _images.Count; i++)
            views[i] = _images[i].View;
        var info = new FramebufferCreateInfo
        {
            SType = StructureType.FramebufferCreateInfo,
            RenderPass = Pass,
            AttachmentCount = (uint)_images.Count,
            PAttachments = views,
            Width = (uint)Width,
            Height = (uint)Height,
            Layers = 1,
        };
        _device.Vk.CreateFramebuffer(_device.Device, &info, null, out _framebuffer).Check($"vkCreateFramebuffer ({name})");
        _device.SetName(ObjectType.Framebuffer, _framebuffer.Handle, name);
    }
}
