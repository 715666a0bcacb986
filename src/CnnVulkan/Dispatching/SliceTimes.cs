using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Times every dispatch of runs that are recorded in slices. The stamps are fetched when they have arrived, some frames later, and never
/// waited for; meanwhile the next runs write theirs elsewhere.
/// </summary>
internal sealed class SliceTimes : IDisposable
{
    /// <summary>A run may take one frame, two frames are in flight, and a third is being recorded.</summary>
    private const int Runs = 3;

    private readonly Stamps[] _runs;
    private readonly GpuTimeline _timeline;
    private readonly int _dispatches;
    private ulong _reset;
    private int _current;

    public SliceTimes(VulkanDevice device, GpuCommandPool pool, GpuTimeline timeline, int dispatches)
    {
        _timeline = timeline;
        _dispatches = dispatches;
        _runs = new Stamps[Runs];
        try
        {
            for (int i = 0; i < Runs; i++)
                _runs[i] = new Stamps(new GpuTimestamps(device, timeline.Queue, Math.Max(2 * dispatches, 1)), new int[dispatches]);
            // Stamps may be asked for only once they have been reset, and a host may yet discard what it records.
            CommandBuffer commands = pool.Allocate("reset of time stamps");
            var writer = new CommandWriter(device, commands);
            writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
            foreach (Stamps run in _runs)
                run.Pool.Reset(commands);
            writer.End();
            _reset = timeline.Submit([commands]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins a run.</summary>
    /// <param name="commands">Where it is recorded.</param>
    /// <param name="slot">Told how long it took; or null.</param>
    public void BeginRun(CommandBuffer commands, RunSlot? slot)
    {
        _current = (_current + 1) % Runs;
        Stamps run = _runs[_current];
        (run.Slices, run.IsComplete, run.Slot, run.Number) = (0, false, slot, slot?.Number ?? 0);
        run.Pool.Reset(commands);
    }

    /// <summary>The stamp at the end of all that came before: where a slice starts, much else may have run since the last one's end.</summary>
    public void BeginSlice(CommandBuffer commands, int firstDispatch)
    {
        Stamps run = _runs[_current];
        run.Starts[run.Slices] = firstDispatch;
        run.Pool.Write(commands, _dispatches + run.Slices, PipelineStageFlags.BottomOfPipeBit);
        run.Slices++;
    }

    public void After(CommandBuffer commands, int dispatch) => _runs[_current].Pool.Write(commands, dispatch, PipelineStageFlags.BottomOfPipeBit);

    public void EndRun() => _runs[_current].IsComplete = true;

    /// <summary>Fetches the times of the oldest run whose stamps have arrived since; false where there is none.</summary>
    public bool TryFetch(Span<double> milliseconds)
    {
        if (_reset != 0 && !_timeline.IsDone(_reset))
            return false;
        _reset = 0;
        for (int i = 1; i <= Runs; i++)
        {
            Stamps run = _runs[(_current + i) % Runs];
            // Until the GPU comes to the reset, the stamps of three runs ago are still there.
            if (!run.IsComplete || !run.Pool.TryFetch(_dispatches + run.Slices) || run.Pool.Ticks(_dispatches) == run.Last)
                continue;
            (run.IsComplete, run.Last) = (false, run.Pool.Ticks(_dispatches));
            for (int slice = 0; slice < run.Slices; slice++)
            {
                int from = _dispatches + slice;
                int end = slice + 1 < run.Slices ? run.Starts[slice + 1] : _dispatches;
                for (int dispatch = run.Starts[slice]; dispatch < end; from = dispatch++)
                    milliseconds[dispatch] = run.Pool.Milliseconds(from, dispatch);
            }
            double sum = 0;
            foreach (double time in milliseconds)
                sum += time;
            run.Slot?.Timed(run.Number, sum);
            return true;
        }
        return false;
    }

    public void Dispose()
    {
        foreach (Stamps? run in _runs)
            run?.Pool.Dispose();
    }

    /// <summary>The stamps of one run: the end of each dispatch, then the start of each slice.</summary>
    private sealed class Stamps(GpuTimestamps pool, int[] starts)
    {
        public GpuTimestamps Pool { get; } = pool;

        /// <summary>The first dispatch of each slice.</summary>
        public int[] Starts { get; } = starts;

        public int Slices { get; set; }

        /// <summary>Whether the whole run was recorded and its times were not fetched yet.</summary>
        public bool IsComplete { get; set; }

        /// <summary>Whose run it is.</summary>
        public RunSlot? Slot { get; set; }

        /// <summary>The run's number.</summary>
        public long Number { get; set; }

        /// <summary>The first stamp of the run that was fetched last.</summary>
        public ulong Last { get; set; }
    }
}
