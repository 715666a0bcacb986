using CnnVulkan.Files;
using Microsoft.Extensions.Logging;
using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>The driver's own cache of compiled pipelines, kept in a file per device and driver.</summary>
internal sealed unsafe class GpuPipelineCache : IDisposable
{
    private const string Kind = "CNNVKPC1";

    private readonly VulkanDevice _device;
    private readonly string? _path;
    private readonly ILogger _logger;
    private PipelineCache _handle;
    private int _savedBytes;

    /// <param name="device">The device.</param>
    /// <param name="directory">The folder of the file; null to keep none.</param>
    /// <param name="logger">Hears about damaged and unwritable files.</param>
    public GpuPipelineCache(VulkanDevice device, string? directory, ILogger logger)
    {
        _device = device;
        _logger = logger;
        _path = directory is null ? null : Path.Combine(directory, $"pipelines-{device.Facts.CacheKey}.bin");
        byte[] content = (_path is null ? null : ChecksummedFile.Read(_path, Kind, logger)) ?? [];
        _savedBytes = content.Length;
        Result result = Create(content);
        // Drivers ignore a cache of another build; one that refuses it gets an empty one.
        if (result != Result.Success && content.Length > 0)
            result = Create([]);
        result.Check("vkCreatePipelineCache");
        device.Objects.Add();
    }

    public PipelineCache Handle => _handle;

    /// <summary>Writes the file, if the cache has grown since.</summary>
    public void Save()
    {
        if (_path is null || _handle.Handle == 0)
            return;
        nuint size = 0;
        _device.Api.GetPipelineCacheData(_device.Handle, _handle, &size, null).Check("vkGetPipelineCacheData");
        if ((int)size == _savedBytes)
            return;
        byte[] content = new byte[size];
        fixed (byte* start = content)
            _device.Api.GetPipelineCacheData(_device.Handle, _handle, &size, start).Check("vkGetPipelineCacheData");
        ChecksummedFile.Write(_path, Kind, content, _logger);
        _savedBytes = content.Length;
    }

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyPipelineCache(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }

    private Result Create(byte[] content)
    {
        fixed (byte* start = content)
        {
            var info = new PipelineCacheCreateInfo
            {
                SType = StructureType.PipelineCacheCreateInfo,
                InitialDataSize = (nuint)content.Length,
                PInitialData = start,
            };
            FaultInjection.Before("vkCreatePipelineCache");
            return _device.Api.CreatePipelineCache(_device.Handle, &info, null, out _handle);
        }
    }
}
