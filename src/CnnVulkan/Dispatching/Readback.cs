using CnnVulkan.Kernels;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Fetches results of one plan. The copy is submitted when it is asked for, so a later run does not change it. Thread-safe.</summary>
internal sealed unsafe class Readback(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, GpuBuffer arena) : IDisposable
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Stack<ReadbackSlot>> _free = [];
    private readonly List<ReadbackSlot> _all = [];
    private int _running;
    private bool _disposed;

    /// <summary>Submits the copy.</summary>
    public ReadbackSlot Begin(string name, TensorView view)
    {
        lock (_lock)
        {
            if (_disposed)
                throw new ObjectDisposedException(nameof(Worker), $"The worker that computed '{name}' was disposed.");
            ReadbackSlot slot = Take(name, view);
            slot.Submission = timeline.Submit([slot.Commands]);
            _running++;
            return slot;
        }
    }

    /// <summary>Waits for the copy and hands its bytes to a reader.</summary>
    public TResult End<TResult>(string name, ReadbackSlot slot, Func<nint, TResult> read)
    {
        try
        {
            Wait(slot);
            return read((nint)slot.Buffer.Mapped);
        }
        finally
        {
            Release(name, slot);
        }
    }

    /// <summary>Waits for the copy and converts it into memory of the caller, allocating nothing.</summary>
    public void End(string name, ReadbackSlot slot, StorageType type, Span<float> destination)
    {
        try
        {
            Wait(slot);
            TensorTransfer.ReadFloats(slot.Buffer.Mapped, type, destination);
        }
        finally
        {
            Release(name, slot);
        }
    }

    /// <summary>Waits for readbacks on other threads, then frees.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_running > 0)
                Monitor.Wait(_lock);
            foreach (ReadbackSlot slot in _all)
                slot.Dispose();
            _all.Clear();
        }
    }

    private void Wait(ReadbackSlot slot)
    {
        timeline.Wait(slot.Submission);
        slot.Buffer.Invalidate();
    }

    private ReadbackSlot Take(string name, TensorView view)
    {
        if (!_free.TryGetValue(name, out Stack<ReadbackSlot>? free))
            _free[name] = free = new Stack<ReadbackSlot>();
        if (free.Count > 0)
            return free.Pop();
        var slot = new ReadbackSlot(device, pool, name, view, arena);
        _all.Add(slot);
        return slot;
    }

    /// <summary>Gives a slot back whose copy nobody waits for any more.</summary>
    public void Release(string name, ReadbackSlot slot)
    {
        lock (_lock)
        {
            _free[name].Push(slot);
            _running--;
            Monitor.PulseAll(_lock);
        }
    }
}
