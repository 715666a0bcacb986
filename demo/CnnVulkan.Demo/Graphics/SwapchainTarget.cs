using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Demo.Graphics;

/// <summary>
/// Frames in a window. A swapchain that no longer fits (resized, minimised and restored, full screen, a lost surface) is replaced before
/// the next frame; while the window has no pixels there are no frames.
/// </summary>
internal sealed unsafe class SwapchainTarget : IFrameTarget
{
    // A surface that is lost again at once will not come back.
    private const int Attempts = 3;

    private readonly GraphicsDevice _device;
    private readonly Func<SurfaceState> _window;
    private readonly bool _vsync;
    private readonly FrameRing _frames;
    private readonly Semaphore[] _acquired = new Semaphore[FrameContext.FramesInFlight];
    private Swapchain? _swapchain;
    private uint _index;
    private bool _stale;

    /// <param name="device">The device, created with the window's surface.</param>
    /// <param name="window">The window's size now.</param>
    /// <param name="vsync">Whether to wait for the screen.</param>
    public SwapchainTarget(GraphicsDevice device, Func<SurfaceState> window, bool vsync)
    {
        _device = device;
        _window = window;
        _vsync = vsync;
        _frames = new FrameRing(device);
        SurfaceState size = window();
        try
        {
            Picture = new RenderTarget(device, "frame", Math.Max(1, size.Width), Math.Max(1, size.Height), IFrameTarget.PassKind);
            for (int i = 0; i < _acquired.Length; i++)
            {
                var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo };
                device.Vk.CreateSemaphore(device.Device, &info, null, out _acquired[i]).Check("vkCreateSemaphore (acquired)");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public RenderTarget Picture { get; private set; }

    /// <summary>How often a swapchain was made: 1 after the first frame.</summary>
    public int Generation { get; private set; }

    /// <summary>Says that the window has another size: the swapchain is replaced before the next frame.</summary>
    public void Resized() => _stale = true;

    /// <summary>Makes the surface anew before the next frame: what drivers ask for when a display goes, and tests.</summary>
    public void LoseSurface()
    {
        _device.WaitIdle();
        _swapchain?.Dispose();
        _swapchain = null;
        _device.RecreateSurface();
    }

    public FrameContext? Begin(FrameTime time)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            SurfaceState size = _window();
            if (size.Width <= 0 || size.Height <= 0)
                return null;
            if ((_swapchain is null || _stale) && !Recreate(size))
                continue;
            if (_swapchain is not { Width: > 0, Height: > 0 })
                return null;
            // The slot's semaphore is free again only when the frame that waited for it is finished.
            _frames.Wait();
            Result result = _swapchain.Acquire(_acquired[_frames.NextSlot], out _index);
            switch (result)
            {
                case Result.Success or Result.SuboptimalKhr:
                    _stale |= result == Result.SuboptimalKhr;
                    return _frames.Begin(time, Picture.Width, Picture.Height, size.Scale);
                case Result.ErrorOutOfDateKhr:
                    _stale = true;
                    break;
                case Result.ErrorSurfaceLostKhr:
                    LoseSurface();
                    break;
                case Result.Timeout or Result.NotReady:
                    return null;
                default:
                    result.Check("vkAcquireNextImageKHR");
                    break;
            }
        }
        return null;
    }

    public void End(FrameContext frame)
    {
        _swapchain!.Copy(frame.Commands, Picture.Color!, _index);
        _frames.End(frame, _acquired[frame.Slot], _swapchain.Drawn(_index));
        Result result = _swapchain.Present(_index);
        if (result is Result.SuboptimalKhr or Result.ErrorOutOfDateKhr)
            _stale = true;
        else if (result == Result.ErrorSurfaceLostKhr)
            LoseSurface();
        else
            result.Check("vkQueuePresentKHR");
    }

    public byte[] ReadPixels() => PixelReader.Read(_device, Picture.Color!);

    public void Dispose()
    {
        _device.WaitIdle();
        _swapchain?.Dispose();
        _swapchain = null;
        Picture?.Dispose();
        foreach (Semaphore semaphore in _acquired)
        {
            if (semaphore.Handle != 0)
                _device.Vk.DestroySemaphore(_device.Device, semaphore, null);
        }
        Array.Clear(_acquired);
        _frames.Dispose();
    }

    private bool Recreate(SurfaceState size)
    {
        _device.WaitIdle();
        _swapchain?.Dispose();
        _swapchain = null;
        try
        {
            _swapchain = new Swapchain(_device, size.Width, size.Height, _vsync);
        }
        catch (VulkanException error) when (error.Result == nameof(Result.ErrorSurfaceLostKhr))
        {
            LoseSurface();
            return false;
        }
        Generation++;
        _stale = false;
        if (_swapchain.Width > 0 && _swapchain.Height > 0 && (_swapchain.Width, _swapchain.Height) != (Picture.Width, Picture.Height))
        {
            Picture.Dispose();
            Picture = new RenderTarget(_device, "frame", _swapchain.Width, _swapchain.Height, IFrameTarget.PassKind);
        }
        return true;
    }
}
