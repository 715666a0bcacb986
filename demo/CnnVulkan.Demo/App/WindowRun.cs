using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.Scenes.Graphics;
using Silk.NET.Core.Native;
using Silk.NET.Maths;
using Silk.NET.Vulkan;
using Silk.NET.Windowing;

namespace CnnVulkan.Demo.App;

/// <summary>The demo in a window: opens it, draws frames until it is closed, and closes everything in order.</summary>
internal sealed class WindowRun : IDemoHost
{
    /// <summary>How long to rest where nothing can be shown: a minimised window should not take a core.</summary>
    private const int RestMilliseconds = 20;

    private const float LeastZoom = 0.5f, MostZoom = 3;

    private readonly DemoOptions _options;
    private readonly IWindow _window;
    private readonly FrameClock _clock = new();
    private float _zoom = 1;
    private bool _wantsScreenshot;
    private Task<string>? _saving;
    private int _frames;

    private WindowRun(DemoOptions options, IWindow window) => (_options, _window) = (options, window);

    /// <summary>Runs until the window is closed.</summary>
    /// <returns>What the validation layers said; empty where they are off.</returns>
    public static IReadOnlyList<string> Run(DemoOptions options, TextWriter output, CancellationToken interrupt)
    {
        WindowOptions window = WindowOptions.DefaultVulkan;
        window.Title = "CnnVulkan";
        window.WindowClass = "CnnVulkan";
        window.Size = new Vector2D<int>(options.Width, options.Height);
        window.WindowState = options.Fullscreen ? WindowState.Fullscreen : WindowState.Normal;
        using IWindow opened = Window.Create(window);
        opened.Initialize();
        GraphicsDevice device = CreateDevice(options, opened);
        using (device)
        {
            output.WriteLine($"Drawing and computing on {device.Name}. F1 lists the keys.");
            new WindowRun(options, opened).Loop(device, output, interrupt);
        }
        return device.ValidationMessages;
    }

    public bool TogglePause() => _clock.Paused = !_clock.Paused;

    public void SingleStep() => _clock.StepOnce();

    public void ToggleFullscreen()
        => _window.WindowState = _window.WindowState == WindowState.Fullscreen ? WindowState.Normal : WindowState.Fullscreen;

    public void Zoom(float factor) => _zoom = Math.Clamp(_zoom * factor, LeastZoom, MostZoom);

    public void Screenshot() => _wantsScreenshot = true;

    public void Quit() => _window.Close();

    private static unsafe GraphicsDevice CreateDevice(DemoOptions options, IWindow window)
    {
        Silk.NET.Core.Contexts.IVkSurface surface = window.VkSurface!;
        byte** names = surface.GetRequiredExtensions(out uint count);
        string[] extensions = new string[count];
        for (int i = 0; i < count; i++)
            extensions[i] = SilkMarshal.PtrToString((nint)names[i])!;
        return GraphicsDevice.Create(options.ForDevice() with
        {
            SurfaceExtensions = extensions,
            CreateSurface = instance => surface.Create<AllocationCallbacks>(new VkHandle(instance), null).Handle,
        });
    }

    private void Loop(GraphicsDevice device, TextWriter output, CancellationToken interrupt)
    {
        using var target = new SwapchainTarget(device, Size, _options.Vsync);
        using var app = new DemoApp(device, _options, this);
        using var controls = new WindowControls(_window, app);
        _window.FramebufferResize += _ => target.Resized();
        _window.Render += passed => Frame(app, target, passed);
        while (!_window.IsClosing && !interrupt.IsCancellationRequested)
        {
            _window.DoEvents();
            if (!_window.IsClosing)
                _window.DoRender();
            TellSaved(app, output, wait: false);
        }
        TellSaved(app, output, wait: true);
        double seconds = _window.Time;
        output.WriteLine($"{_frames} frames and {app.ResultCount} results in {seconds:0.0} s: {_frames / seconds:0.0} and {app.ResultCount / seconds:0.0} per second.");
    }

    private SurfaceState Size()
    {
        // Some systems give a minimised window pixels, and then never show them.
        if (_window.WindowState == WindowState.Minimized)
            return default;
        Vector2D<int> pixels = _window.FramebufferSize, units = _window.Size;
        float display = units.X > 0 && pixels.X > units.X ? (float)pixels.X / units.X : LayoutScale.For(pixels.Y);
        return new SurfaceState(pixels.X, pixels.Y, (_options.Scale > 0 ? _options.Scale : display) * _zoom);
    }

    private void Frame(DemoApp app, SwapchainTarget target, double passed)
    {
        if (target.Begin(_clock.Next(passed)) is not { } frame)
        {
            Thread.Sleep(RestMilliseconds);
            return;
        }
        app.Record(frame, target.Picture, _window.Time);
        target.End(frame);
        _frames++;
        if (!_wantsScreenshot || _saving is not null)
            return;
        _wantsScreenshot = false;
        byte[] pixels = target.ReadPixels();
        string path = App.Screenshot.FreeName(_options.Out, DateTime.Now);
        (int width, int height) = (target.Picture.Width, target.Picture.Height);
        _saving = Task.Run(() =>
        {
            App.Screenshot.Save(path, pixels, width, height);
            return path;
        });
    }

    private void TellSaved(DemoApp app, TextWriter output, bool wait)
    {
        if (_saving is null || (!wait && !_saving.IsCompleted))
            return;
        try
        {
            string path = _saving.GetAwaiter().GetResult();
            output.WriteLine($"Screenshot: {path}");
            app.Tell($"Saved {path}", ToastKind.Done);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            app.Tell($"The screenshot could not be saved: {error.Message}", ToastKind.Warning);
        }
        _saving = null;
    }
}
