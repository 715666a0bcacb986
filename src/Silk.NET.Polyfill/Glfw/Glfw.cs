using System;
using System.Runtime.InteropServices;

namespace Silk.NET.Polyfill;

/// <summary>The functions used of the GLFW library, which is opened and initialised at the first use.</summary>
internal sealed unsafe class Glfw
{
    public const int False = 0, True = 1;
    public const int Release = 0, Press = 1;
    public const int Iconified = 0x00020002, Resizable = 0x00020003, Visible = 0x00020004, Decorated = 0x00020005, Maximized = 0x00020008;
    public const int ClientApi = 0x00022001, NoApi = 0, X11ClassName = 0x00024001, X11InstanceName = 0x00024002;

    private static readonly Lazy<Glfw> Lazy = new(() => new Glfw());

    private readonly nint _library = SystemLibrary.Open(
        "GLFW (on Debian: apt install libglfw3)",
        SystemLibrary.NamesFor(windows: ["glfw3.dll"], macOS: ["libglfw.3.dylib", "libglfw.dylib"], linux: ["libglfw.so.3", "libglfw.so"]));

    private Glfw()
    {
        if (((delegate* unmanaged[Cdecl]<int>)Find("glfwInit"))() == False)
            throw new PlatformNotSupportedException($"No windows can be opened: {LastError()}.");
        CreateWindow = (delegate* unmanaged[Cdecl]<int, int, byte*, nint, nint, nint>)Find("glfwCreateWindow");
        DestroyWindow = (delegate* unmanaged[Cdecl]<nint, void>)Find("glfwDestroyWindow");
        WindowHint = (delegate* unmanaged[Cdecl]<int, int, void>)Find("glfwWindowHint");
        WindowHintString = (delegate* unmanaged[Cdecl]<int, byte*, void>)Find("glfwWindowHintString");
        PollEvents = (delegate* unmanaged[Cdecl]<void>)Find("glfwPollEvents");
        WaitEvents = (delegate* unmanaged[Cdecl]<void>)Find("glfwWaitEvents");
        WindowShouldClose = (delegate* unmanaged[Cdecl]<nint, int>)Find("glfwWindowShouldClose");
        SetWindowShouldClose = (delegate* unmanaged[Cdecl]<nint, int, void>)Find("glfwSetWindowShouldClose");
        GetWindowAttrib = (delegate* unmanaged[Cdecl]<nint, int, int>)Find("glfwGetWindowAttrib");
        SetWindowAttrib = (delegate* unmanaged[Cdecl]<nint, int, int, void>)Find("glfwSetWindowAttrib");
        GetWindowSize = (delegate* unmanaged[Cdecl]<nint, int*, int*, void>)Find("glfwGetWindowSize");
        SetWindowSize = (delegate* unmanaged[Cdecl]<nint, int, int, void>)Find("glfwSetWindowSize");
        GetWindowPos = (delegate* unmanaged[Cdecl]<nint, int*, int*, void>)Find("glfwGetWindowPos");
        SetWindowPos = (delegate* unmanaged[Cdecl]<nint, int, int, void>)Find("glfwSetWindowPos");
        GetFramebufferSize = (delegate* unmanaged[Cdecl]<nint, int*, int*, void>)Find("glfwGetFramebufferSize");
        SetWindowTitle = (delegate* unmanaged[Cdecl]<nint, byte*, void>)Find("glfwSetWindowTitle");
        ShowWindow = (delegate* unmanaged[Cdecl]<nint, void>)Find("glfwShowWindow");
        HideWindow = (delegate* unmanaged[Cdecl]<nint, void>)Find("glfwHideWindow");
        IconifyWindow = (delegate* unmanaged[Cdecl]<nint, void>)Find("glfwIconifyWindow");
        MaximizeWindow = (delegate* unmanaged[Cdecl]<nint, void>)Find("glfwMaximizeWindow");
        RestoreWindow = (delegate* unmanaged[Cdecl]<nint, void>)Find("glfwRestoreWindow");
        GetWindowMonitor = (delegate* unmanaged[Cdecl]<nint, nint>)Find("glfwGetWindowMonitor");
        SetWindowMonitor = (delegate* unmanaged[Cdecl]<nint, nint, int, int, int, int, int, void>)Find("glfwSetWindowMonitor");
        GetPrimaryMonitor = (delegate* unmanaged[Cdecl]<nint>)Find("glfwGetPrimaryMonitor");
        GetVideoMode = (delegate* unmanaged[Cdecl]<nint, int*>)Find("glfwGetVideoMode");
        GetKey = (delegate* unmanaged[Cdecl]<nint, int, int>)Find("glfwGetKey");
        GetMouseButton = (delegate* unmanaged[Cdecl]<nint, int, int>)Find("glfwGetMouseButton");
        GetCursorPos = (delegate* unmanaged[Cdecl]<nint, double*, double*, void>)Find("glfwGetCursorPos");
        SetCursorPos = (delegate* unmanaged[Cdecl]<nint, double, double, void>)Find("glfwSetCursorPos");
        VulkanSupported = (delegate* unmanaged[Cdecl]<int>)Find("glfwVulkanSupported");
        RequiredInstanceExtensions = (delegate* unmanaged[Cdecl]<uint*, byte**>)Find("glfwGetRequiredInstanceExtensions");
        CreateWindowSurface = (delegate* unmanaged[Cdecl]<nint, nint, void*, ulong*, int>)Find("glfwCreateWindowSurface");
    }

