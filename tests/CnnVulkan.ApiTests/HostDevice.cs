using System.Runtime.InteropServices;
using System.Text;
using static CnnVulkan.ApiTests.RawVulkan;

namespace CnnVulkan.ApiTests;

/// <summary>
/// A game's Vulkan device in small: instance, device, queues, command buffers, made by plain Vulkan calls. Enables what it is told and nothing else. Under
/// the validation layers, synchronisation included, where they are installed.
/// </summary>
internal sealed unsafe class HostDevice : IDisposable
{
    private const uint ComputeQueue = 2;
    private const string Layer = "VK_LAYER_KHRONOS_validation", DebugUtils = "VK_EXT_debug_utils", ValidationFeatures = "VK_EXT_validation_features";

    private readonly List<string> _messages = [];
    // A queue takes one thread at a time, and networks are loaded on others.
    private readonly object _queueLock = new();
    private readonly List<ulong> _semaphores = [];
    private readonly MessengerCallback _callback;
    private readonly ulong _messenger;
    private readonly ulong _pool;

    /// <param name="index">Which physical device, in Vulkan's order.</param>
    /// <param name="features">The features to enable.</param>
    /// <param name="apiVersion">What the host tells Vulkan it is written for.</param>
    /// <param name="queues">How many queues of the family to have; fewer where it has fewer.</param>
    /// <param name="extensions">Device extensions to enable.</param>
    public HostDevice(int index, VulkanFeatures features = VulkanFeatures.None, Version? apiVersion = null, int queues = 1, params string[] extensions)
    {
        (Features, ApiVersion, Extensions) = (features, apiVersion ?? new Version(1, 2), extensions);
        _callback = OnMessage;
        bool validated = HasLayer();
        Instance = CreateInstance(validated);
        if (validated)
            _messenger = CreateMessenger();
        uint count = 16;
        nint* devices = stackalloc nint[(int)count];
        Check(vkEnumeratePhysicalDevices(Instance, &count, devices));
        PhysicalDevice = devices[index];
        (QueueFamilyIndex, QueueCount) = FindFamily(queues);
        Device = CreateDevice();
        Queue = QueueAt(0);
        var poolInfo = new CommandPoolCreateInfo { Type = Structure.CommandPoolCreateInfo, Flags = 2, Family = (uint)QueueFamilyIndex };
        ulong pool;
        Check(vkCreateCommandPool(Device, &poolInfo, null, &pool));
        _pool = pool;
        CommandBuffer = AllocateCommands();
    }

    public VulkanFeatures Features { get; }

    public Version ApiVersion { get; }

    public string[] Extensions { get; }

    public nint Instance { get; }

    public nint PhysicalDevice { get; }

    public nint Device { get; }

    public nint Queue { get; }

    public int QueueFamilyIndex { get; }

    public int QueueCount { get; }

    public nint CommandBuffer { get; }

    /// <summary>What the validation layers have said.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>The handles as an honest host gives them.</summary>
    public BorrowedHandles Handles => new()
    {
        Instance = Instance,
        ApiVersion = ApiVersion,
        PhysicalDevice = PhysicalDevice,
        Device = Device,
        Queues = [.. Enumerable.Range(0, QueueCount).Select(i => new BorrowedQueue { FamilyIndex = QueueFamilyIndex, Index = i, Submission = Locked })],
        EnabledFeatures = Features,
        EnabledExtensions = Extensions,
    };

    private void Locked(Action submit)
    {
        lock (_queueLock)
            submit();
    }

    public nint AllocateCommands()
    {
        var info = new CommandBufferAllocateInfo { Type = Structure.CommandBufferAllocateInfo, Pool = _pool, Count = 1 };
        nint commands;
        Check(vkAllocateCommandBuffers(Device, &info, &commands));
        return commands;
    }

    public ulong CreateSemaphore()
    {
        var info = new SemaphoreCreateInfo { Type = Structure.SemaphoreCreateInfo };
        ulong semaphore;
        Check(vkCreateSemaphore(Device, &info, null, &semaphore));
        _semaphores.Add(semaphore);
        return semaphore;
    }

    public void Begin(nint commands = 0)
    {
        var info = new CommandBufferBeginInfo { Type = Structure.CommandBufferBeginInfo };
        Check(vkBeginCommandBuffer(commands == 0 ? CommandBuffer : commands, &info));
    }

    public void EndAndSubmit(nint commands = 0)
    {
        EndAndQueue(commands);
        lock (_queueLock)
            Check(vkQueueWaitIdle(Queue));
    }

    /// <summary>Submits without waiting.</summary>
    public void EndAndQueue(nint commands = 0)
    {
        commands = commands == 0 ? CommandBuffer : commands;
        Check(vkEndCommandBuffer(commands));
        var info = new SubmitInfo { Type = Structure.SubmitInfo, BufferCount = 1, Buffers = &commands };
        lock (_queueLock)
            Check(vkQueueSubmit(Queue, 1, &info, 0));
    }

    /// <summary>Submits nothing but a semaphore to wait for, to signal, or both.</summary>
    public void Semaphores(nint queue, ulong wait, ulong signal)
    {
        uint stage = 0x10000;
        var info = new SubmitInfo
        {
            Type = Structure.SubmitInfo,
            WaitCount = wait == 0 ? 0u : 1,
            Waits = &wait,
            WaitStages = &stage,
            SignalCount = signal == 0 ? 0u : 1,
            Signals = &signal,
        };
        lock (_queueLock)
            Check(vkQueueSubmit(queue, 1, &info, 0));
    }

