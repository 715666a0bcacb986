using CnnVulkan.Files;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>The pipelines of a device, made when a plan first uses them and shared by all plans. Thread-safe.</summary>
internal sealed class PipelineLibrary(VulkanDevice device, ShaderLibrary shaders, GpuPipelineCache cache) : IDisposable
{
    private readonly object _lock = new();
    private readonly Dictionary<Key, GpuPipeline> _pipelines = [];
    private readonly Dictionary<(string Buffers, int PushBytes), GpuPipelineLayout> _layouts = [];

    /// <summary>How many pipelines there are, for tests.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _pipelines.Count;
        }
    }

    /// <summary>The pipelines of these dispatches, in order. New ones are made on all processors: a driver takes milliseconds for each.</summary>
    /// <param name="dispatches">The dispatches.</param>
    /// <param name="progress">Told what part of them there is, short of 1: their first run is still to come. Or null.</param>
    public GpuPipeline[] Get(IReadOnlyList<Dispatch> dispatches, IProgress<double>? progress = null)
    {
        Key[] keys = dispatches.Select(Key.Of).ToArray();
        Dictionary<Key, Dispatch> missing;
        lock (_lock)
        {
            missing = keys.Zip(dispatches, (key, dispatch) => (key, dispatch)).Where(p => !_pipelines.ContainsKey(p.key))
                .GroupBy(p => p.key).ToDictionary(g => g.Key, g => g.First().dispatch);
        }
        int made = 0;
        Concurrently.ForEach(missing, m =>
        {
            Create(m.Key, m.Value);
            progress?.Report(0.9 * Interlocked.Increment(ref made) / missing.Count);
        });
        lock (_lock)
            return keys.Select(k => _pipelines[k]).ToArray();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (GpuPipeline pipeline in _pipelines.Values)
                pipeline.Dispose();
            foreach (GpuPipelineLayout layout in _layouts.Values)
                layout.Dispose();
            _pipelines.Clear();
            _layouts.Clear();
        }
    }

    private void Create(Key key, Dispatch dispatch)
    {
        byte[] code = shaders.Load(dispatch.Kernel, dispatch.Variant);
        GpuPipelineLayout layout = Layout(dispatch.Kernel);
        var pipeline = new GpuPipeline(device, layout, cache.Handle, code, dispatch.Specialization, $"{dispatch.Kernel.Shader}.{dispatch.Variant}");
        lock (_lock)
        {
            if (_pipelines.TryAdd(key, pipeline))
                return;
        }
        // Another worker's thread made it meanwhile.
        pipeline.Dispose();
    }

    private GpuPipelineLayout Layout(Kernel kernel)
    {
        (string, int) key = (string.Concat(kernel.Buffers.Select(b => b.Texels ? 't' : 's')), kernel.Push.Length * 4);
        lock (_lock)
        {
            if (!_layouts.TryGetValue(key, out GpuPipelineLayout? layout))
                _layouts[key] = layout = new GpuPipelineLayout(device, [[.. kernel.Buffers.Select(TypeOf)]], kernel.Push.Length * 4);
            return layout;
        }
    }

    private static DescriptorType TypeOf(KernelBuffer buffer) => buffer.Texels ? DescriptorType.StorageTexelBuffer : DescriptorType.StorageBuffer;

    /// <summary>All that decides a pipeline. A user's shader counts by its source: the name alone may be taken twice.</summary>
    private readonly record struct Key(string Shader, string? Source, string Variant, string Constants, int Buffers, int Push)
    {
        public static Key Of(Dispatch dispatch) => new(
            dispatch.Kernel.Shader,
            dispatch.Kernel.Source,
            dispatch.Variant,
            string.Join(" ", dispatch.Specialization.Select(s => $"{s.Id}={s.Value}")),
            dispatch.Kernel.Buffers.Length,
            dispatch.Kernel.Push.Length);
    }
}
