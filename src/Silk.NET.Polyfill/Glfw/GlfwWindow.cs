using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Maths;
using Silk.NET.Windowing;

namespace Silk.NET.Polyfill;

/// <summary>A window of GLFW, without a graphics context: Vulkan draws on it. For the thread that made it.</summary>
internal sealed unsafe class GlfwWindow(Glfw glfw, WindowOptions options) : IWindow, IVkSurface
{
    private readonly Stopwatch _clock = new();
    private ExceptionDispatchInfo? _failure;
    private string _title = options.Title;
    private Vector2D<int> _normalPosition;
    private Vector2D<int> _normalSize = options.Size;
    private double _lastUpdate, _lastRender;

    public event Action? Closing;

    public event Action<bool>? FocusChanged;

    public event Action<Vector2D<int>>? FramebufferResize;

    public event Action? Load;

    public event Action<double>? Render;

    public event Action<Vector2D<int>>? Resize;

    public event Action<double>? Update;

    public event Action<string[]>? FileDrop;

    public event Action<Vector2D<int>>? Move;

    public event Action<WindowState>? StateChanged;

    public Glfw Library => glfw;

    public GlfwInput? Input { get; set; }

    public nint Handle { get; private set; }

    public bool IsInitialized => Handle != 0;

    public GraphicsAPI API => options.API;

    public double FramesPerSecond { get; set; } = options.FramesPerSecond;

    public double UpdatesPerSecond { get; set; } = options.UpdatesPerSecond;

    public bool IsEventDriven { get; set; } = options.IsEventDriven;

    public bool VSync { get; set; } = options.VSync;

    public double Time => _clock.Elapsed.TotalSeconds;

    public IVkSurface? VkSurface => glfw.VulkanSupported() != Glfw.False
        ? this
        : throw new PlatformNotSupportedException("GLFW finds no Vulkan on this machine.");

    public bool IsClosing
    {
        get => !IsInitialized || glfw.WindowShouldClose(Handle) != Glfw.False;
        set => glfw.SetWindowShouldClose(Handle, value ? Glfw.True : Glfw.False);
    }

    public bool IsVisible
    {
        get => glfw.GetWindowAttrib(Handle, Glfw.Visible) != Glfw.False;
        set
        {
            if (value)
                glfw.ShowWindow(Handle);
            else
                glfw.HideWindow(Handle);
        }
    }

    public Vector2D<int> Position
    {
        get
        {
            int x, y;
            glfw.GetWindowPos(Handle, &x, &y);
            return new Vector2D<int>(x, y);
        }
        set => glfw.SetWindowPos(Handle, value.X, value.Y);
    }

    public Vector2D<int> Size
    {
        get
        {
            int width, height;
            glfw.GetWindowSize(Handle, &width, &height);
            return new Vector2D<int>(width, height);
        }
        set => glfw.SetWindowSize(Handle, value.X, value.Y);
    }

    public Vector2D<int> FramebufferSize
    {
        get
        {
            int width, height;
            glfw.GetFramebufferSize(Handle, &width, &height);
            return new Vector2D<int>(width, height);
        }
    }

    public string Title
    {
        get => _title;
        set
        {
            _title = value;
            fixed (byte* text = Utf8(value))
                glfw.SetWindowTitle(Handle, text);
        }
    }

    public WindowBorder WindowBorder
    {
        get => glfw.GetWindowAttrib(Handle, Glfw.Resizable) != Glfw.False ? WindowBorder.Resizable
            : glfw.GetWindowAttrib(Handle, Glfw.Decorated) != Glfw.False ? WindowBorder.Fixed
            : WindowBorder.Hidden;
        set
        {
            glfw.SetWindowAttrib(Handle, Glfw.Decorated, value == WindowBorder.Hidden ? Glfw.False : Glfw.True);
            glfw.SetWindowAttrib(Handle, Glfw.Resizable, value == WindowBorder.Resizable ? Glfw.True : Glfw.False);
        }
    }

    public WindowState WindowState
    {
        get => glfw.GetWindowAttrib(Handle, Glfw.Iconified) != Glfw.False ? WindowState.Minimized
            : glfw.GetWindowMonitor(Handle) != 0 ? WindowState.Fullscreen
            : glfw.GetWindowAttrib(Handle, Glfw.Maximized) != Glfw.False ? WindowState.Maximized
            : WindowState.Normal;
        set => Enter(value);
    }

