using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Runs a plan as it is: one made for other limits than the device's, or not rewritten as a worker would have it.</summary>
internal sealed unsafe class PlanRunner : IDisposable
{
    private readonly Plan _plan;
    private readonly PlanExecutor _executor;
    private readonly WholeRun _run;

    public PlanRunner(Plan plan, VisionDevice device)
    {
        _plan = plan;
        _executor = new PlanExecutor(plan, device);
        _run = new WholeRun(_executor);
    }

    /// <summary>Plans a graph for a device, packed where that suits that device, fused or as it stands.</summary>
    public static Plan Plan(
        Graph graph, IReadOnlyDictionary<string, Tensor> inputs, DeviceProfile profile, Precision precision = Precision.Float32, string[]? keep = null)
    {
        Dictionary<string, TensorInfo> infos = inputs.ToDictionary(i => i.Key, i => TensorInfo.Of(i.Value) with { Value = null });
        return new Planner(profile, precision).Plan(graph, infos, keep);
    }

    /// <summary>Runs it on these inputs, of which those the plan has no use for are passed over.</summary>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach (string input in _plan.Inputs.Keys)
            _executor.Input(input).Set(inputs[input], input);
        _run.Schedule();
        _run.Wait();
        return _plan.Outputs.ToDictionary(o => o.Key, o => Read(o.Key, o.Value));
    }

    public void Dispose() => _executor.Dispose();

    private Tensor Read(string name, TensorView view)
    {
        TensorInfo info = _plan.Values[name];
        ReadbackSlot slot = _executor.Readback.Begin(name, view);
        return _executor.Readback.End(name, slot, bytes => TensorTransfer.Read((byte*)bytes, view.Type, info.ElementType, info.Shape));
    }
}
