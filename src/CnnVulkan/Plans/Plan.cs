using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Plans;

/// <summary>
/// A network made ready for one device, one set of input shapes and one precision: every dispatch, every byte's place and every
/// barrier, as plain data. Made and tested without a GPU.
/// </summary>
public sealed class Plan
{
    internal Plan(
        IReadOnlyList<PlanTensor> tensors,
        IReadOnlyList<Dispatch> dispatches,
        IReadOnlyDictionary<string, TensorView> inputs,
        IReadOnlyDictionary<string, TensorView> outputs,
        IReadOnlyDictionary<string, TensorInfo> values,
        Precision precision,
        MemoryPlan memory)
    {
        Tensors = [.. tensors];
        Dispatches = [.. dispatches];
        Inputs = inputs;
        Outputs = outputs;
        Values = values;
        Precision = precision;
        ArenaBytes = memory.ArenaBytes;
        LowerBoundBytes = memory.LowerBoundBytes;
    }

    /// <summary>All memory: constants, and what shares the arena.</summary>
    public ImmutableArray<PlanTensor> Tensors { get; }

    /// <summary>What runs, in order.</summary>
    public ImmutableArray<Dispatch> Dispatches { get; }

    /// <summary>The values fed before a run, by name.</summary>
    public IReadOnlyDictionary<string, TensorView> Inputs { get; }

    /// <summary>The values to read after a run, kept intermediates included, by name.</summary>
    public IReadOnlyDictionary<string, TensorView> Outputs { get; }

    /// <summary>Shape and element type of every value, by name.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Values { get; }

    /// <summary>How real numbers are stored.</summary>
    public Precision Precision { get; }

    /// <summary>Bytes of the arena that inputs, activations and outputs share: the planned peak.</summary>
    public long ArenaBytes { get; }

    /// <summary>The most bytes alive at any one dispatch: no plan for this order of dispatches can do with less.</summary>
    public long LowerBoundBytes { get; }

    /// <summary>Bytes of weights and other constants.</summary>
    public long ConstantBytes => Tensors.Where(t => t.Kind == PlanTensorKind.Constant).Sum(t => t.Bytes);

    /// <summary>Multiply-adds of all dispatches.</summary>
    public long MultiplyAdds => Dispatches.Sum(d => d.MultiplyAdds);

    /// <summary>Lets go of constants' elements once they are on the GPU, but for those that are results themselves.</summary>
    internal void ReleaseConstants()
    {
        var results = new HashSet<PlanTensor>(Outputs.Values.Select(o => o.Tensor));
        foreach (PlanTensor tensor in Tensors)
        {
            if (!results.Contains(tensor))
                tensor.Release();
        }
    }

    /// <summary>The whole plan as text, one line per tensor and dispatch: what tests compare.</summary>
    public override string ToString()
    {
        IEnumerable<string> tensors = Tensors.Select(t => t.Kind == PlanTensorKind.Constant ? $"{t}" : $"{t} @{t.ArenaOffset}");
        return string.Join('\n', tensors.Concat(Dispatches.Select(d => d.ToString())).Append($"arena {ArenaBytes}, at least {LowerBoundBytes}"));
    }
}
