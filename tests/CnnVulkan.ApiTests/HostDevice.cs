using static CnnVulkan.ApiTests.RawVulkan;

namespace CnnVulkan.ApiTests;

/// <summary>A game's Vulkan device in small: instance, device, queue, one command buffer.</summary>
internal sealed unsafe class HostDevice : IDisposable
{
    private const uint ComputeQueue = 2;
    private readonly ulong _pool;

    /// <param name="index">Which physical device, in Vulkan's order.</param>
    /// <param name="storage16Bit">Whether to enable 16-bit storage buffers.</param>
    /// <param name="apiVersion">What the host tells Vulkan it is written for.</param>
    /// <param name="extension">A device extension to enable, or null.</param>
    public HostDevice(int index, bool storage16Bit, uint apiVersion = (1 << 22) | (2 << 12), string? extension = null)
    {
        var application = new ApplicationInfo { Type = Structure.ApplicationInfo, ApiVersion = apiVersion };
        var instanceInfo = new InstanceCreateInfo { Type = Structure.InstanceCreateInfo, Application = &application };
        nint instance;
        Check(vkCreateInstance(&instanceInfo, null, &instance));
        Instance = instance;
        uint count = 16;
        nint* devices = stackalloc nint[(int)count];
        Check(vkEnumeratePhysicalDevices(instance, &count, devices));
        PhysicalDevice = devices[index];
        QueueFamilyIndex = FindFamily();
        Device = CreateDevice(storage16Bit, extension);
        nint queue;
        vkGetDeviceQueue(Device, (uint)QueueFamilyIndex, 0, &queue);
        Queue = queue;
        var poolInfo = new CommandPoolCreateInfo { Type = Structure.CommandPoolCreateInfo, Flags = 2, Family = (uint)QueueFamilyIndex };
        ulong pool;
        Check(vkCreateCommandPool(Device, &poolInfo, null, &pool));
        _pool = pool;
        var allocateInfo = new CommandBufferAllocateInfo { Type = Structure.CommandBufferAllocateInfo, Pool = pool, Count = 1 };
        nint commands;
        Check(vkAllocateCommandBuffers(Device, &allocateInfo, &commands));
        CommandBuffer = commands;
    }

    public nint Instance { get; }

    public nint PhysicalDevice { get; }

    public nint Device { get; }

    public nint Queue { get; }

    public int QueueFamilyIndex { get; }

    public nint CommandBuffer { get; }

    public BorrowedHandles Handles => new()
    {
        Instance = Instance,
        PhysicalDevice = PhysicalDevice,
        Device = Device,
        Queue = Queue,
        QueueFamilyIndex = QueueFamilyIndex,
    };

    public void Begin()
    {
        var info = new CommandBufferBeginInfo { Type = Structure.CommandBufferBeginInfo };
        Check(vkBeginCommandBuffer(CommandBuffer, &info));
    }

    public void EndAndSubmit()
    {
        Check(vkEndCommandBuffer(CommandBuffer));
        nint commands = CommandBuffer;
        var info = new SubmitInfo { Type = Structure.SubmitInfo, BufferCount = 1, Buffers = &commands };
        Check(vkQueueSubmit(Queue, 1, &info, 0));
        Check(vkQueueWaitIdle(Queue));
    }

    public void Dispose()
    {
        vkDestroyCommandPool(Device, _pool, null);
        vkDestroyDevice(Device, null);
        vkDestroyInstance(Instance, null);
    }

    private int FindFamily()
    {
        uint count = 16;
        QueueFamily* families = stackalloc QueueFamily[(int)count];
        vkGetPhysicalDeviceQueueFamilyProperties(PhysicalDevice, &count, families);
        for (int i = 0; i < count; i++)
        {
            if ((families[i].Flags & ComputeQueue) != 0)
                return i;
        }
        throw new InvalidOperationException("The device has no queue that computes.");
    }

    private nint CreateDevice(bool storage16Bit, string? extension)
    {
        float priority = 1;
        var queue = new DeviceQueueCreateInfo
        {
            Type = Structure.DeviceQueueCreateInfo,
            Family = (uint)QueueFamilyIndex,
            Count = 1,
            Priorities = &priority,
        };
        var storage = new Storage16BitFeatures { Type = Structure.Storage16BitFeatures, StorageBuffer = storage16Bit ? 1u : 0 };
        var timeline = new TimelineSemaphoreFeatures { Type = Structure.TimelineSemaphoreFeatures, Next = &storage, TimelineSemaphore = 1 };
        byte[] name = System.Text.Encoding.ASCII.GetBytes((extension ?? "") + '\0');
        fixed (byte* first = name)
        {
            byte* names = first;
            var info = new DeviceCreateInfo
            {
                Type = Structure.DeviceCreateInfo,
                Next = &timeline,
                QueueCount = 1,
                Queues = &queue,
                ExtensionCount = extension is null ? 0u : 1,
                Extensions = &names,
            };
            nint device;
            Check(vkCreateDevice(PhysicalDevice, &info, null, &device));
            return device;
        }
    }
}
