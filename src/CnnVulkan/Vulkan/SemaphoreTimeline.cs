using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Vulkan;

/// <summary>The semaphore reaches a submission's number when the GPU has finished it.</summary>
internal sealed unsafe class SemaphoreTimeline : GpuTimeline
{
    private readonly object _lock = new();
    private Semaphore _handle;
    private int _waiters;

    public SemaphoreTimeline(VulkanDevice device, DeviceQueue queue, ulong? patience)
        : base(device, queue, patience)
    {
        var type = new SemaphoreTypeCreateInfo { SType = StructureType.SemaphoreTypeCreateInfo, SemaphoreType = SemaphoreType.Timeline };
        var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo, PNext = &type };
        FaultInjection.Before("vkCreateSemaphore");
        device.Api.CreateSemaphore(device.Handle, &info, null, out _handle).Check("vkCreateSemaphore");
        device.Objects.Add();
    }

    public override bool IsDone(ulong value)
    {
        // Where this is disposed, all was waited for.
        lock (_lock)
            return value == 0 || _handle.Handle == 0 || Device.SemaphoreValue(_handle) >= value;
    }

    public override bool Wait(ulong value, ulong nanoseconds)
    {
        lock (_lock)
        {
            if (value == 0 || _handle.Handle == 0)
                return true;
            _waiters++;
        }
        try
        {
            return InTime(Device.WaitSemaphore(_handle, value, nanoseconds), "vkWaitSemaphores");
        }
        finally
        {
            lock (_lock)
            {
                _waiters--;
                Monitor.PulseAll(_lock);
            }
        }
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            while (_waiters > 0)
                Monitor.Wait(_lock);
            if (_handle.Handle == 0)
                return;
            Device.Api.DestroySemaphore(Device.Handle, _handle, null);
            Device.Objects.Remove();
            _handle = default;
        }
    }

    protected override Exception? Submit(ulong value, ReadOnlySpan<CommandBuffer> buffers, ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals)
        => Submit(buffers, waits, signals, new QueueSemaphore(_handle.Handle, value), default);
}
