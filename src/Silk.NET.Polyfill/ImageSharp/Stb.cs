using System.Runtime.InteropServices;

namespace Silk.NET.Polyfill;

/// <summary>The functions used of the stb library, which is opened at the first call.</summary>
internal static unsafe class Stb
{
    private static readonly nint Library = SystemLibrary.Open(
        "stb (on Debian: apt install libstb0)",
        SystemLibrary.NamesFor(windows: ["stb.dll"], macOS: ["libstb.dylib"], linux: ["libstb.so.0", "libstb.so"]));

    private static readonly delegate* unmanaged[Cdecl]<byte*, int, int*, int*, int*, int> Info =
        (delegate* unmanaged[Cdecl]<byte*, int, int*, int*, int*, int>)Find("stbi_info_from_memory");

    private static readonly delegate* unmanaged[Cdecl]<byte*, int, int*, int*, int*, int, byte*> Load =
        (delegate* unmanaged[Cdecl]<byte*, int, int*, int*, int*, int, byte*>)Find("stbi_load_from_memory");

    private static readonly delegate* unmanaged[Cdecl]<void*, void> Free =
        (delegate* unmanaged[Cdecl]<void*, void>)Find("stbi_image_free");

    private static readonly delegate* unmanaged[Cdecl]<byte*> Failure =
        (delegate* unmanaged[Cdecl]<byte*>)Find("stbi_failure_reason");

    private static readonly delegate* unmanaged[Cdecl]<void*, void*, int, int, int, void*, int, int> Png =
        (delegate* unmanaged[Cdecl]<void*, void*, int, int, int, void*, int, int>)Find("stbi_write_png_to_func");

    private static readonly delegate* unmanaged[Cdecl]<void*, void*, int, int, int, void*, int, int> Jpg =
        (delegate* unmanaged[Cdecl]<void*, void*, int, int, int, void*, int, int>)Find("stbi_write_jpg_to_func");

    private static readonly delegate* unmanaged[Cdecl]<void*, void*, int, int, int, void*, int> Bmp =
        (delegate* unmanaged[Cdecl]<void*, void*, int, int, int, void*, int>)Find("stbi_write_bmp_to_func");

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void Write(void* context, void* data, int size);

    public static int InfoFromMemory(byte* buffer, int length, int* width, int* height, int* channels) =>
        Info(buffer, length, width, height, channels);

    public static byte* LoadFromMemory(byte* buffer, int length, int* width, int* height, int* channels, int wanted) =>
        Load(buffer, length, width, height, channels, wanted);

    public static void ImageFree(void* image) => Free(image);

    public static string FailureReason() => Marshal.PtrToStringUTF8((nint)Failure()) ?? "unknown reason";

    public static int WritePngToFunc(void* write, void* context, int width, int height, int channels, void* data, int stride) =>
        Png(write, context, width, height, channels, data, stride);

    public static int WriteJpgToFunc(void* write, void* context, int width, int height, int channels, void* data, int quality) =>
        Jpg(write, context, width, height, channels, data, quality);

    public static int WriteBmpToFunc(void* write, void* context, int width, int height, int channels, void* data) =>
        Bmp(write, context, width, height, channels, data);

    private static nint Find(string name)
    {
        nint function = SystemLibrary.FindSymbol(Library, name);
        return function != 0 ? function : throw new System.EntryPointNotFoundException($"The stb library does not export {name}.");
    }
}
