using CnnVulkan.Dispatching;
using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Images;

/// <summary>
/// From pixels to a network's outputs in one submission: the pixels are written once, into memory that the GPU reads; the resize writes into the
/// network's own input; the outputs are copied where the CPU reads them. Pictures may differ in size: each of the sizes used last has a small
/// plan for the preprocessing alone, so that the network's weights are there once. Not thread-safe.
/// </summary>
internal sealed class PictureRun : IDisposable
{
    /// <summary>As many sizes as a folder of photos commonly mixes (both ways up, from two cameras); each takes about four times its picture's bytes.</summary>
    private const int MostSizes = 4;

    private readonly VisionDevice _device;
    private readonly Graph _preprocess;
    private readonly Precision _precision;
    private readonly PlanExecutor _network;
    private readonly WholeRun _run;
    private readonly TensorView _input;
    private readonly ReadbackSlot[] _outputs;
    private readonly Submission _submission;
    private readonly RecentlyUsed<(int Width, int Height), Sized> _sizes = new(MostSizes);
    private bool _disposed;

    /// <param name="network">A network of one input, for pictures, whose outputs are computed from them.</param>
    /// <param name="preprocessing">What is done to them.</param>
    /// <param name="shape">What comes out of that.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="precision">How reals are stored.</param>
    /// <exception cref="ShapeException">The network does not take such pictures.</exception>
    /// <exception cref="UnsupportedDeviceException">The device cannot store 16-bit floats.</exception>
    public PictureRun(Graph network, Preprocessing preprocessing, TensorShape shape, VisionDevice device, Precision precision)
    {
        GraphInput input = network.Inputs.Single();
        input.Check(ElementType.Float32, shape);
        device.Check(precision);
        _device = device;
        _preprocess = PreprocessImage.AsGraph(preprocessing);
        _precision = precision;
        Plan plan = device.MakePlan(precision, planner => planner.Plan(network, new Dictionary<string, TensorInfo> { [input.Name] = new(shape, ElementType.Float32) }));
        if (network.Outputs.FirstOrDefault(o => plan.Outputs[o].Tensor.Kind == PlanTensorKind.Constant) is { } known)
            throw new ShapeException($"The network's output '{known}' does not depend on the picture.");
        _input = plan.Inputs[input.Name];
        _network = new PlanExecutor(plan, device);
        try
        {
            plan.ReleaseConstants();
            _run = new WholeRun(_network);
            _outputs = [.. network.Outputs.Select(o => _network.Own(new ReadbackSlot(device, _network.Pool, o, plan.Outputs[o], _network.Arena)))];
            _submission = new Submission(_network.Timeline);
            device.Attach(this);
        }
        catch
        {
            _network.Dispose();
            throw;
        }
    }

    /// <summary>How long the GPU took for the last picture, preprocessing included. Zero where there was none, or the device has no time stamps.</summary>
    public TimeSpan LastGpuTime
        => TimeSpan.FromTicks((long)(((_sizes.Last?.Run.Milliseconds() ?? 0) + _run.Milliseconds()) * TimeSpan.TicksPerMillisecond));

    /// <summary>Runs the network on a picture and waits for its outputs. Allocates nothing for a size used before.</summary>
    /// <exception cref="ShapeException">The picture cannot be resized as asked for, or does not fit the device.</exception>
    public void Run(in ImageView picture)
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(ImageClassifier));
        Sized size = For(picture.Width, picture.Height);
        size.Executor.Input(PreprocessImage.ImageName).Set(picture);
        _submission.Begin();
        size.Run.AddTo(_submission);
        _run.AddTo(_submission);
        foreach (ReadbackSlot output in _outputs)
            _submission.Add(output.Commands);
        ulong number = _submission.Submit();
        size.Run.Submitted(number);
        _run.Submitted(number);
        _network.Timeline.Wait(number);
        foreach (ReadbackSlot output in _outputs)
            output.Buffer.Invalidate();
    }

    /// <summary>An output, as the last run left it: to be read until the next.</summary>
    public ReadbackSlot Output(string name) => _outputs.Single(o => o.View == _network.Plan.Outputs[name]);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _sizes.Clear();
        _network.Dispose();
        _device.Detach(this);
    }

    /// <summary>The preprocessing of a picture size, made ready if need be.</summary>
    private Sized For(int width, int height)
    {
        if (_sizes.Find((width, height)) is { } there)
            return there;
        _sizes.MakeRoom();
        Sized made;
        try
        {
            made = Make(width, height);
        }
        catch (GpuOutOfMemoryException) when (_sizes.Count > 0)
        {
            // Sizes kept for later must not keep this one from running.
            _sizes.Clear();
            made = Make(width, height);
        }
        _sizes.Add((width, height), made);
        return made;
    }

    private Sized Make(int width, int height)
    {
        var picture = new TensorInfo(new TensorShape(height, width), ElementType.Int32);
        Plan plan = _device.MakePlan(_precision, planner => planner.Plan(_preprocess, new Dictionary<string, TensorInfo> { [PreprocessImage.ImageName] = picture }));
        var executor = new PlanExecutor(plan, _device, new OutputPlace(_network, _input));
        try
        {
            plan.ReleaseConstants();
            return new Sized(executor, new WholeRun(executor));
        }
        catch
        {
            executor.Dispose();
            throw;
        }
    }

    private sealed record Sized(PlanExecutor Executor, WholeRun Run) : IDisposable
    {
        public void Dispose() => Executor.Dispose();
    }
}
