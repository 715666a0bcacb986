using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using VkImageView = Silk.NET.Vulkan.ImageView;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>
/// A two-dimensional image with its own memory and a view of all of it. It remembers its layout and last use, so that the barriers of
/// the commands that are recorded one after another follow from what the next command is about to do.
/// </summary>
internal sealed unsafe class GraphicsImage : IDisposable
{
    private const AccessFlags Writes = AccessFlags.ShaderWriteBit | AccessFlags.ColorAttachmentWriteBit | AccessFlags.DepthStencilAttachmentWriteBit
        | AccessFlags.TransferWriteBit | AccessFlags.HostWriteBit | AccessFlags.MemoryWriteBit;

    private readonly GraphicsDevice _device;
    private DeviceMemory _memory;
    private ulong _allocated;
    private PipelineStageFlags _stages = PipelineStageFlags.TopOfPipeBit;
    private AccessFlags _access;

    public GraphicsImage(
        GraphicsDevice device, string name, int width, int height, Format format, ImageUsageFlags usage, int mipLevels = 1,
        SampleCountFlags samples = SampleCountFlags.Count1Bit)
    {
        _device = device;
        Name = name;
        Width = width;
        Height = height;
        Format = format;
        MipLevels = mipLevels;
        Aspect = format is Format.D32Sfloat or Format.D16Unorm ? ImageAspectFlags.DepthBit : ImageAspectFlags.ColorBit;
        try
        {
            CreateImage(usage, samples);
            CreateView();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name { get; }

    public Image Image { get; private set; }

    public VkImageView View { get; private set; }

    public int Width { get; }

    public int Height { get; }

    public Format Format { get; }

    public int MipLevels { get; }

    public ImageAspectFlags Aspect { get; }

    /// <summary>The layout after the commands recorded so far.</summary>
    public ImageLayout Layout { get; private set; } = ImageLayout.Undefined;

    /// <summary>Records the barrier that makes the image ready for a use; none where it is ready already.</summary>
    /// <param name="commands">The command buffer.</param>
    /// <param name="layout">The layout the use needs.</param>
    /// <param name="stages">The stages that use it.</param>
    /// <param name="access">What they do.</param>
    /// <param name="discard">Whether what it holds may be lost, which is cheaper on some GPUs.</param>
    public void Transition(CommandBuffer commands, ImageLayout layout, PipelineStageFlags stages, AccessFlags access, bool discard = false)
    {
        bool reads = ((access | _access) & Writes) == 0;
        if (layout == Layout && reads && (_stages & stages) == stages && (_access & access) == access)
            return;
        var barrier = new ImageMemoryBarrier
        {
            SType = StructureType.ImageMemoryBarrier,
            SrcAccessMask = _access & Writes,
            DstAccessMask = access,
            OldLayout = discard ? ImageLayout.Undefined : Layout,
            NewLayout = layout,
            SrcQueueFamilyIndex = Vk.QueueFamilyIgnored,
            DstQueueFamilyIndex = Vk.QueueFamilyIgnored,
            Image = Image,
            SubresourceRange = WholeRange,
        };
        _device.Vk.CmdPipelineBarrier(commands, _stages, stages, 0, 0, null, 0, null, 1, &barrier);
        // A write after several reads waits for all of them.
        bool moreReads = reads && layout == Layout;
        _stages = moreReads ? _stages | stages : stages;
        _access = moreReads ? _access | access : access;
        Layout = layout;
    }

    /// <summary>Makes the image ready to be sampled by fragment and compute shaders.</summary>
    public void ReadInShaders(CommandBuffer commands) => Transition(
        commands,
        ImageLayout.ShaderReadOnlyOptimal,
        PipelineStageFlags.FragmentShaderBit | PipelineStageFlags.ComputeShaderBit,
        AccessFlags.ShaderReadBit);

    /// <summary>Tells what commands that someone else recorded left the image in.</summary>
    public void Assume(ImageLayout layout, PipelineStageFlags stages, AccessFlags access) => (Layout, _stages, _access) = (layout, stages, access);

    /// <summary>Copies tightly packed pixels into the first level, and leaves the image ready to be sampled.</summary>
    public void Upload(CommandBuffer commands, GraphicsBuffer staging, ulong offset)
    {
        Transition(commands, ImageLayout.TransferDstOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, discard: MipLevels == 1);
        BufferImageCopy region = Whole(offset);
        _device.Vk.CmdCopyBufferToImage(commands, staging.Buffer, Image, ImageLayout.TransferDstOptimal, 1, &region);
        ReadInShaders(commands);
    }

    /// <summary>Copies the first level into a buffer, tightly packed. The host may read it when the commands are finished.</summary>
    public void Download(CommandBuffer commands, GraphicsBuffer target, ulong offset)
    {
        Transition(commands, ImageLayout.TransferSrcOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        BufferImageCopy region = Whole(offset);
        _device.Vk.CmdCopyImageToBuffer(commands, Image, ImageLayout.TransferSrcOptimal, target.Buffer, 1, &region);
        var barrier = new MemoryBarrier
        {
            SType = StructureType.MemoryBarrier,
            SrcAccessMask = AccessFlags.TransferWriteBit,
            DstAccessMask = AccessFlags.HostReadBit,
        };
        _device.Vk.CmdPipelineBarrier(commands, PipelineStageFlags.TransferBit, PipelineStageFlags.HostBit, 0, 1, &barrier, 0, null, 0, null);
    }

    public void Dispose()
    {
        if (View.Handle != 0)
            _device.Vk.DestroyImageView(_device.Device, View, null);
        if (Image.Handle != 0)
            _device.Vk.DestroyImage(_device.Device, Image, null);
        if (_memory.Handle != 0)
            _device.Memory.Free(_memory, _allocated);
        View = default;
        Image = default;
        _memory = default;
    }

    private ImageSubresourceRange WholeRange => new() { AspectMask = Aspect, LevelCount = (uint)MipLevels, LayerCount = 1 };

    private BufferImageCopy Whole(ulong offset) => new()
    {
        BufferOffset = offset,
        ImageSubresource = new ImageSubresourceLayers { AspectMask = Aspect, LayerCount = 1 },
        ImageExtent = new Extent3D { Width = (uint)Width, Height = (uint)Height, Depth = 1 },
    };

    private void CreateImage(ImageUsageFlags usage, SampleCountFlags samples)
    {
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            ImageType = ImageType.Type2D,
            Format = Format,
            Extent = new Extent3D { Width = (uint)Width, Height = (uint)Height, Depth = 1 },
            MipLevels = (uint)MipLevels,
            ArrayLayers = 1,
            Samples = samples,
            Tiling = ImageTiling.Optimal,
            Usage = usage,
            SharingMode = SharingMode.Exclusive,
            InitialLayout = ImageLayout.Undefined,
        };
        _device.Vk.CreateImage(_device.Device, &info, null, out Image image).Check($"vkCreateImage of {Width}×{Height} {Format} ({Name})");
        Image = image;
        _device.SetName(ObjectType.Image, image.Handle, Name);
        MemoryRequirements needs;
        _device.Vk.GetImageMemoryRequirements(_device.Device, image, &needs);
        _memory = _device.Memory.Allocate(Name, needs, hostVisible: false, readBack: false);
        _allocated = needs.Size;
        _device.Vk.BindImageMemory(_device.Device, image, _memory, 0).Check($"vkBindImageMemory ({Name})");
    }

    private void CreateView()
    {
        var info = new ImageViewCreateInfo
        {
            SType = StructureType.ImageViewCreateInfo,
            Image = Image,
            ViewType = ImageViewType.Type2D,
            Format = Format,
            SubresourceRange = WholeRange,
        };
        _device.Vk.CreateImageView(_device.Device, &info, null, out VkImageView view).Check($"vkCreateImageView ({Name})");
        View = view;
        _device.SetName(ObjectType.ImageView, view.Handle, Name);
    }
}
