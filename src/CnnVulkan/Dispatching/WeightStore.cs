using CnnVulkan.Kernels;
using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// The weights that lie on a device, each once whatever number of plans reads it: another worker of a model, another batch or picture size, another layer
/// kept take no more. They go with their last reader. Thread-safe.
/// </summary>
internal sealed class WeightStore(VisionDevice device)
{
    private readonly object _lock = new();
    // Memory belongs to one queue family.
    private readonly Dictionary<(ConstantKey, uint Family), Weights> _weights = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _weights.Count;
        }
    }

    /// <summary>Takes a constant's memory, which is to be given back.</summary>
    /// <param name="tensor">The constant, with its elements.</param>
    /// <param name="family">The queue family that reads it.</param>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public Lease Take(PlanTensor tensor, uint family)
    {
        (ConstantKey, uint) key = (tensor.Key(), family);
        lock (_lock)
        {
            if (_weights.TryGetValue(key, out Weights? there))
            {
                there.Readers++;
                return new Lease(this, there, isNew: false);
            }
            var weights = new Weights(key, new GpuBuffer(device.Vulkan, device.Allocator, tensor.Bytes + 16, MemoryUse.Device, tensor.Name)) { Readers = 1 };
            _weights.Add(key, weights);
            return new Lease(this, weights, isNew: true);
        }
    }

    private void GiveBack(Weights weights)
    {
        lock (_lock)
        {
            if (--weights.Readers > 0)
                return;
            Forget(weights);
            weights.Buffer.Dispose();
        }
    }

    private void Forget(Weights weights)
    {
        if (_weights.TryGetValue(weights.Key, out Weights? there) && there == weights)
            _weights.Remove(weights.Key);
    }

    /// <summary>The use of a constant's memory by one plan.</summary>
    public sealed class Lease(WeightStore store, Weights weights, bool isNew) : IDisposable
    {
        private bool _disposed;

        public GpuBuffer Buffer => weights.Buffer;

        /// <summary>Whether who took it is to fill it, and then to say so.</summary>
        public bool IsNew => isNew;

        /// <summary>Tells whoever waits that the elements are there, or that they could not be brought there.</summary>
        public void Filled(bool success)
        {
            lock (store._lock)
            {
                // The next who asks for what could not be brought is to try anew.
                if (weights.IsFilled.TrySetResult(success) && !success)
                    store.Forget(weights);
            }
        }

        /// <summary>Waits for whoever fills it; whether the elements are there.</summary>
        public bool Wait() => weights.IsFilled.Task.GetAwaiter().GetResult();

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            store.GiveBack(weights);
        }
    }

    /// <summary>A constant on the GPU.</summary>
    public sealed class Weights((ConstantKey, uint) key, GpuBuffer buffer)
    {
        public (ConstantKey, uint) Key { get; } = key;

        public GpuBuffer Buffer { get; } = buffer;

        public TaskCompletionSource<bool> IsFilled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Readers { get; set; }
    }
}
