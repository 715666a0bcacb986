using Silk.NET.Core.Native;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;

namespace CnnVulkan.Demo.Graphics;

/// <summary>The Vulkan instance of the demo, with the validation layers where asked for.</summary>
internal sealed unsafe class GraphicsInstance : IDisposable
{
    private const string ValidationLayer = "VK_LAYER_KHRONOS_validation";
    private const string ValidationFeatures = "VK_EXT_validation_features";
    private const string PortabilityEnumeration = "VK_KHR_portability_enumeration";
    // A broken frame loop would fill the memory; the first messages are the ones that matter.
    private const int MostMessages = 1000;

    private readonly List<string> _messages = [];
    private DebugUtilsMessengerCallbackFunctionEXT? _callback;
    private PfnDebugUtilsMessengerCallbackEXT _callbackPointer;
    private DebugUtilsMessengerEXT _messenger;

    private GraphicsInstance(Vk vk) => Vk = vk;

    public Vk Vk { get; }

    public Instance Handle { get; private set; }

    /// <summary>The functions that name objects, where the instance has them.</summary>
    public ExtDebugUtils? DebugUtils { get; private set; }

    /// <summary>What the validation layers said so far.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
                return _messages.ToArray();
        }
    }

    /// <exception cref="NoVulkanDeviceException">There is no loader, or it is too old.</exception>
    /// <exception cref="ValidationLayerMissingException">Validation is asked for and not installed.</exception>
    public static GraphicsInstance Create(GraphicsDeviceOptions options)
    {
        Vk vk;
        try
        {
            vk = Vk.GetApi();
        }
        catch (Exception error) when (error is FileNotFoundException or DllNotFoundException)
        {
            throw new NoVulkanDeviceException("There is no Vulkan loader on this machine. Install it with the graphics driver "
                + "(Debian, Ubuntu: apt install libvulkan1 mesa-vulkan-drivers).", error);
        }
        var instance = new GraphicsInstance(vk);
        try
        {
            instance.CreateHandle(options);
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    public PhysicalDevice[] PhysicalDevices()
    {
        uint count = 0;
        Result result = Vk.EnumeratePhysicalDevices(Handle, &count, null);
        // What loaders answer where drivers are installed and no GPU is there.
        if (result == Result.ErrorInitializationFailed)
            return [];
        result.Check("vkEnumeratePhysicalDevices");
        var devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
            Vk.EnumeratePhysicalDevices(Handle, &count, first).Check("vkEnumeratePhysicalDevices");
        return devices;
    }

    public void Dispose()
    {
        if (Handle.Handle == 0)
            return;
        if (_messenger.Handle != 0)
            DebugUtils!.DestroyDebugUtilsMessenger(Handle, _messenger, null);
        Vk.DestroyInstance(Handle, null);
        Handle = default;
        if (_callback is not null)
            _callbackPointer.Dispose();
    }

    private void CreateHandle(GraphicsDeviceOptions options)
    {
        uint version = 0;
        Vk.EnumerateInstanceVersion(ref version).Check("vkEnumerateInstanceVersion");
        if (version < Vk.Version12)
            throw new NoVulkanDeviceException("The demo needs Vulkan 1.2, and the loader is older. Update the graphics driver or the loader.");
        if (options.Validation && !HasValidationLayer())
        {
            throw new ValidationLayerMissingException($"Validation was asked for, but the layer {ValidationLayer} is not installed "
                + "(Debian, Ubuntu: apt install vulkan-validationlayers). Install it, or leave out --validation.");
        }
        var layers = new List<string>();
        var extensions = new List<string>(options.SurfaceExtensions);
        bool portability = Vk.IsInstanceExtensionPresent(PortabilityEnumeration);
        bool debug = Vk.IsInstanceExtensionPresent(ExtDebugUtils.ExtensionName);
        if (portability)
            extensions.Add(PortabilityEnumeration);
        if (debug || options.Validation)
            extensions.Add(ExtDebugUtils.ExtensionName);
        bool synchronization = false;
        if (options.Validation)
        {
            layers.Add(ValidationLayer);
            synchronization = Vk.IsInstanceExtensionPresent(ValidationFeatures, ValidationLayer);
            if (synchronization)
                extensions.Add(ValidationFeatures);
        }
        CreateHandle(layers, extensions, portability, synchronization);
        if ((debug || options.Validation) && Vk.TryGetInstanceExtension(Handle, out ExtDebugUtils utils))
            DebugUtils = utils;
        if (options.Validation)
            CreateMessenger();
    }

    private void CreateHandle(List<string> layers, List<string> extensions, bool portability, bool synchronization)
    {
        using var layerNames = new NativeNames(layers);
        using var extensionNames = new NativeNames(extensions);
        ValidationFeatureEnableEXT check = ValidationFeatureEnableEXT.SynchronizationValidationExt;
        var features = new ValidationFeaturesEXT
        {
            SType = StructureType.ValidationFeaturesExt,
            EnabledValidationFeatureCount = 1,
            PEnabledValidationFeatures = &check,
        };
        var application = new ApplicationInfo { SType = StructureType.ApplicationInfo, ApiVersion = Vk.Version12 };
        var info = new InstanceCreateInfo
        {
            SType = StructureType.InstanceCreateInfo,
            PNext = synchronization ? &features : null,
            Flags = portability ? InstanceCreateFlags.EnumeratePortabilityBitKhr : 0,
            PApplicationInfo = &application,
            EnabledLayerCount = layerNames.Count,
            PpEnabledLayerNames = layerNames.Pointer,
            EnabledExtensionCount = extensionNames.Count,
            PpEnabledExtensionNames = extensionNames.Pointer,
        };
        Result result = Vk.CreateInstance(&info, null, out Instance handle);
        if (result == Result.ErrorIncompatibleDriver)
            throw new NoVulkanDeviceException("No Vulkan driver is installed (Debian, Ubuntu: apt install mesa-vulkan-drivers; elsewhere: the GPU maker's driver).");
        result.Check("vkCreateInstance");
        Handle = handle;
    }

    private bool HasValidationLayer()
    {
        uint count = 0;
        Vk.EnumerateInstanceLayerProperties(&count, null).Check("vkEnumerateInstanceLayerProperties");
        var layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
        {
            Vk.EnumerateInstanceLayerProperties(&count, first).Check("vkEnumerateInstanceLayerProperties");
            for (int i = 0; i < count; i++)
            {
                if (SilkMarshal.PtrToString((nint)first[i].LayerName) == ValidationLayer)
                    return true;
            }
        }
        return false;
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
        DebugUtils!.CreateDebugUtilsMessenger(Handle, &info, null, out _messenger).Check("vkCreateDebugUtilsMessengerEXT");
    }

    private uint Report(
        DebugUtilsMessageSeverityFlagsEXT severity, DebugUtilsMessageTypeFlagsEXT types, DebugUtilsMessengerCallbackDataEXT* data, void* user)
    {
        lock (_messages)
        {
            if (_messages.Count < MostMessages)
                _messages.Add(SilkMarshal.PtrToString((nint)data->PMessage) ?? "");
        }
        return 0;
    }
}
