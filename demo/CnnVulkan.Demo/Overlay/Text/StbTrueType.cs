using System.Runtime.InteropServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>The functions used of stb_truetype, from the system's stb library, which is opened at the first call.</summary>
internal static unsafe class StbTrueType
{
    /// <summary>Room for a <c>stbtt_fontinfo</c>: 160 bytes in version 1.26; later versions may hold more.</summary>
    public const int FontInfoSize = 512;

    private static readonly Lazy<nint> Library = new(Open);

    public static readonly delegate* unmanaged[Cdecl]<void*, byte*, int, int> InitFont =
        (delegate* unmanaged[Cdecl]<void*, byte*, int, int>)Find("stbtt_InitFont");

    public static readonly delegate* unmanaged[Cdecl]<void*, int, int> FindGlyphIndex =
        (delegate* unmanaged[Cdecl]<void*, int, int>)Find("stbtt_FindGlyphIndex");

    public static readonly delegate* unmanaged[Cdecl]<void*, float, float> ScaleForMappingEmToPixels =
        (delegate* unmanaged[Cdecl]<void*, float, float>)Find("stbtt_ScaleForMappingEmToPixels");

    public static readonly delegate* unmanaged[Cdecl]<void*, int, int*, int*, void> GetGlyphHMetrics =
        (delegate* unmanaged[Cdecl]<void*, int, int*, int*, void>)Find("stbtt_GetGlyphHMetrics");

    public static readonly delegate* unmanaged[Cdecl]<void*, int, int, int> GetGlyphKernAdvance =
        (delegate* unmanaged[Cdecl]<void*, int, int, int>)Find("stbtt_GetGlyphKernAdvance");

    public static readonly delegate* unmanaged[Cdecl]<void*, int, int*, int*, int*, int*, int> GetGlyphBox =
        (delegate* unmanaged[Cdecl]<void*, int, int*, int*, int*, int*, int>)Find("stbtt_GetGlyphBox");

    public static readonly delegate* unmanaged[Cdecl]<void*, int, float, float, float, float, int*, int*, int*, int*, void> GetGlyphBitmapBoxSubpixel =
        (delegate* unmanaged[Cdecl]<void*, int, float, float, float, float, int*, int*, int*, int*, void>)Find("stbtt_GetGlyphBitmapBoxSubpixel");

    public static readonly delegate* unmanaged[Cdecl]<void*, byte*, int, int, int, float, float, float, float, int, void> MakeGlyphBitmapSubpixel =
        (delegate* unmanaged[Cdecl]<void*, byte*, int, int, int, float, float, float, float, int, void>)Find("stbtt_MakeGlyphBitmapSubpixel");

    private static nint Open()
    {
        string[] names = OperatingSystem.IsWindows() ? ["stb.dll"]
            : OperatingSystem.IsMacOS() ? ["libstb.dylib"]
            : ["libstb.so.0", "libstb.so"];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return library;
        }
        throw new DllNotFoundException(
            $"The demo draws its text with stb_truetype, and the stb library could not be loaded (tried {string.Join(", ", names)}). "
            + "Install it (on Debian: apt install libstb0).");
    }

    private static nint Find(string name) => NativeLibrary.TryGetExport(Library.Value, name, out nint function)
        ? function
        : throw new EntryPointNotFoundException($"The stb library does not export {name}; the demo's text needs one with stb_truetype.");
}
