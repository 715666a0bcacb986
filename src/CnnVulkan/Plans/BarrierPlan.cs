using CnnVulkan.Kernels;

namespace CnnVulkan.Plans;

/// <summary>
/// Decides before which dispatches a barrier stands: where one reads or overwrites bytes written since the last barrier, or
/// overwrites bytes read since. One barrier covers all memory, so it settles every earlier hazard at once.
/// </summary>
internal static class BarrierPlan
{
    public static List<Dispatch> Apply(IReadOnlyList<Dispatch> dispatches)
    {
        var result = new List<Dispatch>(dispatches.Count);
        var pending = new List<Access>();
        foreach (Dispatch dispatch in dispatches)
        {
            bool hazard = dispatch.Bindings.Any(now => pending.Any(before => (now.Writes || before.Writes) && Overlap(now, before)));
            if (hazard)
                pending.Clear();
            // Constants are only ever read; leaving them out keeps the list short.
            pending.AddRange(dispatch.Bindings.Where(b => b.Tensor.Kind != PlanTensorKind.Constant));
            result.Add(dispatch with { BarrierBefore = hazard });
        }
        return result;
    }

    private static bool Overlap(Access a, Access b)
    {
        if (a.Tensor.Kind == PlanTensorKind.Constant || b.Tensor.Kind == PlanTensorKind.Constant)
            return false;
        if (a.Tensor.Kind == PlanTensorKind.Parameter || b.Tensor.Kind == PlanTensorKind.Parameter)
            return a.Tensor == b.Tensor && a.BindOffset < b.BindOffset + b.BindBytes && b.BindOffset < a.BindOffset + a.BindBytes;
        // Different tensors may share arena bytes: compare arena addresses, not tensors. What counts is the range that is bound, wider
        // than the bytes touched where a view starts or ends off the device's alignment: synchronisation validation sees no more.
        long startA = a.Tensor.ArenaOffset + a.BindOffset, endA = startA + a.BindBytes;
        long startB = b.Tensor.ArenaOffset + b.BindOffset, endB = startB + b.BindBytes;
        return startA < endB && startB < endA;
    }
}
