using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.Maths;
using Silk.NET.Windowing;

namespace Silk.NET.Polyfill;

/// <summary>What GLFW calls, and the windows it calls for.</summary>
internal static unsafe class GlfwCallbacks
{
    private static readonly ConcurrentDictionary<nint, GlfwWindow> Windows = new();

    public static void Connect(Glfw glfw, GlfwWindow window)
    {
        nint handle = window.Handle;
        Windows[handle] = window;
        glfw.SetCallback("glfwSetWindowCloseCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, void>)&Close);
        glfw.SetCallback("glfwSetWindowSizeCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, int, void>)&Resize);
        glfw.SetCallback("glfwSetFramebufferSizeCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, int, void>)&FramebufferResize);
        glfw.SetCallback("glfwSetWindowPosCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, int, void>)&Move);
        glfw.SetCallback("glfwSetWindowFocusCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, void>)&Focus);
        glfw.SetCallback("glfwSetWindowIconifyCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, void>)&Iconify);
        glfw.SetCallback("glfwSetWindowMaximizeCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, void>)&Maximize);
        glfw.SetCallback("glfwSetDropCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, byte**, void>)&Drop);
        glfw.SetCallback("glfwSetKeyCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int, int, void>)&Key);
        glfw.SetCallback("glfwSetCharCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, uint, void>)&Char);
        glfw.SetCallback("glfwSetMouseButtonCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, int, int, int, void>)&Button);
        glfw.SetCallback("glfwSetCursorPosCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, double, double, void>)&Cursor);
        glfw.SetCallback("glfwSetScrollCallback", handle, (nint)(delegate* unmanaged[Cdecl]<nint, double, double, void>)&Scroll);
    }

    public static void Disconnect(nint handle) => Windows.TryRemove(handle, out _);

    // An exception must not run through GLFW's frames: the window throws it after its events.
    private static void For(nint handle, Action<GlfwWindow> action)
    {
        if (!Windows.TryGetValue(handle, out GlfwWindow? window))
            return;
        try
        {
            action(window);
        }
        catch (Exception error)
        {
            window.Remember(error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Close(nint handle) => For(handle, w => w.OnClosing());

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Resize(nint handle, int width, int height) => For(handle, w => w.OnResize(new Vector2D<int>(width, height)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FramebufferResize(nint handle, int width, int height) => For(handle, w => w.OnFramebufferResize(new Vector2D<int>(width, height)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Move(nint handle, int x, int y) => For(handle, w => w.OnMove(new Vector2D<int>(x, y)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Focus(nint handle, int focused) => For(handle, w => w.OnFocusChanged(focused != 0));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Iconify(nint handle, int iconified) => For(handle, w => w.OnStateChanged(iconified != 0 ? WindowState.Minimized : w.WindowState));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Maximize(nint handle, int maximized) => For(handle, w => w.OnStateChanged(maximized != 0 ? WindowState.Maximized : w.WindowState));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Drop(nint handle, int count, byte** paths)
    {
        var files = new string[count];
        for (int i = 0; i < count; i++)
            files[i] = Marshal.PtrToStringUTF8((nint)paths[i]) ?? "";
        For(handle, w => w.OnFileDrop(files));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Key(nint handle, int key, int scancode, int action, int modifiers) => For(handle, w => w.Input?.OnKey(key, scancode, action));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Char(nint handle, uint character) => For(handle, w => w.Input?.OnChar((char)character));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Button(nint handle, int button, int action, int modifiers) => For(handle, w => w.Input?.OnButton(button, action));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Cursor(nint handle, double x, double y) => For(handle, w => w.Input?.OnMove(x, y));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Scroll(nint handle, double x, double y) => For(handle, w => w.Input?.OnScroll(x, y));
}
