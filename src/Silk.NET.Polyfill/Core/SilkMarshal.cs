using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Silk.NET.Core.Native;

/// <summary>Moves strings between managed and native memory.</summary>
/// <remarks>Narrow strings are UTF-8 on every system, which is what Vulkan and Shaderc specify.</remarks>
internal static unsafe class SilkMarshal
{
    // What Free may release, with the strings a string array owns.
    private static readonly ConcurrentDictionary<nint, nint[]> Blocks = new();

    /// <summary>Allocates zeroed memory, to be released by <see cref="Free"/>.</summary>
    public static nint Allocate(int length)
    {
        nint block = Marshal.AllocHGlobal(length);
        new Span<byte>((void*)block, length).Clear();
        Blocks[block] = Array.Empty<nint>();
        return block;
    }

    /// <summary>Releases what this class allocated; false if it did not allocate <paramref name="ptr"/>.</summary>
    public static bool Free(nint ptr)
    {
        if (!Blocks.TryRemove(ptr, out nint[]? owned))
        {
            return false;
        }

        foreach (nint block in owned)
        {
            Free(block);
        }

        Marshal.FreeHGlobal(ptr);
        return true;
    }

    public static void FreeString(nint ptr, NativeStringEncoding encoding = NativeStringEncoding.Ansi) => Free(ptr);

    /// <summary>A zero-terminated copy of a string, to be released by <see cref="Free"/>; zero for null.</summary>
    public static nint StringToPtr(string? input, NativeStringEncoding encoding = NativeStringEncoding.Ansi)
    {
        if (input is null)
        {
            return 0;
        }

        byte[] bytes = (IsWide(encoding) ? Encoding.Unicode : Encoding.UTF8).GetBytes(input);
        nint block = Allocate(bytes.Length + (IsWide(encoding) ? sizeof(char) : 1));
        Marshal.Copy(bytes, 0, block, bytes.Length);
        return block;
    }

    /// <summary>The string at an address; null for zero.</summary>
    public static string? PtrToString(nint input, NativeStringEncoding encoding = NativeStringEncoding.Ansi) =>
        IsWide(encoding) ? Marshal.PtrToStringUni(input) : Marshal.PtrToStringUTF8(input);

    /// <summary>An array of zero-terminated strings; <see cref="Free"/> on it releases the strings too.</summary>
    public static nint StringArrayToPtr(
        IReadOnlyList<string> input, NativeStringEncoding encoding = NativeStringEncoding.Ansi)
    {
        nint[] strings = new nint[input.Count];
        for (int i = 0; i < strings.Length; i++)
        {
            strings[i] = StringToPtr(input[i], encoding);
        }

        nint block = Allocate(Math.Max(strings.Length, 1) * sizeof(nint));
        Marshal.Copy(strings, 0, block, strings.Length);
        Blocks[block] = strings;
        return block;
    }

    public static string[] PtrToStringArray(
        nint input, int numStrings, NativeStringEncoding encoding = NativeStringEncoding.Ansi)
    {
        string[] strings = new string[numStrings];
        CopyPtrToStringArray(input, strings, encoding);
        return strings;
    }

    public static void CopyPtrToStringArray(
        nint input, string[] arr, NativeStringEncoding encoding = NativeStringEncoding.Ansi)
    {
        for (int i = 0; i < arr.Length; i++)
        {
            arr[i] = PtrToString(((nint*)input)[i], encoding)!;
        }
    }

    private static bool IsWide(NativeStringEncoding encoding) => encoding switch
    {
        NativeStringEncoding.LPStr or NativeStringEncoding.LPTStr or NativeStringEncoding.LPUTF8Str => false,
        NativeStringEncoding.LPWStr => true,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not a C string encoding."),
    };
}
