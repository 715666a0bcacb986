using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Silk.NET.Polyfill;

/// <summary>Opens shared libraries by file name and finds the symbols they export.</summary>
/// <remarks>
/// netstandard2.1 has no <c>NativeLibrary</c>. The operating system's own functions are used on every target, so that
/// the code the tests run is the code a Unity or Mono host runs. A library stays open until the process ends: Vulkan
/// drivers leave threads and exit handlers behind, which an unloaded library turns into crashes.
/// </remarks>
internal static class SystemLibrary
{
    private const int RtldNow = 2;

    // Standard search, plus the folder of the loading module: what LoadLibrary does, without the current directory.
    private const uint LoadLibrarySearchDefaultDirs = 0x1000;

    /// <summary>Opens the first of <paramref name="fileNames"/> that can be loaded.</summary>
    /// <exception cref="FileNotFoundException">None of them can.</exception>
    public static nint Open(string what, params string[] fileNames) =>
        TryOpen(fileNames, out nint library)
            ? library
            : throw new FileNotFoundException(
                $"Could not load {what}. Tried: {string.Join(", ", fileNames)}.", fileNames[0]);

    /// <summary>Opens the first of <paramref name="fileNames"/> that can be loaded, or answers false.</summary>
    public static bool TryOpen(string[] fileNames, out nint library)
    {
        foreach (string fileName in fileNames)
        {
            library = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
                ? Kernel32.LoadLibraryExW(fileName, 0, LoadLibrarySearchDefaultDirs)
                : PosixOpen(fileName);
            if (library != 0)
            {
                return true;
            }
        }

        library = 0;
        return false;
    }

    /// <summary>The address of an exported symbol, or zero.</summary>
    public static unsafe nint FindSymbol(nint library, string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name + "\0");
        fixed (byte* pName = utf8)
        {
            return RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
                ? Kernel32.GetProcAddress(library, pName)
                : PosixSymbol(library, pName);
        }
    }

    /// <summary>Picks the file names of the running system.</summary>
    public static string[] NamesFor(string[] windows, string[] macOS, string[] linux) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? windows
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? macOS
        : linux;

    private static unsafe nint PosixOpen(string fileName)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(fileName + "\0");
        fixed (byte* pName = utf8)
        {
            try
            {
                return LibDl.dlopen(pName, RtldNow);
            }
            catch (DllNotFoundException)
            {
                return LibC.dlopen(pName, RtldNow);
            }
        }
    }

    private static unsafe nint PosixSymbol(nint library, byte* name)
    {
        try
        {
            return LibDl.dlsym(library, name);
        }
        catch (DllNotFoundException)
        {
            return LibC.dlsym(library, name);
        }
    }

    private static unsafe class Kernel32
    {
        [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true)]
        public static extern nint LoadLibraryExW(string fileName, nint reserved, uint flags);

        [DllImport("kernel32", ExactSpelling = true)]
        public static extern nint GetProcAddress(nint module, byte* name);
    }

    // glibc before 2.34 has dlopen only in libdl.so.2 and later versions still ship that file;
    // musl and macOS have it in their C library.
    private static unsafe class LibDl
    {
        [DllImport("libdl.so.2", ExactSpelling = true)]
        public static extern nint dlopen(byte* fileName, int flags);

        [DllImport("libdl.so.2", ExactSpelling = true)]
        public static extern nint dlsym(nint handle, byte* name);
    }

    private static unsafe class LibC
    {
        [DllImport("libc", ExactSpelling = true)]
        public static extern nint dlopen(byte* fileName, int flags);

        [DllImport("libc", ExactSpelling = true)]
        public static extern nint dlsym(nint handle, byte* name);
    }
}
