using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Vulkan;

/// <summary>Numbers a worker's submissions: the semaphore reaches a submission's number when the GPU has finished it. Thread-safe.</summary>
internal sealed unsafe class GpuTimeline : IDisposable
{
    /// <summary>A GPU that gives no answer for this long has hung: drivers reset one after two to ten seconds.</summary>
    private const ulong WaitNanoseconds = 120_000_000_000;

    /// <summary>A CPU driver never hangs, and a large network may truly take it minutes.</summary>
    private const ulong CpuWaitNanoseconds = 10 * WaitNanoseconds;

    private readonly VulkanDevice _device;
    private readonly ulong _patience;
    private readonly object _lock = new();
    private Semaphore _handle;
    private ulong _last;

    /// <param name="device">The device.</param>
    /// <param name="patience">Nanoseconds after which a wait gives up; null for the default.</param>
    public GpuTimeline(VulkanDevice device, ulong? patience = null)
    {
        _device = device;
        _patience = patience ?? (device.Facts.Info.Traits.IsCpu ? CpuWaitNanoseconds : WaitNanoseconds);
        var type = new SemaphoreTypeCreateInfo { SType = StructureType.SemaphoreTypeCreateInfo, SemaphoreType = SemaphoreType.Timeline };
        var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo, PNext = &type };
        FaultInjection.Before("vkCreateSemaphore");
        device.Api.CreateSemaphore(device.Handle, &info, null, out _handle).Check("vkCreateSemaphore");
        device.Objects.Add();
    }

    /// <summary>The number of the last submission.</summary>
    public ulong Last
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>Submits command buffers, in order, and returns the submission's number.</summary>
    public ulong Submit(ReadOnlySpan<CommandBuffer> buffers)
    {
        lock (_lock)
        {
            ulong value = _last + 1;
            Semaphore semaphore = _handle;
            fixed (CommandBuffer* first = buffers)
            {
                var timeline = new TimelineSemaphoreSubmitInfo
                {
                    SType = StructureType.TimelineSemaphoreSubmitInfo,
                    SignalSemaphoreValueCount = 1,
                    PSignalSemaphoreValues = &value,
                };
                var info = new SubmitInfo
                {
                    SType = StructureType.SubmitInfo,
                    PNext = &timeline,
                    CommandBufferCount = (uint)buffers.Length,
                    PCommandBuffers = first,
                    SignalSemaphoreCount = 1,
                    PSignalSemaphores = &semaphore,
                };
                _device.Submit(&info);
            }
            return _last = value;
        }
    }

    /// <summary>Whether a submission has finished. Never waits.</summary>
    public bool IsDone(ulong value) => value == 0 || _device.SemaphoreValue(_handle) >= value;

    /// <summary>Waits until a submission has finished; returns at once where this is disposed, which waited for all.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost, or has not answered for two minutes (a CPU driver: twenty).</exception>
    public void Wait(ulong value)
    {
        if (value == 0 || _handle.Handle == 0)
            return;
        Result result = _device.WaitSemaphore(_handle, value, _patience);
        if (result == Result.Timeout)
            throw new DeviceLostException($"vkWaitSemaphores (no answer for {_patience / 1e9:0.##} s)");
        result.Check("vkWaitSemaphores");
    }

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroySemaphore(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }
}
