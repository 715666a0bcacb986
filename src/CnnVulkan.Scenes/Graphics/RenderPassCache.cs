using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>
/// The render passes, each made once: pipelines are made for a pass and stay valid when the pictures it draws on are made anew. A pass
/// clears what it draws on; layouts before and after are those of attachments, and <see cref="GraphicsImage"/> does the barriers.
/// </summary>
internal sealed unsafe class RenderPassCache(GraphicsDevice device) : IDisposable
{
    private readonly Dictionary<RenderPassKind, RenderPass> _passes = [];

    public RenderPass Get(RenderPassKind kind)
    {
        lock (_passes)
        {
            if (!_passes.TryGetValue(kind, out RenderPass pass))
                _passes[kind] = pass = Create(kind);
            return pass;
        }
    }

    public void Dispose()
    {
        foreach (RenderPass pass in _passes.Values)
            device.Vk.DestroyRenderPass(device.Device, pass, null);
        _passes.Clear();
    }

    private RenderPass Create(RenderPassKind kind)
    {
        AttachmentDescription* attachments = stackalloc AttachmentDescription[3];
        uint count = 0;
        AttachmentReference color = default, depth = default, resolved = default;
        if (kind.HasColor)
        {
            color = new AttachmentReference { Attachment = count, Layout = ImageLayout.ColorAttachmentOptimal };
            attachments[count++] = Attachment(kind.Color, kind.Samples, kind.Resolves ? AttachmentStoreOp.DontCare : AttachmentStoreOp.Store, color.Layout);
        }
        if (kind.HasDepth)
        {
            depth = new AttachmentReference { Attachment = count, Layout = ImageLayout.DepthStencilAttachmentOptimal };
            attachments[count++] = Attachment(kind.Depth, kind.Samples, kind.KeepDepth ? AttachmentStoreOp.Store : AttachmentStoreOp.DontCare, depth.Layout);
        }
        if (kind.Resolves)
        {
            resolved = new AttachmentReference { Attachment = count, Layout = ImageLayout.ColorAttachmentOptimal };
            attachments[count] = Attachment(kind.Color, SampleCountFlags.Count1Bit, AttachmentStoreOp.Store, resolved.Layout);
            attachments[count++].LoadOp = AttachmentLoadOp.DontCare;
        }
        var subpass = new SubpassDescription
        {
            PipelineBindPoint = PipelineBindPoint.Graphics,
            ColorAttachmentCount = kind.HasColor ? 1u : 0,
            PColorAttachments = &color,
            PDepthStencilAttachment = kind.HasDepth ? &depth : null,
            PResolveAttachments = kind.Resolves ? &resolved : null,
        };
        var info = new RenderPassCreateInfo
        {
            SType = StructureType.RenderPassCreateInfo,
            AttachmentCount = count,
            PAttachments = attachments,
            SubpassCount = 1,
            PSubpasses = &subpass,
        };
        device.Vk.CreateRenderPass(device.Device, &info, null, out RenderPass pass).Check($"vkCreateRenderPass ({kind})");
        device.SetName(ObjectType.RenderPass, pass.Handle, kind.ToString());
        return pass;
    }

    private static AttachmentDescription Attachment(Format format, SampleCountFlags samples, AttachmentStoreOp store, ImageLayout layout) => new()
    {
        Format = format,
        Samples = samples,
        LoadOp = AttachmentLoadOp.Clear,
        StoreOp = store,
        StencilLoadOp = AttachmentLoadOp.DontCare,
        StencilStoreOp = AttachmentStoreOp.DontCare,
        InitialLayout = layout,
        FinalLayout = layout,
    };
}
