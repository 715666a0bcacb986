// Silk.NET's Vk is not annotated for null; nor is this, so that the same callers compile with both.
#nullable disable

using System;
using System.Collections.Generic;
using System.Threading;
using Silk.NET.Core;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Polyfill;

namespace Silk.NET.Vulkan;

/// <summary>The Vulkan API. Functions are found at their first call; all members may be used by any thread.</summary>
internal sealed unsafe partial class Vk
{
    private nint _vkGetInstanceProcAddr;
    private nint _vkGetDeviceProcAddr;
    private nint _currentInstance;

    public static Version32 Version10 => new(1, 0, 0);

    public static Version32 Version11 => new(1, 1, 0);

    public static Version32 Version12 => new(1, 2, 0);

    public static Version32 Version13 => new(1, 3, 0);

    /// <summary>
    /// The instance with which functions are looked up that the loader does not export: those of extensions, and those
    /// of a Vulkan version newer than the loader. Creating an instance sets it.
    /// </summary>
    public Instance? CurrentInstance
    {
        get
        {
            nint handle = Volatile.Read(ref _currentInstance);
            return handle != 0 ? new Instance { Handle = handle } : null;
        }

        set => Volatile.Write(ref _currentInstance, value?.Handle ?? 0);
    }

    public static Version32 MakeVersion(uint major, uint minor, uint patch = 0) => new(major, minor, patch);

    /// <summary>Loads the Vulkan loader of the system.</summary>
    /// <exception cref="System.IO.FileNotFoundException">There is none.</exception>
    public static Vk GetApi()
    {
        nint loader = SystemLibrary.Open(
            "the Vulkan loader",
            SystemLibrary.NamesFor(
                windows: ["vulkan-1.dll"],
                macOS: ["libvulkan.1.dylib", "libvulkan.dylib", "libMoltenVK.dylib"],
                linux: ["libvulkan.so.1", "libvulkan.so"]));
        Vk vk = null;

        // The exported functions serve every instance and device, also those a host created without this object.
        vk = new Vk(new FunctionContext(name =>
        {
            nint address = SystemLibrary.FindSymbol(loader, name);
            return address == 0 && vk.CurrentInstance is { } instance ? vk.GetInstanceProcAddr(instance, name) : address;
        }));
        return vk;
    }

    public static Vk GetApi(InstanceCreateInfo info, out Instance instance) => GetApi(ref info, out instance);

    public static Vk GetApi(ref InstanceCreateInfo info, out Instance instance)
    {
        Vk vk = GetApi();
        vk.CreateInstance(in info, null, out instance);
        return vk;
    }

    public static Vk GetApi(ref InstanceCreateInfo info, ref AllocationCallbacks callbacks, out Instance instance)
    {
        Vk vk = GetApi();
        vk.CreateInstance(in info, in callbacks, out instance);
        return vk;
    }

    public PfnVoidFunction GetInstanceProcAddr(Instance instance, byte* pName) =>
        ((delegate* unmanaged[Stdcall]<Instance, byte*, PfnVoidFunction>)Function(
            ref _vkGetInstanceProcAddr, "vkGetInstanceProcAddr"))(instance, pName);

    public PfnVoidFunction GetInstanceProcAddr(Instance instance, in byte pName)
    {
        fixed (byte* name = &pName)
        {
            return GetInstanceProcAddr(instance, name);
        }
    }

    public PfnVoidFunction GetInstanceProcAddr(Instance instance, string pName)
    {
        nint name = SilkMarshal.StringToPtr(pName);
        PfnVoidFunction function = GetInstanceProcAddr(instance, (byte*)name);
        SilkMarshal.Free(name);
        return function;
    }

    public PfnVoidFunction GetDeviceProcAddr(Device device, byte* pName) =>
        ((delegate* unmanaged[Stdcall]<Device, byte*, PfnVoidFunction>)Function(
            ref _vkGetDeviceProcAddr, "vkGetDeviceProcAddr"))(device, pName);

    public PfnVoidFunction GetDeviceProcAddr(Device device, in byte pName)
    {
        fixed (byte* name = &pName)
        {
            return GetDeviceProcAddr(device, name);
        }
    }

