using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>A plan whose only input is made of a host's image, of one size: sampled, resized in width, and the plan goes on with the rows.</summary>
internal sealed class HostImagePlan : IInputRecorder, IDisposable
{
    private readonly HostImageKernel _kernel;
    private readonly HostImageRows _rows;
    private readonly int _firstColumn, _firstRow;
    private readonly GpuTimeline _timeline;
    private HostImage _image;
    private HostImageViews? _views;

    /// <param name="device">The device.</param>
    /// <param name="kernel">The pass before the plan; borrowed.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="taps">Which columns each pixel of the rows is made of.</param>
    /// <param name="first">The first column and row of the picture that are needed.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="sequence">The order of the runs of all sizes.</param>
    public HostImagePlan(VisionDevice device, HostImageKernel kernel, Plan plan, Tensor<int> taps, (int Column, int Row) first, WorkerOptions options, RunSequence sequence)
    {
        (_kernel, _firstColumn, _firstRow) = (kernel, first.Column, first.Row);
        Runs = new PlanRuns(plan, device, options, sequence);
        try
        {
            _rows = Runs.Executor.Own(kernel.MakeRows(Runs.Executor, plan.Inputs.Values.Single(), taps));
        }
        catch
        {
            Runs.Dispose();
            throw;
        }
        _timeline = Runs.Executor.Timeline;
    }

    /// <summary>The plan's runs; their outputs hold until the next.</summary>
    public PlanRuns Runs { get; }

    /// <summary>Records a run among the commands of a host.</summary>
    public VisionRun Record(nint commandBuffer, in HostImage image, HostImageViews views)
    {
        (_image, _views) = (image, views);
        return views.LastRun = Runs.Record(new CommandBuffer { Handle = commandBuffer }, this);
    }

    /// <summary>Submits a run between submissions of a host.</summary>
    public VisionRun Submit(in HostImage image, HostImageViews views, ReadOnlySpan<QueueSemaphore> waits, ReadOnlySpan<QueueSemaphore> signals)
    {
        (_image, _views) = (image, views);
        return views.LastRun = Runs.Submit(this, waits, signals);
    }

    void IInputRecorder.Record(CommandBuffer commands, CommandWriter writer)
    {
        writer.BeginSampling(_image, _timeline.Queue.Family);
        _kernel.Record(commands, _image, _views!, _rows, _firstColumn, _firstRow);
        writer.EndSampling(_image, _timeline.Queue.Family);
    }

    public void Dispose() => Runs.Dispose();
}
