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

    /// <param name="device">The device.</param>
    /// <param name="pixels">The picture; encoded as sRGB.</param>
    /// <param name="format">The image's format: floating-point ones get linear light.</param>
    /// <param name="layout">The layout it is left in.</param>
    /// <param name="mip">The mip level that it lies in.</param>
    /// <param name="layer">The array layer.</param>
    public TestImage(VisionDevice device, ImageView pixels, HostImageFormat format, ImageLayout layout, int mip = 0, int layer = 0)
    {
        _device = device;
        Vk api = device.Vulkan.Api;
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            ImageType = ImageType.Type2D,
            Format = (Format)(int)format,
            Extent = new Extent3D { Width = (uint)pixels.Width << mip, Height = (uint)pixels.Height << mip, Depth = 1 },
            MipLevels = (uint)mip + 1,
            ArrayLayers = (uint)layer + 1,
            Samples = SampleCountFlags.Count1Bit,
            Tiling = ImageTiling.Optimal,
            Usage = ImageUsageFlags.TransferSrcBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.SampledBit
                | (format == HostImageFormat.Rgba8 ? ImageUsageFlags.StorageBit : 0),
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
        _staging = new GpuBuffer(device.Vulkan, device.Allocator, (long)pixels.Width * pixels.Height * 16, MemoryUse.Upload, "test image");
        Fill(pixels, format);
        Host = new HostImage(_image.Handle, pixels.Width, pixels.Height, format, (int)layout) { MipLevel = mip, ArrayLayer = layer };
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

    /// <summary>Records the copy of what it holds to where <see cref="Read"/> finds it; it must be in the layout to copy from.</summary>
    public void RecordDownload(nint commandBuffer)
    {
        var region = new BufferImageCopy
        {
            ImageSubresource = new ImageSubresourceLayers { AspectMask = ImageAspectFlags.ColorBit, LayerCount = 1 },
            ImageExtent = new Extent3D { Width = (uint)Host.Width, Height = (uint)Host.Height, Depth = 1 },
        };
        _device.Vulkan.Api.CmdCopyImageToBuffer(new CommandBuffer { Handle = commandBuffer }, _image, ImageLayout.TransferSrcOptimal, _staging.Handle, 1, &region);
        new CnnVulkan.Dispatching.CommandWriter(_device.Vulkan, new CommandBuffer { Handle = commandBuffer }).HostBarrier();
    }

    /// <summary>What was copied: RGBA8.</summary>
    public byte[] Read() => new ReadOnlySpan<byte>(_staging.Mapped, Host.Width * Host.Height * 4).ToArray();

    public void Dispose()
    {
        _staging.Dispose();
        _device.Vulkan.Api.DestroyImage(_device.Vulkan.Handle, _image, null);
        _device.Vulkan.Api.FreeMemory(_device.Vulkan.Handle, _memory, null);
    }

    /// <summary>What an 8-bit sRGB value is as linear light.</summary>
    private static double Linear(byte value) => value / 255.0 is var x && x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);

    private void Fill(ImageView pixels, HostImageFormat format)
    {
        byte* to = _staging.Mapped;
        if (format is HostImageFormat.Bc1 or HostImageFormat.Bc3 or HostImageFormat.Bc7)
        {
            for (int block = 0; block < pixels.Width / 4 * (pixels.Height / 4); block++)
                to += WriteBlock(to, pixels.Pixels.Span[(block / (pixels.Width / 4) * 4 * pixels.Stride + block % (pixels.Width / 4) * 16)..], format);
            return;
        }
        for (int y = 0; y < pixels.Height; y++)
        {
            ReadOnlySpan<byte> row = pixels.Pixels.Span.Slice(y * pixels.Stride, pixels.Width * 4);
            for (int x = 0; x < row.Length; x += 4)
                to += Write(to, row[x], row[x + 1], row[x + 2], row[x + 3], format);
        }
    }

    /// <summary>Writes 4×4 texels of one colour, compressed; returns their bytes.</summary>
    private static int WriteBlock(byte* to, ReadOnlySpan<byte> rgb, HostImageFormat format)
    {
        new Span<byte>(to, 16).Clear();
        if (format == HostImageFormat.Bc7)
        {
            // Mode 5: two end colours of 7 bits and two opacities of 8, all indices zero.
            UInt128 bits = 1u << 5;
            for (int c = 0; c < 3; c++)
                bits |= ((UInt128)(rgb[c] >> 1) | (UInt128)(rgb[c] >> 1) << 7) << (8 + 14 * c);
            *(UInt128*)to = bits | (UInt128)0xFFFF << 50;
            return 16;
        }
        int color = format == HostImageFormat.Bc3 ? 8 : 0;
        // Both end colours alike.
        *(uint*)(to + color) = Packed565(rgb) * 0x10001u;
        return 8 + color;
    }

    private static uint Packed565(ReadOnlySpan<byte> rgb) => (uint)(rgb[0] >> 3 << 11 | rgb[1] >> 2 << 5 | rgb[2] >> 3);

    /// <summary>Writes a texel; returns its bytes.</summary>
    private static int Write(byte* to, byte red, byte green, byte blue, byte alpha, HostImageFormat format)
    {
        ReadOnlySpan<byte> rgba = [red, green, blue, alpha];
        switch (format)
        {
            case HostImageFormat.R8:
                to[0] = red;
                return 1;
            case (HostImageFormat)(int)Format.R8G8Unorm:
                (to[0], to[1]) = (red, green);
                return 2;
            case HostImageFormat.Bgra8 or HostImageFormat.Bgra8Srgb:
                (to[0], to[1], to[2], to[3]) = (blue, green, red, alpha);
                return 4;
            case HostImageFormat.R16:
                *(ushort*)to = (ushort)(red * 257);
                return 2;
            case HostImageFormat.R16Float:
                *(Half*)to = (Half)Linear(red);
                return 2;
            case HostImageFormat.R32Float:
                *(float*)to = (float)Linear(red);
                return 4;
            case HostImageFormat.Rgb565:
                *(ushort*)to = (ushort)Packed565(rgba);
                return 2;
            case HostImageFormat.E5Rgb9Float:
                // One exponent, with which each is below 1: nine bits behind the point.
                *(uint*)to = 15u << 27 | (uint)Math.Round(Linear(blue) * 511) << 18 | (uint)Math.Round(Linear(green) * 511) << 9 | (uint)Math.Round(Linear(red) * 511);
                return 4;
            case HostImageFormat.A2Rgb10:
                *(uint*)to = Ten(blue) | Ten(green) << 10 | Ten(red) << 20 | 3u << 30;
                return 4;
            case HostImageFormat.A2Bgr10:
                static uint Ten(byte value) => (uint)Math.Round(value * 1023 / 255.0);
                *(uint*)to = Ten(red) | Ten(green) << 10 | Ten(blue) << 20 | 3u << 30;
                return 4;
            case HostImageFormat.Rgba16:
                for (int c = 0; c < 4; c++)
                    ((ushort*)to)[c] = (ushort)(rgba[c] * 257);
                return 8;
            case HostImageFormat.Rgba16Float:
                for (int c = 0; c < 4; c++)
                    ((Half*)to)[c] = (Half)Linear(rgba[c]);
                return 8;
            case HostImageFormat.Rgba32Float:
                for (int c = 0; c < 4; c++)
                    ((float*)to)[c] = (float)Linear(rgba[c]);
                return 16;
            default:
                (to[0], to[1], to[2], to[3]) = (red, green, blue, alpha);
                return 4;
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
