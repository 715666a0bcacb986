using Microsoft.Extensions.Logging;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;

namespace CnnVulkan.Vulkan;

/// <summary>The connection to the Vulkan loader, with validation layers and debug names where asked for. Owned, or a host's.</summary>
internal sealed unsafe class VulkanInstance : IDisposable
{
    private const string ValidationLayer = "VK_LAYER_KHRONOS_validation";
    private const string ValidationFeatures = "VK_EXT_validation_features";
    private const string PortabilityEnumeration = "VK_KHR_portability_enumeration";

    private readonly bool _owned;
    private readonly ValidationLog? _log;
    private DebugUtilsMessengerCallbackFunctionEXT? _callback;
    private PfnDebugUtilsMessengerCallbackEXT _callbackPointer;
    private DebugUtilsMessengerEXT _messenger;
    private bool _disposed;

    private VulkanInstance(Vk api, bool owned, ValidationLog? log)
    {
        Api = api;
        _owned = owned;
        _log = log;
    }

    public Vk Api { get; }

    public Instance Handle { get; private set; }

    /// <summary>The functions that name objects, where the instance has them.</summary>
    public ExtDebugUtils? DebugUtils { get; private set; }

    /// <summary>What the validation layers said; empty where they are off.</summary>
    public IReadOnlyList<string> Messages => _log?.Messages ?? [];

