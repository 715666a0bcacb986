using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Passes;
using CnnVulkan.Plans;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Runs a plan as it is: one made for other limits than the device's, or not rewritten as a worker would have it.</summary>
internal sealed unsafe class PlanRunner(Plan plan, VisionDevice device) : IDisposable
{
    private readonly PlanExecutor _executor = new(plan, device, profile: false);

    /// <summary>Plans a graph for a device, packed where that suits that device, fused or as it stands.</summary>
    public static Plan Plan(
        Graph graph, IReadOnlyDictionary<string, Tensor> inputs, DeviceProfile profile, Precision precision = Precision.Float32, string[]? keep = null)
    {
        Dictionary<string, TensorInfo> infos = inputs.ToDictionary(i => i.Key, i => TensorInfo.Of(i.Value) with { Value = null });
        return PlanBuilder.Build(Optimizer.Run(graph, infos, keep ?? [], profile: profile), profile, precision);
    }

    /// <summary>Runs it on these inputs, of which those the plan has no use for are passed over.</summary>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach (string input in plan.Inputs.Keys)
            _executor.Input(input).Set(inputs[input], input);
        _executor.Schedule();
        _executor.Wait();
        return plan.Outputs.ToDictionary(o => o.Key, o => Read(o.Key, o.Value));
    }

    public void Dispose() => _executor.Dispose();

    private Tensor Read(string name, TensorView view)
    {
        TensorInfo info = plan.Values[name];
        ReadbackSlot slot = _executor.Readback.Begin(name, view);
        return _executor.Readback.End(name, slot, bytes => TensorTransfer.Read((byte*)bytes, view.Type, info.ElementType, info.Shape));
    }
}
