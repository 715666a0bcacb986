using System.Runtime.ExceptionServices;
using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace CnnVulkan.Vulkan;

/// <summary>
/// Numbers submissions to one queue, from 1, and tells when the GPU has finished one: by a timeline semaphore where the device has them enabled,
/// else by fences. Thread-safe.
/// </summary>
internal abstract unsafe class GpuTimeline : IDisposable
{
    /// <summary>A GPU that gives no answer for this long has hung: drivers reset one after two to ten seconds.</summary>
    private const ulong WaitNanoseconds = 120_000_000_000;

    /// <summary>A CPU driver never hangs, and a large network may truly take it minutes.</summary>
    private const ulong CpuWaitNanoseconds = 10 * WaitNanoseconds;

    private readonly object _lock = new();
    private ulong _last;

    protected GpuTimeline(VulkanDevice device, DeviceQueue queue, ulong? patience)
    {
        (Device, Queue) = (device, queue);
        Patience = patience ?? device.Patience ?? (device.Facts.Info.Traits.IsCpu ? CpuWaitNanoseconds : WaitNanoseconds);
    }

    /// <summary>The queue that is submitted to.</summary>
    public DeviceQueue Queue { get; }

    /// <summary>Held around submissions that nothing may come between.</summary>
    public object Gate => _lock;

    /// <summary>Nanoseconds after which a wait gives up.</summary>
    public ulong Patience { get; }

    /// <summary>The number of the last submission.</summary>
    public ulong Last
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    protected VulkanDevice Device { get; }

    /// <param name="device">The device.</param>
    /// <param name="queue">The queue; null for the device's first.</param>
    /// <param name="patience">Nanoseconds after which a wait gives up; null for the default.</param>
    public static GpuTimeline Create(VulkanDevice device, DeviceQueue? queue = null, ulong? patience = null) => device.HasTimelineSemaphores
        ? new SemaphoreTimeline(device, queue ?? device.Queue, patience)
        : new FenceTimeline(device, queue ?? device.Queue, patience);

    /// <summary>Submits command buffers, in order, and returns the submission's number.</summary>
    /// <param name="buffers">The command buffers.</param>
    /// <param name="waits">A host's semaphores that all of them wait for.</param>
    /// <param name="signals">A host's semaphores that are signalled at their end.</param>
    public ulong Submit(ReadOnlySpan<CommandBuffer> buffers, ReadOnlySpan<QueueSemaphore> waits = default, ReadOnlySpan<QueueSemaphore> signals = default)
    {
        lock (_lock)
        {
            Exception? ofHost = Submit(_last + 1, buffers, waits, signals);
            _last++;
            if (ofHost is not null)
                ExceptionDispatchInfo.Capture(ofHost).Throw();
            return _last;
        }
    }

    /// <summary>Whether a submission has finished. Never waits.</summary>
    public abstract bool IsDone(ulong value);

    /// <summary>Waits until a submission has finished; returns at once where this is disposed, which waited for all.</summary>
    /// <exception cref="DeviceLostException">The GPU was lost, or has not answered for two minutes (a CPU driver: twenty).</exception>
    public void Wait(ulong value)
    {
        if (!Wait(value, Patience))
            throw new DeviceLostException($"vkWait (no answer for {Patience / 1e9:0.##} s)");
    }

    /// <summary>Waits so long at most; whether the submission has finished.</summary>
    public abstract bool Wait(ulong value, ulong nanoseconds);

    public abstract void Dispose();

    /// <summary>Submits under the lock, as the next number; returns what the host threw after the submission was made.</summary>
    protected abstract Exception? Submit(ulong value, ReadOnlySpan<CommandBuffer> buffers, ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals);

    /// <summary>What a wait ended with: whether in time.</summary>
    protected static bool InTime(Result result, string call)
    {
        if (result != Result.Timeout)
            result.Check(call);
        return result != Result.Timeout;
    }

    /// <summary>Submits with all that it waits for and signals.</summary>
    /// <param name="buffers">The command buffers.</param>
    /// <param name="waits">Semaphores waited for.</param>
    /// <param name="signals">Semaphores signalled.</param>
    /// <param name="own">The timeline's own semaphore, with the number it reaches; none where a fence tells.</param>
    /// <param name="fence">The fence, or none.</param>
    protected Exception? Submit(ReadOnlySpan<CommandBuffer> buffers, ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals, QueueSemaphore? own, Fence fence)
    {
        int signalCount = signals.Length + (own is null ? 0 : 1);
        Semaphore* waited = stackalloc Semaphore[waits.Length], signalled = stackalloc Semaphore[signalCount];
        ulong* waitValues = stackalloc ulong[waits.Length], signalValues = stackalloc ulong[signalCount];
        PipelineStageFlags* stages = stackalloc PipelineStageFlags[waits.Length];
        for (int i = 0; i < waits.Length; i++)
        {
            (waited[i].Handle, waitValues[i]) = (waits[i].Handle, waits[i].Value);
            stages[i] = PipelineStageFlags.AllCommandsBit;
        }
        for (int i = 0; i < signalCount; i++)
        {
            QueueSemaphore signal = i < signals.Length ? signals[i] : own!.Value;
            (signalled[i].Handle, signalValues[i]) = (signal.Handle, signal.Value);
        }
        var timeline = new TimelineSemaphoreSubmitInfo
        {
            SType = StructureType.TimelineSemaphoreSubmitInfo,
            WaitSemaphoreValueCount = (uint)waits.Length,
            PWaitSemaphoreValues = waitValues,
            SignalSemaphoreValueCount = (uint)signalCount,
            PSignalSemaphoreValues = signalValues,
        };
        fixed (CommandBuffer* first = buffers)
        {
            var info = new SubmitInfo
            {
                SType = StructureType.SubmitInfo,
                PNext = Device.HasTimelineSemaphores ? &timeline : null,
                WaitSemaphoreCount = (uint)waits.Length,
                PWaitSemaphores = waited,
                PWaitDstStageMask = stages,
                CommandBufferCount = (uint)buffers.Length,
                PCommandBuffers = first,
                SignalSemaphoreCount = (uint)signalCount,
                PSignalSemaphores = signalled,
            };
            return Queue.Submit(&info, fence);
        }
    }
}
