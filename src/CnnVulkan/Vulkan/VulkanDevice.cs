using Silk.NET.Core;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Vulkan;

/// <summary>The logical device and its queues: what every other wrapper is made with. Owned, or a host's.</summary>
internal sealed unsafe class VulkanDevice : IDisposable
{
    private readonly bool _owned;
    private readonly KhrTimelineSemaphore? _timeline;
    private bool _disposed;

    private VulkanDevice(VulkanInstance instance, PhysicalDeviceFacts facts, Device handle, IReadOnlyList<DeviceQueue> queues, bool owned)
    {
        Instance = instance;
        Facts = facts;
        Handle = handle;
        Queues = queues;
        _owned = owned;
        if (HasTimelineSemaphores && !facts.CoreVersion12 && Api.TryGetDeviceExtension(instance.Handle, handle, out KhrTimelineSemaphore timeline))
            _timeline = timeline;
    }

    public VulkanInstance Instance { get; }

    public PhysicalDeviceFacts Facts { get; }

    public Device Handle { get; }

    /// <summary>The queues, one at least.</summary>
    public IReadOnlyList<DeviceQueue> Queues { get; }

    /// <summary>The first queue.</summary>
    public DeviceQueue Queue => Queues[0];

    /// <summary>Whether timeline semaphores are enabled.</summary>
    public bool HasTimelineSemaphores => Facts.Info.TimelineSemaphores;

    public Vk Api => Instance.Api;

    /// <summary>Nanoseconds after which waits for the GPU give up; null for the default of its kind.</summary>
    public ulong? Patience { get; set; }

    /// <summary>What has been created on this device and not destroyed.</summary>
    public VulkanObjects Objects { get; } = new();

    /// <summary>Creates a device with every feature of use that it has.</summary>
    public static VulkanDevice Create(VulkanInstance instance, PhysicalDeviceFacts facts)
    {
        Device handle = CreateHandle(instance.Api, facts);
        Queue queue;
        instance.Api.GetDeviceQueue(handle, facts.QueueFamily, 0, &queue);
        return new VulkanDevice(instance, facts, handle, [new DeviceQueue(instance.Api, queue, facts.QueueFamily, facts.TimestampBits, null)], true);
    }

    /// <summary>Wraps a device that a host made and destroys.</summary>
    public static VulkanDevice Borrow(VulkanInstance instance, PhysicalDeviceFacts facts, Device handle, IReadOnlyList<BorrowedQueue> queues)
    {
        return new VulkanDevice(instance, facts, handle, [.. queues.Select(Wrap)], false);

        DeviceQueue Wrap(BorrowedQueue queue)
        {
            var given = new Queue { Handle = queue.Handle };
            if (given.Handle == 0)
                instance.Api.GetDeviceQueue(handle, (uint)queue.FamilyIndex, (uint)queue.Index, &given);
            return new DeviceQueue(instance.Api, given, (uint)queue.FamilyIndex, PhysicalDeviceReader.TimestampBits(instance.Api, facts.Handle, queue.FamilyIndex), queue.Submission);
        }
    }

    public ulong SemaphoreValue(Semaphore semaphore)
    {
        ulong value = 0;
        Result result = _timeline is null
            ? Api.GetSemaphoreCounterValue(Handle, semaphore, &value)
            : _timeline.GetSemaphoreCounterValue(Handle, semaphore, &value);
        result.Check("vkGetSemaphoreCounterValue");
        return value;
    }

    public Result WaitSemaphore(Semaphore semaphore, ulong value, ulong nanoseconds)
    {
        var info = new SemaphoreWaitInfo
        {
            SType = StructureType.SemaphoreWaitInfo,
            SemaphoreCount = 1,
            PSemaphores = &semaphore,
            PValues = &value,
        };
        return _timeline is null ? Api.WaitSemaphores(Handle, &info, nanoseconds) : _timeline.WaitSemaphores(Handle, &info, nanoseconds);
    }

    /// <summary>Names an object for debuggers, captures and validation messages.</summary>
    public void SetName(ObjectType type, ulong handle, string name) => Instance.SetName(Handle, type, handle, name);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_owned)
            Api.DestroyDevice(Handle, null);
    }

    private static Device CreateHandle(Vk api, PhysicalDeviceFacts facts)
    {
        DeviceLimits limits = facts.Info.Limits;
        var extensions = new List<string>();
        // What a chained feature structure belongs to must be enabled where it is not core.
        void Require(bool wanted, string extension)
        {
            if (wanted && !facts.CoreVersion12)
                extensions.Add(extension);
        }

        Require(facts.Info.TimelineSemaphores, PhysicalDeviceReader.TimelineExtension);
        Require(limits.ShaderFloat16 || limits.ShaderInt8, PhysicalDeviceReader.Float16Int8Extension);
        Require(facts.Storage8Bit, PhysicalDeviceReader.Storage8Extension);
        foreach (string name in (string[])[MemoryHeaps.BudgetExtension, "VK_KHR_portability_subset"])
        {
            if (facts.Extensions.Contains(name))
                extensions.Add(name);
        }

        var timeline = new PhysicalDeviceTimelineSemaphoreFeatures
        {
            SType = StructureType.PhysicalDeviceTimelineSemaphoreFeatures,
            TimelineSemaphore = true,
        };
        var storage16 = new PhysicalDevice16BitStorageFeatures
        {
            SType = StructureType.PhysicalDevice16BitStorageFeatures,
            StorageBuffer16BitAccess = limits.Storage16Bit,
        };
        void* chain = &storage16;
        if (facts.Info.TimelineSemaphores)
        {
            timeline.PNext = chain;
            chain = &timeline;
        }
        var small = new PhysicalDeviceShaderFloat16Int8Features
        {
            SType = StructureType.PhysicalDeviceShaderFloat16Int8Features,
            ShaderFloat16 = limits.ShaderFloat16,
            ShaderInt8 = limits.ShaderInt8,
        };
        if (limits.ShaderFloat16 || limits.ShaderInt8)
        {
            small.PNext = chain;
            chain = &small;
        }
        var storage8 = new PhysicalDevice8BitStorageFeatures { SType = StructureType.PhysicalDevice8BitStorageFeatures, StorageBuffer8BitAccess = true };
        if (facts.Storage8Bit)
        {
            storage8.PNext = chain;
            chain = &storage8;
        }

        using var names = new Utf8Names(extensions);
        float priority = 1;
        var queue = new DeviceQueueCreateInfo
        {
            SType = StructureType.DeviceQueueCreateInfo,
            QueueFamilyIndex = facts.QueueFamily,
            QueueCount = 1,
            PQueuePriorities = &priority,
        };
        var info = new DeviceCreateInfo
        {
            SType = StructureType.DeviceCreateInfo,
            PNext = chain,
            QueueCreateInfoCount = 1,
            PQueueCreateInfos = &queue,
            EnabledExtensionCount = names.Count,
            PpEnabledExtensionNames = names.Pointer,
        };
        FaultInjection.Before("vkCreateDevice");
        api.CreateDevice(facts.Handle, &info, null, out Device handle).Check($"vkCreateDevice ({facts.Info.Name})");
        return handle;
    }
}