    /// <summary>Creates an instance for Vulkan 1.3.</summary>
    /// <param name="validation">Whether the validation layers run.</param>
    /// <param name="logger">Told what they say.</param>
    /// <param name="surfaceExtensions">The extensions a window needs; none to compute and draw without one.</param>
    /// <exception cref="NoVulkanDeviceException">There is no loader or no driver.</exception>
    /// <exception cref="ValidationLayerMissingException">Validation is asked for and not installed.</exception>
    public static VulkanInstance Create(bool validation, ILogger logger, params string[] surfaceExtensions)
    {
        Vk api = LoadLoader();
        var instance = new VulkanInstance(api, true, validation ? new ValidationLog(logger) : null);
        try
        {
            instance.CreateHandle(surfaceExtensions);
            if (validation)
                instance.CreateMessenger();
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Wraps an instance that a host made and destroys.</summary>
    /// <param name="handle">The instance.</param>
    /// <param name="getInstanceProcAddr">The host's function of that name; 0 for the loader's.</param>
    public static VulkanInstance Borrow(nint handle, nint getInstanceProcAddr)
    {
        Vk api = getInstanceProcAddr == 0 ? LoadLoader() : new Vk(new HostFunctions(getInstanceProcAddr, handle));
        var instance = new Instance { Handle = handle };
        api.CurrentInstance = instance;
        return new VulkanInstance(api, false, null) { Handle = instance };
    }

    public PhysicalDevice[] PhysicalDevices()
    {
        uint count = 0;
        Result result = Api.EnumeratePhysicalDevices(Handle, &count, null);
        // What loaders answer where drivers are installed and no GPU is there.
        if (result == Result.ErrorInitializationFailed)
            return [];
        result.Check("vkEnumeratePhysicalDevices");
        var devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
            Api.EnumeratePhysicalDevices(Handle, &count, first).Check("vkEnumeratePhysicalDevices");
        return devices;
    }

    /// <summary>Names an object of a device for debuggers, captures and validation messages.</summary>
    public void SetName(Device device, ObjectType type, ulong handle, string name)
    {
        if (DebugUtils is null)
            return;
        nint text = SilkMarshal.StringToPtr(name);
        var info = new DebugUtilsObjectNameInfoEXT
        {
            SType = StructureType.DebugUtilsObjectNameInfoExt,
            ObjectType = type,
            ObjectHandle = handle,
            PObjectName = (byte*)text,
        };
        Result result = DebugUtils.SetDebugUtilsObjectName(device, &info);
        SilkMarshal.Free(text);
        result.Check("vkSetDebugUtilsObjectNameEXT");
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_messenger.Handle != 0)
            DebugUtils!.DestroyDebugUtilsMessenger(Handle, _messenger, null);
        if (_owned && Handle.Handle != 0)
            Api.DestroyInstance(Handle, null);
        if (_callback is not null)
            _callbackPointer.Dispose();
    }

    private static Vk LoadLoader()
    {
        try
        {
            return Vk.GetApi();
        }
        catch (Exception error) when (error is FileNotFoundException or DllNotFoundException)
        {
            throw new NoVulkanDeviceException("There is no Vulkan loader on this machine. Install it with the graphics driver "
                + $"(Debian, Ubuntu: apt install libvulkan1 mesa-vulkan-drivers; Windows: the GPU maker's driver; macOS: MoltenVK). {error.Message}", error);
        }
    }

    private void CreateHandle(string[] surfaceExtensions)
    {
        uint version = 0;
        Api.EnumerateInstanceVersion(ref version).Check("vkEnumerateInstanceVersion");
        if (version < Vk.Version11)
            throw new NoVulkanDeviceException("The Vulkan loader is version 1.0, but 1.1 is needed. Update the graphics driver or the loader.");

        HashSet<string> available = ExtensionNames(null);
        var layers = new List<string>();
        var extensions = new List<string>(surfaceExtensions);
        if (available.Contains(ExtDebugUtils.ExtensionName))
            extensions.Add(ExtDebugUtils.ExtensionName);
        if (available.Contains(PortabilityEnumeration))
            extensions.Add(PortabilityEnumeration);
        if (_log is not null)
        {
            RequireValidationLayer();
            layers.Add(ValidationLayer);
            if (!extensions.Contains(ExtDebugUtils.ExtensionName))
                extensions.Add(ExtDebugUtils.ExtensionName);
            if (ExtensionNames(ValidationLayer).Contains(ValidationFeatures))
                extensions.Add(ValidationFeatures);
        }
        CreateHandle(layers, extensions);
        if (extensions.Contains(ExtDebugUtils.ExtensionName) && Api.TryGetInstanceExtension(Handle, out ExtDebugUtils debug))
            DebugUtils = debug;
    }

    private void CreateHandle(List<string> layers, List<string> extensions)
    {
        using var layerNames = new Utf8Names(layers);
        using var extensionNames = new Utf8Names(extensions);
        ValidationFeatureEnableEXT synchronization = ValidationFeatureEnableEXT.SynchronizationValidationExt;
        var features = new ValidationFeaturesEXT
        {
            SType = StructureType.ValidationFeaturesExt,
            EnabledValidationFeatureCount = 1,
            PEnabledValidationFeatures = &synchronization,
        };
        var application = new ApplicationInfo { SType = StructureType.ApplicationInfo, ApiVersion = Vk.Version13 };
        var info = new InstanceCreateInfo
        {
            SType = StructureType.InstanceCreateInfo,
            PNext = extensions.Contains(ValidationFeatures) ? &features : null,
            // Layered drivers such as MoltenVK are listed only on request.
            Flags = extensions.Contains(PortabilityEnumeration) ? InstanceCreateFlags.EnumeratePortabilityBitKhr : InstanceCreateFlags.None,
            PApplicationInfo = &application,
            EnabledLayerCount = layerNames.Count,
            PpEnabledLayerNames = layerNames.Pointer,
            EnabledExtensionCount = extensionNames.Count,
            PpEnabledExtensionNames = extensionNames.Pointer,
        };
        FaultInjection.Before("vkCreateInstance");
        Result result = Api.CreateInstance(&info, null, out Instance handle);
        if (result == Result.ErrorIncompatibleDriver)
        {
            throw new NoVulkanDeviceException("The Vulkan loader found no driver. Install one (Debian, Ubuntu: apt install mesa-vulkan-drivers, "
                + "which also runs without a GPU; else the GPU maker's driver), or point VK_ICD_FILENAMES at its manifest.");
        }
        result.Check("vkCreateInstance");
        Handle = handle;
    }

    private void RequireValidationLayer()
    {
        uint count = 0;
        Api.EnumerateInstanceLayerProperties(&count, null).Check("vkEnumerateInstanceLayerProperties");
        var layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
        {
            Api.EnumerateInstanceLayerProperties(&count, first).Check("vkEnumerateInstanceLayerProperties");
            for (int i = 0; i < layers.Length; i++)
            {
                if (SilkMarshal.PtrToString((nint)first[i].LayerName) == ValidationLayer)
                    return;
            }
        }
        throw new ValidationLayerMissingException($"Validation was asked for, but the layer {ValidationLayer} is not installed "
            + "(Debian, Ubuntu: apt install vulkan-validationlayers; elsewhere: the Vulkan SDK). Install it, or turn validation off.");
    }

    private HashSet<string> ExtensionNames(string? layer)
    {
        nint layerName = SilkMarshal.StringToPtr(layer!);
        try
        {
            uint count = 0;
            Api.EnumerateInstanceExtensionProperties((byte*)layerName, &count, null).Check("vkEnumerateInstanceExtensionProperties");
            var properties = new ExtensionProperties[count];
            fixed (ExtensionProperties* first = properties)
            {
                Api.EnumerateInstanceExtensionProperties((byte*)layerName, &count, first).Check("vkEnumerateInstanceExtensionProperties");
                var names = new HashSet<string>();
                for (int i = 0; i < count; i++)
                    names.Add(SilkMarshal.PtrToString((nint)first[i].ExtensionName)!);
                return names;
            }
        }
        finally
        {
            if (layerName != 0)
                SilkMarshal.Free(layerName);
        }
    }

    private void CreateMessenger()
    {
        // The native side keeps only an address; the field keeps the delegate alive.
        _callback = Report;
        _callbackPointer = new PfnDebugUtilsMessengerCallbackEXT(_callback);
        var info = new DebugUtilsMessengerCreateInfoEXT
        {
            SType = StructureType.DebugUtilsMessengerCreateInfoExt,
            MessageSeverity = DebugUtilsMessageSeverityFlagsEXT.WarningBitExt | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
            MessageType = DebugUtilsMessageTypeFlagsEXT.ValidationBitExt,
            PfnUserCallback = _callbackPointer,
        };
        FaultInjection.Before("vkCreateDebugUtilsMessengerEXT");
        DebugUtils!.CreateDebugUtilsMessenger(Handle, &info, null, out _messenger).Check("vkCreateDebugUtilsMessengerEXT");
    }

    private uint Report(
        DebugUtilsMessageSeverityFlagsEXT severity, DebugUtilsMessageTypeFlagsEXT types, DebugUtilsMessengerCallbackDataEXT* data, void* user)
    {
        _log!.Add(SilkMarshal.PtrToString((nint)data->PMessage) ?? "");
        return 0;
    }
}
