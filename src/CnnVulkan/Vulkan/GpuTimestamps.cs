using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>A row of GPU time stamps.</summary>
internal sealed unsafe class GpuTimestamps : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly ulong[] _ticks;
    private readonly int _bits;
    private QueryPool _handle;

    /// <param name="device">The device.</param>
    /// <param name="queue">The queue whose commands write them.</param>
    /// <param name="count">How many.</param>
    public GpuTimestamps(VulkanDevice device, DeviceQueue queue, int count)
    {
        (_device, _bits) = (device, queue.TimestampBits);
        _ticks = new ulong[count];
        var info = new QueryPoolCreateInfo
        {
            SType = StructureType.QueryPoolCreateInfo,
            QueryType = QueryType.Timestamp,
            QueryCount = (uint)count,
        };
        FaultInjection.Before("vkCreateQueryPool");
        device.Api.CreateQueryPool(device.Handle, &info, null, out _handle).Check("vkCreateQueryPool");
        device.Objects.Add();
    }

    public void Reset(CommandBuffer commands) => _device.Api.CmdResetQueryPool(commands, _handle, 0, (uint)_ticks.Length);

    public void Write(CommandBuffer commands, int index, PipelineStageFlags stage) => _device.Api.CmdWriteTimestamp(commands, stage, _handle, (uint)index);

    /// <summary>Fetches all stamps; the commands that write them must have finished.</summary>
    public void Fetch()
    {
        fixed (ulong* first = _ticks)
        {
            _device.Api.GetQueryPoolResults(
                _device.Handle, _handle, 0, (uint)_ticks.Length, (nuint)_ticks.Length * 8, first, 8, QueryResultFlags.Result64Bit)
                .Check("vkGetQueryPoolResults");
        }
    }

    /// <summary>Fetches the first stamps if all of them have been written; never waits.</summary>
    public bool TryFetch(int count)
    {
        fixed (ulong* first = _ticks)
        {
            Result result = _device.Api.GetQueryPoolResults(
                _device.Handle, _handle, 0, (uint)count, (nuint)count * 8, first, 8, QueryResultFlags.Result64Bit);
            if (result == Result.NotReady)
                return false;
            result.Check("vkGetQueryPoolResults");
            return true;
        }
    }

    /// <summary>A fetched stamp as the device counts.</summary>
    public ulong Ticks(int index) => _ticks[index];

    /// <summary>Milliseconds from one fetched stamp to another.</summary>
    public double Milliseconds(int from, int to)
    {
        // The counter wraps around at its width.
        ulong mask = _bits >= 64 ? ulong.MaxValue : (1UL << _bits) - 1;
        return ((_ticks[to] - _ticks[from]) & mask) * _device.Facts.TimestampPeriod / 1e6;
    }

    public void Dispose()
    {
        if (_handle.Handle == 0)
            return;
        _device.Api.DestroyQueryPool(_device.Handle, _handle, null);
        _device.Objects.Remove();
        _handle = default;
    }
}
