using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>
/// A fence for each submission under way, used again when it has been seen to end. A queue ends submissions in their order as far as fences tell:
/// a fence waits for all that was submitted before it.
/// </summary>
internal sealed unsafe class FenceTimeline : GpuTimeline
{
    private readonly object _lock = new();
    // The oldest first.
    private readonly Queue<Pending> _pending = new();
    private readonly Stack<Pending> _free = new();
    private ulong _done;
    private int _waiters;
    private bool _disposed;

    public FenceTimeline(VulkanDevice device, DeviceQueue queue, ulong? patience)
        : base(device, queue, patience)
    {
        // So that the first submission of a frame creates nothing.
        _free.Push(Create());
    }

    public override bool IsDone(ulong value)
    {
        if (value == 0)
            return true;
        lock (_lock)
        {
            // Where this is disposed, all was waited for.
            Advance();
            return _disposed || _done >= value;
        }
    }

    public override bool Wait(ulong value, ulong nanoseconds)
    {
        if (IsDone(value))
            return true;
        Pending? waited = null;
        lock (_lock)
        {
            // A loop, because a lambda would allocate in every frame.
            foreach (Pending pending in _pending)
            {
                if (pending.Value == value)
                    waited = pending;
            }
            // A number that was never submitted is never reached.
            if (waited is null)
                return _done >= value;
            waited.Waiters++;
            _waiters++;
        }
        Fence fence = waited.Fence;
        Result result = Device.Api.WaitForFences(Device.Handle, 1, &fence, true, nanoseconds);
        lock (_lock)
        {
            waited.Waiters--;
            _waiters--;
            Monitor.PulseAll(_lock);
            return InTime(result, "vkWaitForFences");
        }
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            while (_waiters > 0)
                Monitor.Wait(_lock);
            if (_disposed)
                return;
            _disposed = true;
            foreach (Pending pending in _pending.Concat(_free))
            {
                Device.Api.DestroyFence(Device.Handle, pending.Fence, null);
                Device.Objects.Remove();
            }
            _pending.Clear();
            _free.Clear();
        }
    }

    protected override Exception? Submit(ulong value, ReadOnlySpan<CommandBuffer> buffers, ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals)
    {
        Pending next;
        lock (_lock)
        {
            Advance();
            next = _free.Count > 0 ? _free.Pop() : Create();
        }
        Exception? ofHost;
        try
        {
            ofHost = Submit(buffers, waits, signals, null, next.Fence);
        }
        catch
        {
            lock (_lock)
                _free.Push(next);
            throw;
        }
        lock (_lock)
        {
            next.Value = value;
            _pending.Enqueue(next);
        }
        return ofHost;
    }

    /// <summary>Takes note of what has ended. A fence that a thread still waits on is not reset under it.</summary>
    private void Advance()
    {
        while (_pending.Count > 0 && _pending.Peek() is var oldest)
        {
            Result result = Device.Api.GetFenceStatus(Device.Handle, oldest.Fence);
            if (result == Result.NotReady)
                return;
            result.Check("vkGetFenceStatus");
            _done = oldest.Value;
            if (oldest.Waiters > 0)
                return;
            Fence fence = oldest.Fence;
            Device.Api.ResetFences(Device.Handle, 1, &fence).Check("vkResetFences");
            _pending.Dequeue();
            _free.Push(oldest);
        }
    }

    private Pending Create()
    {
        var info = new FenceCreateInfo { SType = StructureType.FenceCreateInfo };
        FaultInjection.Before("vkCreateFence");
        Device.Api.CreateFence(Device.Handle, &info, null, out Fence fence).Check("vkCreateFence");
        Device.Objects.Add();
        return new Pending(fence);
    }

    /// <summary>A submission under way.</summary>
    private sealed class Pending(Fence fence)
    {
        public Fence Fence { get; } = fence;

        public ulong Value { get; set; }

        public int Waiters { get; set; }
    }
}