    public void Initialize()
    {
        if (IsInitialized)
            return;
        glfw.WindowHint(Glfw.ClientApi, Glfw.NoApi);
        glfw.WindowHint(Glfw.Visible, options.IsVisible ? Glfw.True : Glfw.False);
        glfw.WindowHint(Glfw.Decorated, options.WindowBorder == WindowBorder.Hidden ? Glfw.False : Glfw.True);
        glfw.WindowHint(Glfw.Resizable, options.WindowBorder == WindowBorder.Resizable ? Glfw.True : Glfw.False);
        fixed (byte* name = Utf8(options.WindowClass ?? "Silk.NET"), title = Utf8(_title))
        {
            glfw.WindowHintString(Glfw.X11ClassName, name);
            glfw.WindowHintString(Glfw.X11InstanceName, name);
            Handle = glfw.CreateWindow(options.Size.X, options.Size.Y, title, 0, 0);
        }
        if (Handle == 0)
            throw new PlatformNotSupportedException($"The window could not be opened: {glfw.LastError()}.");
        GlfwCallbacks.Connect(glfw, this);
        if (options.WindowState != WindowState.Normal)
            Enter(options.WindowState);
        _clock.Restart();
        Load?.Invoke();
    }

    public void DoEvents()
    {
        if (!IsInitialized)
            return;
        if (IsEventDriven)
            glfw.WaitEvents();
        else
            glfw.PollEvents();
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    public void DoUpdate() => Tick(ref _lastUpdate, UpdatesPerSecond, Update);

    public void DoRender() => Tick(ref _lastRender, FramesPerSecond, Render);

    public void Run(Action onFrame)
    {
        while (!IsClosing)
            onFrame();
    }

    public void Close() => IsClosing = true;

    public void Reset()
    {
        if (!IsInitialized)
            return;
        GlfwCallbacks.Disconnect(Handle);
        glfw.DestroyWindow(Handle);
        Handle = 0;
    }

    public void Dispose() => Reset();

    public VkNonDispatchableHandle Create<T>(VkHandle instance, T* allocator)
        where T : unmanaged
    {
        ulong surface = 0;
        int result = glfw.CreateWindowSurface(instance.Handle, Handle, allocator, &surface);
        return result == 0
            ? new VkNonDispatchableHandle(surface)
            : throw new InvalidOperationException($"glfwCreateWindowSurface failed with {result}: {glfw.LastError()}.");
    }

    public byte** GetRequiredExtensions(out uint count)
    {
        uint found = 0;
        byte** names = glfw.RequiredInstanceExtensions(&found);
        count = found;
        return names;
    }

    public void Remember(Exception error) => _failure ??= ExceptionDispatchInfo.Capture(error);

    public void OnClosing() => Closing?.Invoke();

    public void OnResize(Vector2D<int> size) => Resize?.Invoke(size);

    public void OnFramebufferResize(Vector2D<int> size) => FramebufferResize?.Invoke(size);

    public void OnMove(Vector2D<int> position) => Move?.Invoke(position);

    public void OnFocusChanged(bool focused) => FocusChanged?.Invoke(focused);

    public void OnStateChanged(WindowState state) => StateChanged?.Invoke(state);

    public void OnFileDrop(string[] files) => FileDrop?.Invoke(files);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + "\0");

    private void Enter(WindowState state)
    {
        WindowState before = WindowState;
        if (before == WindowState.Normal)
            (_normalPosition, _normalSize) = (Position, Size);
        if (before == WindowState.Fullscreen && state != WindowState.Fullscreen)
            glfw.SetWindowMonitor(Handle, 0, _normalPosition.X, _normalPosition.Y, _normalSize.X, _normalSize.Y, 0);
        switch (state)
        {
            case WindowState.Normal when before != WindowState.Fullscreen:
                glfw.RestoreWindow(Handle);
                break;
            case WindowState.Minimized:
                glfw.IconifyWindow(Handle);
                break;
            case WindowState.Maximized:
                glfw.MaximizeWindow(Handle);
                break;
            case WindowState.Fullscreen:
                nint monitor = glfw.GetPrimaryMonitor();
                int* mode = glfw.GetVideoMode(monitor);
                // GLFW_DONT_CARE: the refresh rate that the screen has.
                glfw.SetWindowMonitor(Handle, monitor, 0, 0, mode[0], mode[1], -1);
                break;
        }
    }

    private void Tick(ref double last, double perSecond, Action<double>? raise)
    {
        double now = Time;
        double passed = now - last;
        if (perSecond > 0 && passed < 1 / perSecond)
            return;
        last = now;
        raise?.Invoke(passed);
    }
}
