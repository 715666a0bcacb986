using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Demo.Graphics;

/// <summary>The images of a window of one size. Another size needs another swapchain: <see cref="SwapchainTarget"/>.</summary>
internal sealed unsafe class Swapchain : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly KhrSwapchain _api;
    private Image[] _images = [];
    private Semaphore[] _drawn = [];
    private SwapchainKHR _handle;

    /// <param name="device">The device, created with the window's surface.</param>
    /// <param name="width">The window's width, for systems where the swapchain decides the size.</param>
    /// <param name="height">The window's height, likewise.</param>
    /// <param name="vsync">Whether to wait for the screen; without, pictures may tear.</param>
    /// <exception cref="VulkanException">Also where the surface is lost, with that result.</exception>
    public Swapchain(GraphicsDevice device, int width, int height, bool vsync)
    {
        _device = device;
        if (!device.Vk.TryGetDeviceExtension(device.Instance, device.Device, out _api)
            || !device.Vk.TryGetInstanceExtension(device.Instance, out KhrSurface surfaces))
        {
            throw new VulkanException("vkCreateSwapchainKHR", nameof(Result.ErrorExtensionNotPresent));
        }
        try
        {
            Create(surfaces, width, height, vsync);
            CreateSemaphores();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>The next image to draw on.</summary>
    /// <param name="acquired">Signalled when the screen has done with it.</param>
    /// <param name="index">Which it is.</param>
    public Result Acquire(Semaphore acquired, out uint index)
    {
        uint found = 0;
        // A second: a window that shows nothing must not hang the program.
        Result result = _api.AcquireNextImage(_device.Device, _handle, 1_000_000_000, acquired, default, &found);
        index = found;
        return result;
    }

    /// <summary>Signalled when the commands that draw on an image are finished.</summary>
    public Semaphore Drawn(uint index) => _drawn[index];

    /// <summary>Records the copy of a picture, of whatever size, onto an image, and makes that ready to be shown.</summary>
    public void Copy(CommandBuffer commands, GraphicsImage picture, uint index)
    {
        picture.Transition(commands, ImageLayout.TransferSrcOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        // The wait for the screen is at the transfer stage, so that is what this must come after.
        Barrier(commands, index, 0, AccessFlags.TransferWriteBit, ImageLayout.Undefined, ImageLayout.TransferDstOptimal, PipelineStageFlags.TransferBit);
        var layers = new ImageSubresourceLayers { AspectMask = ImageAspectFlags.ColorBit, LayerCount = 1 };
        var blit = new ImageBlit { SrcSubresource = layers, DstSubresource = layers };
        blit.SrcOffsets.Element1 = new Offset3D { X = picture.Width, Y = picture.Height, Z = 1 };
        blit.DstOffsets.Element1 = new Offset3D { X = Width, Y = Height, Z = 1 };
        _device.Vk.CmdBlitImage(
            commands, picture.Image, ImageLayout.TransferSrcOptimal, _images[index], ImageLayout.TransferDstOptimal, 1, &blit, Filter.Nearest);
        Barrier(
            commands, index, AccessFlags.TransferWriteBit, 0, ImageLayout.TransferDstOptimal, ImageLayout.PresentSrcKhr, PipelineStageFlags.BottomOfPipeBit);
    }

    /// <summary>Shows an image when the commands that draw on it are finished.</summary>
    public Result Present(uint index)
    {
        Semaphore drawn = _drawn[index];
        SwapchainKHR swapchain = _handle;
        var info = new PresentInfoKHR
        {
            SType = StructureType.PresentInfoKhr,
            WaitSemaphoreCount = 1,
            PWaitSemaphores = &drawn,
            SwapchainCount = 1,
            PSwapchains = &swapchain,
            PImageIndices = &index,
        };
        return _device.Present(_api, &info);
    }

    public void Dispose()
    {
        foreach (Semaphore semaphore in _drawn)
            _device.Vk.DestroySemaphore(_device.Device, semaphore, null);
        if (_handle.Handle != 0)
            _api.DestroySwapchain(_device.Device, _handle, null);
        _drawn = [];
        _images = [];
        _handle = default;
    }

    private static SurfaceFormatKHR ChooseFormat(SurfaceFormatKHR[] formats)
    {
        // The picture holds encoded colours already: a format that encodes on write would do it twice.
        foreach (Format wanted in new[] { Format.B8G8R8A8Unorm, Format.R8G8B8A8Unorm, Format.A8B8G8R8UnormPack32 })
        {
            int found = Array.FindIndex(formats, f => f.Format == wanted && f.ColorSpace == ColorSpaceKHR.SpaceSrgbNonlinearKhr);
            if (found >= 0)
                return formats[found];
        }
        return formats[0];
    }

    private static PresentModeKHR ChooseMode(PresentModeKHR[] modes, bool vsync)
        => vsync ? PresentModeKHR.FifoKhr
            : modes.Contains(PresentModeKHR.MailboxKhr) ? PresentModeKHR.MailboxKhr
            : modes.Contains(PresentModeKHR.ImmediateKhr) ? PresentModeKHR.ImmediateKhr
            : PresentModeKHR.FifoKhr;

    private void Create(KhrSurface surfaces, int width, int height, bool vsync)
    {
        SurfaceCapabilitiesKHR limits;
        surfaces.GetPhysicalDeviceSurfaceCapabilities(_device.PhysicalDevice, _device.Surface, &limits).Check("vkGetPhysicalDeviceSurfaceCapabilitiesKHR");
        bool decides = limits.CurrentExtent.Width == uint.MaxValue;
        Width = decides ? Math.Clamp(width, (int)limits.MinImageExtent.Width, (int)limits.MaxImageExtent.Width) : (int)limits.CurrentExtent.Width;
        Height = decides ? Math.Clamp(height, (int)limits.MinImageExtent.Height, (int)limits.MaxImageExtent.Height) : (int)limits.CurrentExtent.Height;
        if (Width == 0 || Height == 0)
            return;
        SurfaceFormatKHR format = ChooseFormat(Formats(surfaces));
        uint count = limits.MinImageCount + 1;
        bool opaque = (limits.SupportedCompositeAlpha & CompositeAlphaFlagsKHR.OpaqueBitKhr) != 0;
        var info = new SwapchainCreateInfoKHR
        {
            SType = StructureType.SwapchainCreateInfoKhr,
            Surface = _device.Surface,
            MinImageCount = limits.MaxImageCount > 0 ? Math.Min(count, limits.MaxImageCount) : count,
            ImageFormat = format.Format,
            ImageColorSpace = format.ColorSpace,
            ImageExtent = new Extent2D { Width = (uint)Width, Height = (uint)Height },
            ImageArrayLayers = 1,
            ImageUsage = ImageUsageFlags.TransferDstBit,
            ImageSharingMode = SharingMode.Exclusive,
            PreTransform = limits.CurrentTransform,
            CompositeAlpha = opaque ? CompositeAlphaFlagsKHR.OpaqueBitKhr : CompositeAlphaFlagsKHR.InheritBitKhr,
            PresentMode = ChooseMode(Modes(surfaces), vsync),
            Clipped = true,
        };
        SwapchainKHR handle;
        _api.CreateSwapchain(_device.Device, &info, null, &handle).Check($"vkCreateSwapchainKHR of {Width}×{Height}");
        _handle = handle;
        uint images = 0;
        _api.GetSwapchainImages(_device.Device, _handle, &images, null).Check("vkGetSwapchainImagesKHR");
        _images = new Image[images];
        fixed (Image* first = _images)
            _api.GetSwapchainImages(_device.Device, _handle, &images, first).Check("vkGetSwapchainImagesKHR");
    }

    private void CreateSemaphores()
    {
        var drawn = new List<Semaphore>();
        for (int i = 0; i < _images.Length; i++)
        {
            var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo };
            _device.Vk.CreateSemaphore(_device.Device, &info, null, out Semaphore semaphore).Check("vkCreateSemaphore (drawn)");
            drawn.Add(semaphore);
            _drawn = [.. drawn];
        }
    }

    private SurfaceFormatKHR[] Formats(KhrSurface surfaces)
    {
        uint count = 0;
        surfaces.GetPhysicalDeviceSurfaceFormats(_device.PhysicalDevice, _device.Surface, &count, null).Check("vkGetPhysicalDeviceSurfaceFormatsKHR");
        var formats = new SurfaceFormatKHR[count];
        fixed (SurfaceFormatKHR* first = formats)
            surfaces.GetPhysicalDeviceSurfaceFormats(_device.PhysicalDevice, _device.Surface, &count, first).Check("vkGetPhysicalDeviceSurfaceFormatsKHR");
        return formats;
    }

    private PresentModeKHR[] Modes(KhrSurface surfaces)
    {
        uint count = 0;
        surfaces.GetPhysicalDeviceSurfacePresentModes(_device.PhysicalDevice, _device.Surface, &count, null).Check("vkGetPhysicalDeviceSurfacePresentModesKHR");
        var modes = new PresentModeKHR[count];
        fixed (PresentModeKHR* first = modes)
            surfaces.GetPhysicalDeviceSurfacePresentModes(_device.PhysicalDevice, _device.Surface, &count, first).Check("vkGetPhysicalDeviceSurfacePresentModesKHR");
        return modes;
    }

    private void Barrier(
        CommandBuffer commands, uint index, AccessFlags before, AccessFlags after, ImageLayout from, ImageLayout to, PipelineStageFlags stage)
    {
        var barrier = new ImageMemoryBarrier
        {
            SType = StructureType.ImageMemoryBarrier,
            SrcAccessMask = before,
            DstAccessMask = after,
            OldLayout = from,
            NewLayout = to,
            SrcQueueFamilyIndex = Vk.QueueFamilyIgnored,
            DstQueueFamilyIndex = Vk.QueueFamilyIgnored,
            Image = _images[index],
            SubresourceRange = new ImageSubresourceRange { AspectMask = ImageAspectFlags.ColorBit, LevelCount = 1, LayerCount = 1 },
        };
        _device.Vk.CmdPipelineBarrier(commands, PipelineStageFlags.TransferBit, stage, 0, 0, null, 0, null, 1, &barrier);
    }
}
