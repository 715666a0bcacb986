using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Memory for the activations of networks that take turns: the runs of one lie wholly before or behind those of another, so they may write over each
/// other's. A network takes the largest memory that is there if it is large enough, else its own, which then is there for the next. Thread-safe.
/// </summary>
internal sealed class ArenaPool(VisionDevice device)
{
    private readonly object _lock = new();
    private readonly List<Arena> _arenas = [];

    /// <summary>Bytes of all there is.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _arenas.Sum(a => a.Buffer.Bytes);
        }
    }

    /// <summary>Bytes of the largest memory there is.</summary>
    public long LargestBytes
    {
        get
        {
            lock (_lock)
                return _arenas.Count == 0 ? 0 : _arenas.Max(a => a.Buffer.Bytes);
        }
    }

    /// <summary>Takes memory of at least so many bytes, which is to be given back.</summary>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public Lease Take(long bytes)
    {
        lock (_lock)
        {
            Arena? arena = _arenas.Where(a => a.Buffer.Bytes >= bytes).OrderByDescending(a => a.Buffer.Bytes).FirstOrDefault();
            bool isShared = arena is not null;
            if (arena is null)
                _arenas.Add(arena = new Arena(new GpuBuffer(device.Vulkan, device.Allocator, bytes, MemoryUse.Device, "shared arena")));
            arena.Users++;
            return new Lease(this, arena, isShared);
        }
    }

    private void GiveBack(Arena arena)
    {
        lock (_lock)
        {
            if (--arena.Users > 0)
                return;
            _arenas.Remove(arena);
            arena.Buffer.Dispose();
        }
    }

    /// <summary>The use of an arena by one plan.</summary>
    public sealed class Lease(ArenaPool pool, Arena arena, bool isShared) : IDisposable
    {
        private bool _disposed;

        public GpuBuffer Buffer => arena.Buffer;

        /// <summary>Whether another has computed in it since this one did.</summary>
        public bool IsOverwritten => arena.Occupant != this;

        /// <summary>Notes that this one computes in it from now on.</summary>
        public void Occupy() => arena.Occupant = this;

        /// <summary>Whether another had it first, and may be at work in it.</summary>
        public bool IsShared => isShared;

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            pool.GiveBack(arena);
        }
    }

    /// <summary>Memory and how many use it.</summary>
    public sealed class Arena(GpuBuffer buffer)
    {
        public GpuBuffer Buffer { get; } = buffer;

        public int Users { get; set; }

        /// <summary>Who computed in it last.</summary>
        public Lease? Occupant { get; set; }
    }
}