    /// <summary>The library, once for the process: GLFW is for one thread, and what it opened it keeps until the process ends.</summary>
    /// <exception cref="System.IO.FileNotFoundException">It is not installed.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no display.</exception>
    public static Glfw Shared => Lazy.Value;

    public delegate* unmanaged[Cdecl]<int, int, byte*, nint, nint, nint> CreateWindow { get; }

    public delegate* unmanaged[Cdecl]<nint, void> DestroyWindow { get; }

    public delegate* unmanaged[Cdecl]<int, int, void> WindowHint { get; }

    public delegate* unmanaged[Cdecl]<int, byte*, void> WindowHintString { get; }

    public delegate* unmanaged[Cdecl]<void> PollEvents { get; }

    public delegate* unmanaged[Cdecl]<void> WaitEvents { get; }

    public delegate* unmanaged[Cdecl]<nint, int> WindowShouldClose { get; }

    public delegate* unmanaged[Cdecl]<nint, int, void> SetWindowShouldClose { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int> GetWindowAttrib { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int, void> SetWindowAttrib { get; }

    public delegate* unmanaged[Cdecl]<nint, int*, int*, void> GetWindowSize { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int, void> SetWindowSize { get; }

    public delegate* unmanaged[Cdecl]<nint, int*, int*, void> GetWindowPos { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int, void> SetWindowPos { get; }

    public delegate* unmanaged[Cdecl]<nint, int*, int*, void> GetFramebufferSize { get; }

    public delegate* unmanaged[Cdecl]<nint, byte*, void> SetWindowTitle { get; }

    public delegate* unmanaged[Cdecl]<nint, void> ShowWindow { get; }

    public delegate* unmanaged[Cdecl]<nint, void> HideWindow { get; }

    public delegate* unmanaged[Cdecl]<nint, void> IconifyWindow { get; }

    public delegate* unmanaged[Cdecl]<nint, void> MaximizeWindow { get; }

    public delegate* unmanaged[Cdecl]<nint, void> RestoreWindow { get; }

    public delegate* unmanaged[Cdecl]<nint, nint> GetWindowMonitor { get; }

    public delegate* unmanaged[Cdecl]<nint, nint, int, int, int, int, int, void> SetWindowMonitor { get; }

    public delegate* unmanaged[Cdecl]<nint> GetPrimaryMonitor { get; }

    /// <summary>Answers a structure that begins with width and height.</summary>
    public delegate* unmanaged[Cdecl]<nint, int*> GetVideoMode { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int> GetKey { get; }

    public delegate* unmanaged[Cdecl]<nint, int, int> GetMouseButton { get; }

    public delegate* unmanaged[Cdecl]<nint, double*, double*, void> GetCursorPos { get; }

    public delegate* unmanaged[Cdecl]<nint, double, double, void> SetCursorPos { get; }

    public delegate* unmanaged[Cdecl]<int> VulkanSupported { get; }

    public delegate* unmanaged[Cdecl]<uint*, byte**> RequiredInstanceExtensions { get; }

    public delegate* unmanaged[Cdecl]<nint, nint, void*, ulong*, int> CreateWindowSurface { get; }

    /// <summary>Sets one of a window's callbacks, by the name of the function that does.</summary>
    public void SetCallback(string setter, nint window, nint callback) =>
        ((delegate* unmanaged[Cdecl]<nint, nint, nint>)Find(setter))(window, callback);

    /// <summary>What the last failure was, in GLFW's words.</summary>
    public string LastError()
    {
        byte* text = null;
        ((delegate* unmanaged[Cdecl]<byte**, int>)Find("glfwGetError"))(&text);
        return Marshal.PtrToStringUTF8((nint)text) ?? "unknown reason";
    }

    private nint Find(string name)
    {
        nint function = SystemLibrary.FindSymbol(_library, name);
        return function != 0 ? function : throw new EntryPointNotFoundException($"The GLFW library does not export {name}: version 3.3 is needed.");
    }
}
