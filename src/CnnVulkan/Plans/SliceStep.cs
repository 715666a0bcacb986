namespace CnnVulkan.Plans;

/// <summary>What a run in slices consists of: the copies of its inputs, its dispatches, the copies of its results.</summary>
/// <param name="Kind">Steps of a kind take times in proportion to their guesses: a kernel's.</param>
/// <param name="Guess">Milliseconds, before any was measured.</param>
/// <param name="Units">Into how many parts it can be cut at most.</param>
internal readonly record struct SliceStep(int Kind, double Guess, int Units)
{
    /// <summary>The steps of a plan: the copies of inputs, the dispatches, and, where there are any, the copies of results.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="profile">The device.</param>
    /// <param name="resultBytes">Bytes copied at the end.</param>
    public static SliceStep[] Of(Plan plan, DeviceProfile profile, long resultBytes)
    {
        var kinds = new Dictionary<(string, string), int>();
        var steps = new List<SliceStep>(plan.Dispatches.Length + 2) { new(0, DispatchCost.Milliseconds(plan.Inputs.Values.Sum(i => i.Bytes), profile.Traits), 1) };
        foreach (Dispatch dispatch in plan.Dispatches)
        {
            (string, string) kernel = (dispatch.Kernel.Shader, dispatch.Variant);
            if (!kinds.TryGetValue(kernel, out int kind))
                kinds[kernel] = kind = kinds.Count + 1;
            steps.Add(new SliceStep(kind, DispatchCost.Milliseconds(dispatch, profile.Traits), (int)Math.Min(DispatchBands.Of(dispatch, profile.Limits).Count, int.MaxValue)));
        }
        if (resultBytes > 0)
            steps.Add(new SliceStep(0, DispatchCost.Milliseconds(resultBytes, profile.Traits), 1));
        return [.. steps];
    }
}
