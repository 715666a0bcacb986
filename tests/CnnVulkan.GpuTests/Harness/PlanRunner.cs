using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tensors;
using Silk.NET.Vulkan;
using Tensor = CnnVulkan.Tensor;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Runs a plan as it is: one made for another device, or not rewritten as a worker would have it.</summary>
internal sealed unsafe class PlanRunner : IDisposable
{
    /// <summary>What stands in channels past the last: no result may hold any of it. Its square fits 16 bits.</summary>
    private const float Filler = 77;

    private readonly Plan _plan;
    private readonly PlanExecutor _executor;
    private readonly WholeRun _run;
    private CommandBuffer _bands;

    /// <param name="plan">The plan.</param>
    /// <param name="device">The device.</param>
    /// <param name="longest">Milliseconds that a submission may take, by the guess; null as the device has it.</param>
    public PlanRunner(Plan plan, VisionDevice device, double? longest = null)
    {
        _plan = plan;
        _executor = new PlanExecutor(plan, device);
        _run = new WholeRun(_executor, longest);
    }

    /// <summary>Plans a graph for a device, or, without layouts, with all values plain.</summary>
    public static Plan Plan(
        Graph graph, IReadOnlyDictionary<string, Tensor> inputs, DeviceProfile profile, Precision precision = Precision.Float32, string[]? keep = null, bool layouts = true)
    {
        Dictionary<string, TensorInfo> infos = inputs.ToDictionary(i => i.Key, i => TensorInfo.Of(i.Value) with { Value = null });
        var planner = new Planner(profile, precision);
        return layouts ? planner.Plan(graph, infos, keep) : planner.Lower(Planner.Simplify(graph, infos, keep));
    }

    /// <summary>Runs it on these inputs, of which those the plan has no use for are passed over. All values are plain, however the plan has them.</summary>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs) => RunAsStored(inputs).ToDictionary(o => o.Key, o => Plain(o.Key, o.Value));

    /// <summary>The same with outputs as they lie.</summary>
    public Dictionary<string, Tensor> RunAsStored(IReadOnlyDictionary<string, Tensor> inputs)
    {
        Set(inputs);
        _run.Schedule();
        _run.Wait();
        return _plan.Outputs.ToDictionary(o => o.Key, o => Read(o.Key, o.Value));
    }

    /// <summary>The same with every dispatch cut into bands of different sizes, as those are that fit no slice.</summary>
    public Dictionary<string, Tensor> RunInBands(IReadOnlyDictionary<string, Tensor> inputs)
    {
        Set(inputs);
        if (_bands.Handle == 0)
            _bands = _executor.Pool.Allocate("bands");
        var writer = new CommandWriter(_executor.Device.Vulkan, _bands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        _executor.RecordInputs(writer, null);
        for (int i = 0; i < _plan.Dispatches.Length; i++)
        {
            int units = (int)DispatchBands.Of(_plan.Dispatches[i], _executor.Device.Limits).Count;
            for (int start = 0, end; start < units; start = end)
            {
                end = Math.Min(units, start + Math.Max(1, (units - start) * 2 / 5));
                _executor.RecordBand(writer, i, start, end - start);
                Bands++;
            }
        }
        writer.End();
        _executor.Timeline.Wait(_executor.Timeline.Submit([_bands]));
        return _plan.Outputs.ToDictionary(o => o.Key, o => Plain(o.Key, Read(o.Key, o.Value)));
    }

    /// <summary>How many bands were run.</summary>
    public int Bands { get; private set; }

    public void Dispose() => _executor.Dispose();

    private void Set(IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach ((string input, TensorView view) in _plan.Inputs)
            _executor.Input(input).Set(view.Layout == Layout.Nchw ? inputs[input] : Nc4hwReference.Store((Tensor<float>)inputs[input], Filler), input);
    }

    private Tensor Read(string name, TensorView view)
    {
        TensorInfo info = _plan.Values[name];
        ReadbackSlot slot = _executor.Readback.Begin(name, view);
        return _executor.Readback.End(name, slot, bytes => TensorTransfer.Read((byte*)bytes, view.Type, info.ElementType, view.Layout.Stored(info.Shape)));
    }

    /// <summary>What stands in channels past the last must be finite: the next convolution multiplies it by 0.</summary>
    private Tensor Plain(string name, Tensor stored)
    {
        TensorShape shape = _plan.Values[name].Shape;
        if (_plan.Outputs[name].Layout == Layout.Nchw)
            return stored;
        Assert.All(Nc4hwReference.Missing((Tensor<float>)stored, shape), value => Assert.True(float.IsFinite(value), $"{name} holds {value} where no channel is"));
        return Nc4hwReference.Load((Tensor<float>)stored, shape);
    }
}
