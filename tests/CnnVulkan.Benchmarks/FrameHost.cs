using System.Diagnostics;
using CnnVulkan.Dispatching;
using CnnVulkan.Tuning;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Benchmarks;

/// <summary>
/// A game in small: so many frames per second, two of them in flight, each with GPU work of its own in place of its drawing. The GPU's times are its own
/// stamps: at a frame's begin, behind the drawing, and at its end.
/// </summary>
internal sealed class FrameHost : IDisposable
{
    private const int InFlight = 2, Stamps = 3;

    /// <summary>Workgroups enough for any GPU, in rounds short enough to be set to a fraction of a millisecond.</summary>
    private const int Invocations = 1 << 14;

    private readonly VisionDevice _device;
    private readonly double _interval;
    private readonly Stack<IDisposable> _owned = new();
    private readonly GpuCommandPool _pool;
    private readonly GpuTimeline _timeline;
    private readonly Frame[] _frames = new Frame[InFlight];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PlanExecutor _drawing;
    private double _next;
    private int _count;

    /// <param name="device">The device; borrowed.</param>
    /// <param name="hertz">Frames per second.</param>
    /// <param name="milliseconds">GPU time of the drawing.</param>
    public FrameHost(VisionDevice device, double hertz, double milliseconds)
    {
        (_device, _interval) = (device, 1000 / hertz);
        _pool = Own(new GpuCommandPool(device.Vulkan));
        _timeline = Own(GpuTimeline.Create(device.Vulkan));
        for (int i = 0; i < InFlight; i++)
            _frames[i] = new Frame(_pool.Allocate("frame"), Own(new GpuTimestamps(device.Vulkan, device.Queue(0), Stamps)));
        // From a first measurement to what is wanted, twice, for the first dispatches are slower than the rest.
        int rounds = 64;
        _drawing = Drawing(rounds);
        for (int i = 0; i < 3; i++)
        {
            double[] times = [.. Enumerable.Range(0, 9).Select(_ => Alone()).Order()];
            rounds = Math.Max(1, (int)(rounds * milliseconds / times[times.Length / 2]));
            _drawing = Drawing(rounds);
        }
    }

    /// <summary>Milliseconds of the frames that have ended since the last call: from frame to frame, of the GPU, of the GPU behind the drawing.</summary>
    public List<(double Wall, double Gpu, double Network)> Times { get; } = [];

    /// <summary>Runs one frame.</summary>
    /// <param name="record">Records into its command buffer, behind the drawing.</param>
    public void Next(Action<nint> record)
    {
        Frame frame = _frames[_count++ % InFlight];
        Finish(frame);
        // A frame that is late moves those behind it.
        _next = Math.Max(_next + _interval, _clock.Elapsed.TotalMilliseconds);
        while (_clock.Elapsed.TotalMilliseconds < _next)
            Thread.Sleep(TimeSpan.FromMilliseconds(Math.Max(0, _next - _clock.Elapsed.TotalMilliseconds)));
        double begun = _clock.Elapsed.TotalMilliseconds;
        (frame.Wall, frame.Begun, frame.IsPending) = (begun - _frames[_count % InFlight].Begun, begun, true);
        Record(frame, record);
        frame.Submission = _timeline.Submit([frame.Commands]);
    }

    /// <summary>Waits for the frames under way, and forgets when the last one began.</summary>
    public void Drain()
    {
        for (int i = 0; i < InFlight; i++)
            Finish(_frames[(_count + i) % InFlight]);
    }

    public void Dispose()
    {
        Drain();
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private void Record(Frame frame, Action<nint> record)
    {
        var writer = new CommandWriter(_device.Vulkan, frame.Commands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        frame.Stamps.Reset(frame.Commands);
        // What the frame before left to do is not this one's.
        writer.FullBarrier();
        frame.Stamps.Write(frame.Commands, 0, PipelineStageFlags.BottomOfPipeBit);
        _drawing.RecordDispatches(writer);
        frame.Stamps.Write(frame.Commands, 1, PipelineStageFlags.BottomOfPipeBit);
        record(frame.Commands.Handle);
        frame.Stamps.Write(frame.Commands, 2, PipelineStageFlags.BottomOfPipeBit);
        writer.End();
    }

    private double Alone()
    {
        Record(_frames[0], _ => { });
        _timeline.Wait(_timeline.Submit([_frames[0].Commands]));
        _frames[0].Stamps.Fetch();
        return _frames[0].Stamps.Milliseconds(0, 1);
    }

    private void Finish(Frame frame)
    {
        if (!frame.IsPending)
            return;
        frame.IsPending = false;
        _timeline.Wait(frame.Submission);
        frame.Stamps.Fetch();
        Times.Add((frame.Wall, frame.Stamps.Milliseconds(0, 2), frame.Stamps.Milliseconds(1, 2)));
    }

    private PlanExecutor Drawing(int rounds)
        => Own(new PlanExecutor(MultiplyAddLoop.Plan(new Tensor<float>(new TensorShape(Invocations)), rounds, _device.Profile), _device));

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    private sealed class Frame(CommandBuffer commands, GpuTimestamps stamps)
    {
        public CommandBuffer Commands { get; } = commands;

        public GpuTimestamps Stamps { get; } = stamps;

        public ulong Submission { get; set; }

        public double Begun { get; set; }

        public double Wall { get; set; }

        public bool IsPending { get; set; }
    }
}