    public void WaitIdle()
    {
        lock (_queueLock)
            Check(vkDeviceWaitIdle(Device));
    }

    public nint QueueAt(int index)
    {
        nint queue;
        vkGetDeviceQueue(Device, (uint)QueueFamilyIndex, (uint)index, &queue);
        return queue;
    }

    public void Dispose()
    {
        vkDestroyCommandPool(Device, _pool, null);
        foreach (ulong semaphore in _semaphores)
            vkDestroySemaphore(Device, semaphore, null);
        vkDestroyDevice(Device, null);
        if (_messenger != 0)
            ((delegate* unmanaged<nint, ulong, void*, void>)Function("vkDestroyDebugUtilsMessengerEXT"))(Instance, _messenger, null);
        vkDestroyInstance(Instance, null);
        // What a host did not enable and the library used nevertheless, or used wrongly.
        Assert.True(_messages.Count == 0, string.Join('\n', _messages));
    }

    private static byte[] Name(string text) => Encoding.ASCII.GetBytes(text + '\0');

    private static bool HasLayer()
    {
        uint count = 0;
        Check(vkEnumerateInstanceLayerProperties(&count, null));
        var layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
        {
            Check(vkEnumerateInstanceLayerProperties(&count, first));
            for (int i = 0; i < count; i++)
            {
                if (Marshal.PtrToStringAnsi((nint)first[i].Name) == Layer)
                    return true;
            }
        }
        return false;
    }

    private nint CreateInstance(bool validated)
    {
        var application = new ApplicationInfo { Type = Structure.ApplicationInfo, ApiVersion = (uint)(ApiVersion.Major << 22 | ApiVersion.Minor << 12) };
        int synchronization = 4;
        var features = new ValidationFeaturesInfo { Type = Structure.ValidationFeatures, EnabledCount = 1, Enabled = &synchronization };
        fixed (byte* layer = Name(Layer), debug = Name(DebugUtils), validation = Name(ValidationFeatures))
        {
            byte** layers = stackalloc byte*[] { layer };
            byte** extensions = stackalloc byte*[] { debug, validation };
            var info = new InstanceCreateInfo
            {
                Type = Structure.InstanceCreateInfo,
                Next = validated ? &features : null,
                Application = &application,
                LayerCount = validated ? 1u : 0,
                Layers = layers,
                ExtensionCount = validated ? 2u : 0,
                Extensions = extensions,
            };
            nint instance;
            Check(vkCreateInstance(&info, null, &instance));
            return instance;
        }
    }

    private nint Function(string name)
    {
        fixed (byte* first = Name(name))
            return vkGetInstanceProcAddr(Instance, first);
    }

    private ulong CreateMessenger()
    {
        // Warnings and errors of the validation.
        var info = new MessengerCreateInfo
        {
            Type = Structure.MessengerCreateInfo,
            Severity = 0x1100,
            Types = 2,
            Callback = Marshal.GetFunctionPointerForDelegate(_callback),
        };
        ulong messenger;
        Check(((delegate* unmanaged<nint, MessengerCreateInfo*, void*, ulong*, int>)Function("vkCreateDebugUtilsMessengerEXT"))(Instance, &info, null, &messenger));
        return messenger;
    }

    private uint OnMessage(uint severity, uint types, MessengerData* data, void* user)
    {
        lock (_messages)
            _messages.Add(Marshal.PtrToStringAnsi((nint)data->Message) ?? "");
        return 0;
    }

    private (int Family, int Queues) FindFamily(int wanted)
    {
        uint count = 16;
        QueueFamily* families = stackalloc QueueFamily[(int)count];
        vkGetPhysicalDeviceQueueFamilyProperties(PhysicalDevice, &count, families);
        for (int i = 0; i < count; i++)
        {
            if ((families[i].Flags & ComputeQueue) != 0)
                return (i, Math.Min(wanted, (int)families[i].Count));
        }
        throw new InvalidOperationException("The device has no queue that computes.");
    }

    private nint CreateDevice()
    {
        float* priorities = stackalloc float[QueueCount];
        var queue = new DeviceQueueCreateInfo
        {
            Type = Structure.DeviceQueueCreateInfo,
            Family = (uint)QueueFamilyIndex,
            Count = (uint)QueueCount,
            Priorities = priorities,
        };
        var storage = new Storage16BitFeatures { Type = Structure.Storage16BitFeatures, StorageBuffer = (Features & VulkanFeatures.StorageBuffer16BitAccess) != 0 ? 1u : 0 };
        var timeline = new TimelineSemaphoreFeatures { Type = Structure.TimelineSemaphoreFeatures, Next = &storage, TimelineSemaphore = 1 };
        byte[][] names = [.. Extensions.Select(Name)];
        GCHandle[] pins = [.. names.Select(n => GCHandle.Alloc(n, GCHandleType.Pinned))];
        byte** extensions = stackalloc byte*[Math.Max(pins.Length, 1)];
        for (int i = 0; i < pins.Length; i++)
            extensions[i] = (byte*)pins[i].AddrOfPinnedObject();
        var info = new DeviceCreateInfo
        {
            Type = Structure.DeviceCreateInfo,
            Next = (Features & VulkanFeatures.TimelineSemaphore) != 0 ? &timeline : (void*)&storage,
            QueueCount = 1,
            Queues = &queue,
            ExtensionCount = (uint)pins.Length,
            Extensions = extensions,
        };
        nint device;
        int result = vkCreateDevice(PhysicalDevice, &info, null, &device);
        foreach (GCHandle pin in pins)
            pin.Free();
        Check(result);
        return device;
    }
}
