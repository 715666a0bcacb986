using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Times the parts of slices. The stamps of a slice are fetched when they have arrived, some frames later, and never waited for; meanwhile the next
/// slices write theirs elsewhere. A slice that finds no place is not timed.
/// </summary>
internal sealed class SliceTimes : IDisposable
{
    /// <summary>Three frames in flight, and room for a host that records two slices into one.</summary>
    private const int Places = 8;

    /// <summary>After so many slices more, one whose times have not come was never submitted.</summary>
    private const int Patience = 64;

    private readonly TimedSlice[] _places;
    private readonly GpuTimeline _timeline;
    private ulong _reset;
    private long _slices;
    private TimedSlice? _current;

    /// <param name="device">The device.</param>
    /// <param name="pool">Where the commands that make the stamps ready come from.</param>
    /// <param name="timeline">Where they are submitted.</param>
    /// <param name="parts">How many parts a slice may have.</param>
    public SliceTimes(VulkanDevice device, GpuCommandPool pool, GpuTimeline timeline, int parts)
    {
        _timeline = timeline;
        _places = new TimedSlice[Places];
        try
        {
            for (int i = 0; i < Places; i++)
                _places[i] = new TimedSlice(new GpuTimestamps(device, timeline.Queue, parts + 1), parts);
            // Stamps may be asked for only once they have been reset, and a host may yet discard what it records.
            CommandBuffer commands = pool.Allocate("reset of time stamps");
            var writer = new CommandWriter(device, commands);
            writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
            foreach (TimedSlice place in _places)
                place.Stamps.Reset(commands);
            writer.End();
            _reset = timeline.Submit([commands]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins a slice, with the stamp at the end of all that came before.</summary>
    /// <param name="commands">Where it is recorded.</param>
    /// <param name="run">Of which run, counted from 1.</param>
    /// <param name="index">Which slice of it, counted from 0.</param>
    /// <param name="budget">What it may take.</param>
    /// <param name="slot">Told how long the run took; or null.</param>
    public void BeginSlice(CommandBuffer commands, long run, int index, double budget, RunSlot? slot)
    {
        _slices++;
        _current = null;
        foreach (TimedSlice place in _places)
        {
            if ((!place.IsPending || _slices - place.Slice > Patience) && place.Slice < (_current?.Slice ?? long.MaxValue))
                _current = place;
        }
        if (_current is null)
            return;
        (_current.IsPending, _current.Count, _current.IsLast) = (true, 0, false);
        (_current.Slice, _current.Run, _current.Index, _current.Budget, _current.Slot, _current.Number) = (_slices, run, index, budget, slot, slot?.Number ?? 0);
        _current.Stamps.Reset(commands);
        _current.Stamps.Write(commands, 0, PipelineStageFlags.BottomOfPipeBit);
    }

    /// <summary>The stamp behind a part.</summary>
    public void After(CommandBuffer commands, in SlicePart part)
    {
        if (_current is null)
            return;
        _current.Parts[_current.Count++] = part;
        _current.Stamps.Write(commands, _current.Count, PipelineStageFlags.BottomOfPipeBit);
    }

    /// <summary>Ends a slice.</summary>
    /// <param name="isLast">Whether it is the run's last.</param>
    public void EndSlice(bool isLast)
    {
        if (_current is not null)
            _current.IsLast = isLast;
    }

    /// <summary>The oldest slice whose stamps have arrived since; null where there is none. Holds until the next slice begins.</summary>
    public TimedSlice? TryFetch()
    {
        if (_reset != 0 && !_timeline.IsDone(_reset))
            return null;
        _reset = 0;
        TimedSlice? oldest = null;
        foreach (TimedSlice place in _places)
        {
            // Until the GPU comes to the reset, the stamps of its last slice are still there.
            if (place.IsPending && place.Slice < (oldest?.Slice ?? long.MaxValue) && place.Stamps.TryFetch(place.Count + 1) && place.Stamps.Ticks(0) != place.Last)
                oldest = place;
        }
        if (oldest is not null)
            (oldest.IsPending, oldest.Last) = (false, oldest.Stamps.Ticks(0));
        return oldest;
    }

    public void Dispose()
    {
        foreach (TimedSlice? place in _places)
            place?.Stamps.Dispose();
    }

    /// <summary>A slice and its stamps: at its begin, then at the end of each part.</summary>
    internal sealed class TimedSlice(GpuTimestamps stamps, int parts)
    {
        public GpuTimestamps Stamps { get; } = stamps;

        public SlicePart[] Parts { get; } = new SlicePart[parts];

        public int Count { get; set; }

        /// <summary>Which slice of all.</summary>
        public long Slice { get; set; }

        public long Run { get; set; }

        /// <summary>Which slice of the run.</summary>
        public int Index { get; set; }

        public bool IsLast { get; set; }

        /// <summary>Milliseconds that it was allowed.</summary>
        public double Budget { get; set; }

        /// <summary>Whose run it is, and its number.</summary>
        public RunSlot? Slot { get; set; }

        public long Number { get; set; }

        /// <summary>Whether it was recorded and its times were not fetched yet.</summary>
        public bool IsPending { get; set; }

        /// <summary>The first stamp that was fetched last.</summary>
        public ulong Last { get; set; }

        public double Milliseconds(int part) => Stamps.Milliseconds(part, part + 1);
    }
}