    public PfnVoidFunction GetDeviceProcAddr(Device device, string pName)
    {
        nint name = SilkMarshal.StringToPtr(pName);
        PfnVoidFunction function = GetDeviceProcAddr(device, (byte*)name);
        SilkMarshal.Free(name);
        return function;
    }

    /// <summary>
    /// The functions of an instance extension, or false if the loader does not offer it. That it is also enabled on
    /// <paramref name="instance"/> is not checked: if it is not, calls throw <see cref="EntryPointNotFoundException"/>.
    /// </summary>
    public bool TryGetInstanceExtension<T>(Instance instance, out T ext, string layer = null)
        where T : NativeExtension<Vk>
    {
        ext = IsInstanceExtensionPresent(ExtensionClasses.NameOf<T>(), layer)
            ? ExtensionClasses.Create<T>(new FunctionContext(name => GetInstanceProcAddr(instance, name)))
            : null;
        return ext is not null;
    }

    /// <summary>
    /// The functions of a device extension, or false if no physical device offers it. That it is also enabled on
    /// <paramref name="device"/> is not checked: if it is not, calls throw <see cref="EntryPointNotFoundException"/>.
    /// </summary>
    public bool TryGetDeviceExtension<T>(Instance instance, Device device, out T ext, string layer = null)
        where T : NativeExtension<Vk>
    {
        ext = IsDeviceExtensionPresent(instance, ExtensionClasses.NameOf<T>(), layer)
            ? ExtensionClasses.Create<T>(new FunctionContext(name => GetDeviceProcAddr(device, name)))
            : null;
        return ext is not null;
    }

    public bool IsInstanceExtensionPresent(string extension, string layer = null)
    {
        nint layerName = SilkMarshal.StringToPtr(layer);
        uint count = 0;
        EnumerateInstanceExtensionProperties((byte*)layerName, &count, null);
        var properties = new ExtensionProperties[count];
        fixed (ExtensionProperties* p = properties)
        {
            EnumerateInstanceExtensionProperties((byte*)layerName, &count, p);
        }

        SilkMarshal.Free(layerName);
        return Contains(properties, extension);
    }

    public bool IsDeviceExtensionPresent(Instance instance, string extension, string layer = null) =>
        IsDeviceExtensionPresent(instance, extension, out _, layer);

    public bool IsDeviceExtensionPresent(
        Instance instance, string extension, out PhysicalDevice device, string layer = null)
    {
        uint count = 0;
        EnumeratePhysicalDevices(instance, &count, null);
        var devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* p = devices)
        {
            EnumeratePhysicalDevices(instance, &count, p);
        }

        device = Array.Find(devices, candidate => IsDeviceExtensionPresent(candidate, extension, layer));
        return device.Handle != 0;
    }

    public bool IsDeviceExtensionPresent(PhysicalDevice device, string extension, string layer = null)
    {
        nint layerName = SilkMarshal.StringToPtr(layer);
        uint count = 0;
        EnumerateDeviceExtensionProperties(device, (byte*)layerName, &count, null);
        var properties = new ExtensionProperties[count];
        fixed (ExtensionProperties* p = properties)
        {
            EnumerateDeviceExtensionProperties(device, (byte*)layerName, &count, p);
        }

        SilkMarshal.Free(layerName);
        return Contains(properties, extension);
    }

    private static bool Contains(ReadOnlySpan<ExtensionProperties> properties, string extension)
    {
        foreach (ref readonly ExtensionProperties property in properties)
        {
            fixed (byte* name = property.ExtensionName)
            {
                if (SilkMarshal.PtrToString((nint)name) == extension)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void OnCreated(Result result, Instance* instance)
    {
        if (result == Result.Success)
        {
            Volatile.Write(ref _currentInstance, instance->Handle);
        }
    }

    // A look-up with a destroyed instance would end the process inside the loader.
    private void OnDestroying(Instance instance) =>
        Interlocked.CompareExchange(ref _currentInstance, (nint)0, instance.Handle);
}
