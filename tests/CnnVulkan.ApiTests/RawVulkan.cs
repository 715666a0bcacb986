using System.Runtime.InteropServices;

namespace CnnVulkan.ApiTests;

/// <summary>The few Vulkan functions a host of these tests calls, declared by hand: what a host binds Vulkan with is its own affair.</summary>
internal static unsafe class RawVulkan
{
    private const string Loader = "libvulkan.so.1";

    /// <summary>VkStructureType.</summary>
    public enum Structure
    {
        ApplicationInfo = 0,
        InstanceCreateInfo = 1,
        DeviceQueueCreateInfo = 2,
        DeviceCreateInfo = 3,
        SubmitInfo = 4,
        SemaphoreCreateInfo = 9,
        CommandPoolCreateInfo = 39,
        CommandBufferAllocateInfo = 40,
        CommandBufferBeginInfo = 42,
        Storage16BitFeatures = 1000083000,
        MessengerCreateInfo = 1000128004,
        TimelineSemaphoreFeatures = 1000207000,
        ValidationFeatures = 1000247000,
    }

    [DllImport(Loader)]
    public static extern int vkCreateInstance(InstanceCreateInfo* info, void* allocator, nint* instance);

    [DllImport(Loader)]
    public static extern nint vkGetInstanceProcAddr(nint instance, byte* name);

    [DllImport(Loader)]
    public static extern int vkEnumerateInstanceLayerProperties(uint* count, LayerProperties* layers);

    [DllImport(Loader)]
    public static extern int vkCreateSemaphore(nint device, SemaphoreCreateInfo* info, void* allocator, ulong* semaphore);

    [DllImport(Loader)]
    public static extern void vkDestroySemaphore(nint device, ulong semaphore, void* allocator);

    [DllImport(Loader)]
    public static extern int vkDeviceWaitIdle(nint device);

    [DllImport(Loader)]
    public static extern void vkDestroyInstance(nint instance, void* allocator);

    [DllImport(Loader)]
    public static extern int vkEnumeratePhysicalDevices(nint instance, uint* count, nint* devices);

    [DllImport(Loader)]
    public static extern void vkGetPhysicalDeviceQueueFamilyProperties(nint device, uint* count, QueueFamily* families);

    [DllImport(Loader)]
    public static extern int vkCreateDevice(nint physicalDevice, DeviceCreateInfo* info, void* allocator, nint* device);

    [DllImport(Loader)]
    public static extern void vkDestroyDevice(nint device, void* allocator);

    [DllImport(Loader)]
    public static extern void vkGetDeviceQueue(nint device, uint family, uint index, nint* queue);

    [DllImport(Loader)]
    public static extern int vkCreateCommandPool(nint device, CommandPoolCreateInfo* info, void* allocator, ulong* pool);

    [DllImport(Loader)]
    public static extern void vkDestroyCommandPool(nint device, ulong pool, void* allocator);

    [DllImport(Loader)]
    public static extern int vkAllocateCommandBuffers(nint device, CommandBufferAllocateInfo* info, nint* buffers);

    [DllImport(Loader)]
    public static extern int vkBeginCommandBuffer(nint buffer, CommandBufferBeginInfo* info);

    [DllImport(Loader)]
    public static extern int vkEndCommandBuffer(nint buffer);

    [DllImport(Loader)]
    public static extern int vkQueueSubmit(nint queue, uint count, SubmitInfo* submits, ulong fence);

    [DllImport(Loader)]
    public static extern int vkQueueWaitIdle(nint queue);

    /// <summary>PFN_vkDebugUtilsMessengerCallbackEXT.</summary>
    public delegate uint MessengerCallback(uint severity, uint types, MessengerData* data, void* user);

    /// <summary>VkResult of a call that must succeed.</summary>
    public static void Check(int result) => Assert.Equal(0, result);

    public struct ApplicationInfo
    {
        public Structure Type;
        public void* Next;
        public byte* Name;
        public uint Version;
        public byte* Engine;
        public uint EngineVersion;
        public uint ApiVersion;
    }

    public struct InstanceCreateInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public ApplicationInfo* Application;
        public uint LayerCount;
        public byte** Layers;
        public uint ExtensionCount;
        public byte** Extensions;
    }

    public struct LayerProperties
    {
        public fixed byte Name[256];
        public uint SpecVersion;
        public uint Version;
        public fixed byte Description[256];
    }

    public struct ValidationFeaturesInfo
    {
        public Structure Type;
        public void* Next;
        public uint EnabledCount;
        public int* Enabled;
        public uint DisabledCount;
        public int* Disabled;
    }

    public struct MessengerCreateInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public uint Severity;
        public uint Types;
        public nint Callback;
        public void* User;
    }

    public struct MessengerData
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public byte* IdName;
        public int IdNumber;
        public byte* Message;
    }

    public struct SemaphoreCreateInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
    }

    public struct QueueFamily
    {
        public uint Flags;
        public uint Count;
        public uint TimestampValidBits;
        public fixed uint Granularity[3];
    }

    public struct DeviceQueueCreateInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public uint Family;
        public uint Count;
        public float* Priorities;
    }

    public struct DeviceCreateInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public uint QueueCount;
        public DeviceQueueCreateInfo* Queues;
        public uint LayerCount;
        public byte** Layers;
        public uint ExtensionCount;
        public byte** Extensions;
        public void* Features;
    }

    public struct TimelineSemaphoreFeatures
    {
        public Structure Type;
        public void* Next;
        public uint TimelineSemaphore;
    }

    public struct Storage16BitFeatures
    {
        public Structure Type;
        public void* Next;
        public uint StorageBuffer;
        public uint UniformAndStorageBuffer;
        public uint PushConstant;
        public uint InputOutput;
    }

    public struct CommandPoolCreateInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public uint Family;
    }

    public struct CommandBufferAllocateInfo
    {
        public Structure Type;
        public void* Next;
        public ulong Pool;
        public int Level;
        public uint Count;
    }

    public struct CommandBufferBeginInfo
    {
        public Structure Type;
        public void* Next;
        public uint Flags;
        public void* Inheritance;
    }

    public struct SubmitInfo
    {
        public Structure Type;
        public void* Next;
        public uint WaitCount;
        public ulong* Waits;
        public uint* WaitStages;
        public uint BufferCount;
        public nint* Buffers;
        public uint SignalCount;
        public ulong* Signals;
    }
}
