using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>A host's image: made, filled and brought to a layout with plain Vulkan. The picture lies in one mip level of one array layer.</summary>
internal sealed unsafe class TestImage : IDisposable
{
    private readonly VisionDevice _device;
    private readonly GpuBuffer _staging;
    private readonly DeviceMemory _memory;
    private readonly Image _image;

    public TestImage(VisionDevice device, ImageView pixels, HostImageFormat order, Format format, ImageLayout layout, int mip = 0, int layer = 0)
    {
        _device = device;
        Vk api = device.Vulkan.Api;
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            ImageType = ImageType.Type2D,
            Format = format,
            Extent = new Extent3D { Width = (uint)pixels.Width << mip, Height = (uint)pixels.Height << mip, Depth = 1 },
            MipLevels = (uint)mip + 1,
            ArrayLayers = (uint)layer + 1,
            Samples = SampleCountFlags.Count1Bit,
            Tiling = ImageTiling.Optimal,
            Usage = ImageUsageFlags.TransferSrcBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.SampledBit,
            InitialLayout = ImageLayout.Undefined,
        };
        api.CreateImage(device.Vulkan.Handle, &info, null, out _image).Check("vkCreateImage");
        MemoryRequirements needs;
        api.GetImageMemoryRequirements(device.Vulkan.Handle, _image, &needs);
        var allocate = new MemoryAllocateInfo
        {
            SType = StructureType.MemoryAllocateInfo,
            AllocationSize = needs.Size,
            MemoryTypeIndex = (uint)System.Numerics.BitOperations.TrailingZeroCount(needs.MemoryTypeBits),
        };
        api.AllocateMemory(device.Vulkan.Handle, &allocate, null, out _memory).Check("vkAllocateMemory");
        api.BindImageMemory(device.Vulkan.Handle, _image, _memory, 0).Check("vkBindImageMemory");
        _staging = new GpuBuffer(device.Vulkan, device.Allocator, (long)pixels.Width * pixels.Height * 4, MemoryUse.Upload, "test image");
        Fill(pixels, order);
        Host = new HostImage(_image.Handle, pixels.Width, pixels.Height, order, (int)layout) { MipLevel = mip, ArrayLayer = layer };
    }

    public HostImage Host { get; }

    /// <summary>Records the upload, in whatever stage and layout a host may leave an image. No barrier follows: the library makes its own.</summary>
    public void RecordUpload(nint commandBuffer)
    {
        var commands = new CommandBuffer { Handle = commandBuffer };
        Transition(commands, ImageLayout.Undefined, ImageLayout.TransferDstOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);
        var region = new BufferImageCopy
        {
            ImageSubresource = new ImageSubresourceLayers
            {
                AspectMask = ImageAspectFlags.ColorBit,
                MipLevel = (uint)Host.MipLevel,
                BaseArrayLayer = (uint)Host.ArrayLayer,
                LayerCount = 1,
            },
            ImageExtent = new Extent3D { Width = (uint)Host.Width, Height = (uint)Host.Height, Depth = 1 },
        };
        _device.Vulkan.Api.CmdCopyBufferToImage(commands, _staging.Handle, _image, ImageLayout.TransferDstOptimal, 1, &region);
        var layout = (ImageLayout)Host.Layout;
        if (layout != ImageLayout.TransferDstOptimal)
            Transition(commands, ImageLayout.TransferDstOptimal, layout, PipelineStageFlags.AllCommandsBit, AccessFlags.None);
    }

    public void Dispose()
    {
        _staging.Dispose();
        _device.Vulkan.Api.DestroyImage(_device.Vulkan.Handle, _image, null);
        _device.Vulkan.Api.FreeMemory(_device.Vulkan.Handle, _memory, null);
    }

    private void Fill(ImageView pixels, HostImageFormat order)
    {
        int i = 0;
        for (int y = 0; y < pixels.Height; y++)
        {
            ReadOnlySpan<byte> row = pixels.Pixels.Span.Slice(y * pixels.Stride, pixels.Width * 4);
            for (int x = 0; x < row.Length; x += 4, i += 4)
            {
                (byte first, byte third) = order == HostImageFormat.Bgra8 ? (row[x + 2], row[x]) : (row[x], row[x + 2]);
                (_staging.Mapped[i], _staging.Mapped[i + 1]) = (first, row[x + 1]);
                (_staging.Mapped[i + 2], _staging.Mapped[i + 3]) = (third, row[x + 3]);
            }
        }
    }

    private void Transition(CommandBuffer commands, ImageLayout from, ImageLayout to, PipelineStageFlags stage, AccessFlags access)
    {
        var barrier = new ImageMemoryBarrier
        {
            SType = StructureType.ImageMemoryBarrier,
            SrcAccessMask = from == ImageLayout.Undefined ? AccessFlags.None : AccessFlags.TransferWriteBit,
            DstAccessMask = access,
            OldLayout = from,
            NewLayout = to,
            SrcQueueFamilyIndex = Vk.QueueFamilyIgnored,
            DstQueueFamilyIndex = Vk.QueueFamilyIgnored,
            Image = _image,
            SubresourceRange = new ImageSubresourceRange
            {
                AspectMask = ImageAspectFlags.ColorBit,
                BaseMipLevel = (uint)Host.MipLevel,
                LevelCount = 1,
                BaseArrayLayer = (uint)Host.ArrayLayer,
                LayerCount = 1,
            },
        };
        PipelineStageFlags before = from == ImageLayout.Undefined ? PipelineStageFlags.AllCommandsBit : PipelineStageFlags.TransferBit;
        _device.Vulkan.Api.CmdPipelineBarrier(commands, before, stage, 0, 0, null, 0, null, 1, &barrier);
    }
}
