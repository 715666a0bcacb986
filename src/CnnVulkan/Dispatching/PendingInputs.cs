using CnnVulkan.Graphs;

namespace CnnVulkan.Dispatching;

/// <summary>Inputs of a worker that were set since its last run and that its current plan cannot take.</summary>
internal sealed class PendingInputs
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly Dictionary<string, GpuTensor> _onGpu = [];

    public int Count => _tensors.Count + _onGpu.Count;

    /// <summary>What they are to the planner.</summary>
    public Dictionary<string, TensorInfo> Infos => _tensors.Select(p => (p.Key, Info: TensorInfo.Of(p.Value)))
        .Concat(_onGpu.Select(p => (p.Key, Info: new TensorInfo(p.Value.Shape, p.Value.ElementType)))).ToDictionary(p => p.Key, p => p.Info);

    public void Set(string name, Tensor tensor)
    {
        _onGpu.Remove(name);
        _tensors[name] = TensorCopy.Of(tensor);
    }

    public void Set(string name, GpuTensor tensor)
    {
        _tensors.Remove(name);
        _onGpu[name] = tensor;
    }

    /// <summary>Forgets one that a plan has taken.</summary>
    public void Remove(string name)
    {
        _tensors.Remove(name);
        _onGpu.Remove(name);
    }

    public void Clear()
    {
        _tensors.Clear();
        _onGpu.Clear();
    }

    /// <summary>Gives them to the plan they are for, with the others as they were set before.</summary>
    /// <param name="next">That plan.</param>
    /// <param name="previous">The plan in use until now; null where there is none.</param>
    public void MoveTo(PlanCache.Entry next, PlanCache.Entry? previous)
    {
        foreach (string name in next.Executor.Plan.Inputs.Keys)
        {
            if (_tensors.TryGetValue(name, out Tensor? tensor))
                next.Set(name, tensor);
            else if (_onGpu.TryGetValue(name, out GpuTensor? onGpu))
                next.Executor.Input(name).SetFrom(onGpu.Executor, onGpu.View);
            else if (previous is { Executor.IsDisposed: false } && previous != next)
                next.TakeOver(name, previous);
        }
        Clear();
    }

    /// <summary>Names and shapes, for errors.</summary>
    public override string ToString() => string.Join(", ", _tensors.Select(p => $"{p.Key} {p.Value.Shape}").Concat(_onGpu.Select(p => $"{p.Key} {p.Value.Shape}")));
}
