using System.Numerics;
using System.Runtime.InteropServices;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Maths;
using Silk.NET.Vulkan;
using Silk.NET.Windowing;

namespace CnnVulkan.DemoTests.App;

public sealed class SurfaceTests
{
    [SkippableFact]
    public unsafe void A_lost_surface_is_made_anew_and_frames_go_on()
    {
        using (DemoDevice.Create())
        {
            // Skips the test where there is no GPU.
        }
        using var screen = new VirtualScreen(400, 300);
        // GLFW asks the C library, which does not see what .NET sets.
        Assert.Equal(0, setenv("DISPLAY", screen.Display, 1));
        WindowOptions options = WindowOptions.DefaultVulkan;
        options.Size = new Vector2D<int>(200, 120);
        using IWindow window = Window.Create(options);
        window.Initialize();
        IVkSurface surface = window.VkSurface!;
        byte** names = surface.GetRequiredExtensions(out uint count);
        string[] extensions = [.. Enumerable.Range(0, (int)count).Select(i => SilkMarshal.PtrToString((nint)names[i])!)];
        var device = GraphicsDevice.Create(new GraphicsDeviceOptions
        {
            Validation = DemoDevice.ValidationOption.Length > 0,
            CacheDirectory = "off",
            SurfaceExtensions = extensions,
            CreateSurface = instance => surface.Create<AllocationCallbacks>(new VkHandle(instance), null).Handle,
        });
        using (device)
        using (var target = new SwapchainTarget(device, () => new SurfaceState(window.FramebufferSize.X, window.FramebufferSize.Y, 1), vsync: false))
        {
            for (int i = 1; i <= 3; i++)
            {
                for (int k = 0; k < 3; k++)
                    Draw(target, i);
                byte[] pixels = target.ReadPixels();
                Assert.Equal((200 * 120 * 4, (byte)(i * 51)), (pixels.Length, pixels[1]));
                Assert.Equal(i, target.Generation);
                target.LoseSurface();
                Assert.NotEqual(0ul, device.Surface.Handle);
            }
        }
        Assert.Empty(device.ValidationMessages);
    }

    [DllImport("libc")]
    private static extern int setenv(string name, string value, int overwrite);

    private static void Draw(SwapchainTarget target, int level)
    {
        FrameContext frame = target.Begin(default)!;
        target.Picture.Begin(frame.Commands, new Vector4(0, level * 51 / 255f, 0, 1));
        target.Picture.End(frame.Commands);
        target.End(frame);
    }
}
