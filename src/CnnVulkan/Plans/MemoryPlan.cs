using CnnVulkan.Kernels;

namespace CnnVulkan.Plans;

/// <summary>The arena: one block of memory that activations share by lifetime.</summary>
/// <param name="ArenaBytes">The arena's size.</param>
/// <param name="LowerBoundBytes">The most bytes alive at any one dispatch: no plan can do with less.</param>
internal sealed record MemoryPlan(long ArenaBytes, long LowerBoundBytes)
{
    /// <summary>Greedy by size: the largest tensor first, each at the lowest offset free during its whole life.</summary>
    public static MemoryPlan Assign(IReadOnlyList<PlanTensor> tensors, IReadOnlyList<Dispatch> dispatches, DeviceLimits limits)
    {
        var lives = Lives(tensors, dispatches);
        var placed = new List<Life>();
        long arena = 0;
        foreach (Life life in lives.OrderByDescending(l => l.Bytes(limits)).ThenBy(l => l.Tensor.Id))
        {
            long offset = 0;
            long bytes = life.Bytes(limits);
            foreach (Life other in placed.Where(o => o.Overlaps(life)).OrderBy(o => o.Tensor.ArenaOffset))
            {
                if (offset + bytes <= other.Tensor.ArenaOffset)
                    break;
                offset = Math.Max(offset, other.Tensor.ArenaOffset + other.Bytes(limits));
            }
            life.Tensor.ArenaOffset = offset;
            placed.Add(life);
            arena = Math.Max(arena, offset + bytes);
        }
        return new MemoryPlan(arena, LowerBound(lives, limits));
    }

    private static List<Life> Lives(IReadOnlyList<PlanTensor> tensors, IReadOnlyList<Dispatch> dispatches)
    {
        var first = new Dictionary<PlanTensor, int>();
        var last = new Dictionary<PlanTensor, int>();
        for (int i = 0; i < dispatches.Count; i++)
        {
            foreach (Access access in dispatches[i].Bindings)
            {
                first.TryAdd(access.Tensor, i);
                last[access.Tensor] = i;
            }
        }
        var lives = new List<Life>();
        foreach (PlanTensor tensor in tensors)
        {
            switch (tensor.Kind)
            {
                case PlanTensorKind.Input:
                    lives.Add(new Life(tensor, -1, int.MaxValue));
                    break;
                case PlanTensorKind.Output:
                    lives.Add(new Life(tensor, first.GetValueOrDefault(tensor, -1), int.MaxValue));
                    break;
                case PlanTensorKind.Activation when first.ContainsKey(tensor):
                    lives.Add(new Life(tensor, first[tensor], last[tensor]));
                    break;
            }
        }
        return lives;
    }

    private static long LowerBound(List<Life> lives, DeviceLimits limits)
        => lives.Select(l => l.First).Distinct().Select(t => lives.Where(l => l.First <= t && t <= l.Last).Sum(l => l.Bytes(limits)))
            .DefaultIfEmpty(0).Max();

    private sealed record Life(PlanTensor Tensor, int First, int Last)
    {
        public bool Overlaps(Life other) => First <= other.Last && other.First <= Last;

        /// <summary>Rounded up so that the next tensor starts where a binding may start.</summary>
        public long Bytes(DeviceLimits limits) => (Tensor.Bytes + limits.TensorAlignment - 1) / limits.TensorAlignment * limits.TensorAlignment;
    }
}
