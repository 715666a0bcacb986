using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Knows what a piece of a frame takes on the GPU, by time stamps around it: fetched when the frame has finished, and never waited for. For one thread.
/// </summary>
internal sealed class PaintClock : IDisposable
{
    /// <summary>More than a host has frames in flight; a frame that finds no place goes untimed.</summary>
    private const int Turns = 4;

    private readonly VisionDevice _device;
    private readonly (GpuTimestamps Stamps, long Frame)[] _turns;
    private int _turn;
    private bool _isTiming;

    public PaintClock(VisionDevice device, DeviceQueue queue)
    {
        _device = device;
        _turns = new (GpuTimestamps, long)[queue.TimestampBits > 0 && device.Vulkan.Facts.TimestampPeriod > 0 ? Turns : 0];
        try
        {
            for (int i = 0; i < _turns.Length; i++)
                _turns[i].Stamps = new GpuTimestamps(device.Vulkan, queue, 2);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What it took the last time that is known, in milliseconds; 0 before, and on devices without time stamps.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>The piece begins.</summary>
    public void Begin(nint commandBuffer, long frame)
    {
        int next = _turns.Length == 0 ? 0 : (_turn + 1) % _turns.Length;
        _isTiming = _turns.Length > 0 && _turns[next].Frame == 0;
        if (!_isTiming)
            return;
        _turn = next;
        _turns[next].Frame = frame;
        var commands = new CommandBuffer { Handle = commandBuffer };
        _turns[next].Stamps.Reset(commands);
        _turns[next].Stamps.Write(commands, 0, PipelineStageFlags.BottomOfPipeBit);
    }

    /// <summary>The piece ends.</summary>
    public void End(nint commandBuffer)
    {
        if (_isTiming)
            _turns[_turn].Stamps.Write(new CommandBuffer { Handle = commandBuffer }, 1, PipelineStageFlags.BottomOfPipeBit);
        _isTiming = false;
    }

    /// <summary>Takes in the times of frames that have finished.</summary>
    public void Collect(long finished)
    {
        // Of several the newest counts.
        for (int i = 1; i <= _turns.Length; i++)
        {
            ref (GpuTimestamps Stamps, long Frame) turn = ref _turns[(_turn + i) % _turns.Length];
            if (turn.Frame == 0 || turn.Frame > finished)
                continue;
            turn.Frame = 0;
            if (turn.Stamps.TryFetch(2))
                Milliseconds = turn.Stamps.Milliseconds(0, 1);
        }
    }

    /// <summary>Forgets what was timed in frames behind one: they were dropped, and their stamps never reset.</summary>
    public void Abandon(long finished)
    {
        for (int i = 0; i < _turns.Length; i++)
        {
            if (_turns[i].Frame > finished)
                _turns[i].Frame = 0;
        }
    }

    public void Dispose()
    {
        foreach ((GpuTimestamps? stamps, _) in _turns)
            stamps?.Dispose();
    }
}
