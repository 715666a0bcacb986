using CnnVulkan.Kernels;

namespace CnnVulkan.Plans;

/// <summary>
/// How a dispatch is cut into bands of workgroups, for a frame that has no time for all of them. A kernel's place is <c>gl_WorkGroupID.y *
/// gl_NumWorkGroups.x + gl_WorkGroupID.x</c>: <c>vkCmdDispatchBase</c> adds its base to the first and third and not to the second. So a dispatch of one row is cut
/// anywhere, and one of several rows between rows, all of the same width. Workgroups know nothing of each other within a dispatch: the bands give the same bits.
/// </summary>
/// <param name="Width">Workgroups of one unit.</param>
/// <param name="Count">How many units there are: 1 where it cannot be cut.</param>
/// <param name="IsOneRow">Whether units lie along X.</param>
internal readonly record struct DispatchBands(uint Width, uint Count, bool IsOneRow)
{
    /// <summary>Narrow rows make fine bands: 1,024 workgroups take a small GPU some microseconds.</summary>
    private const long Narrow = 1024;

    public static DispatchBands Of(Dispatch dispatch, DeviceLimits limits)
    {
        if (!CanCut(dispatch))
            return new DispatchBands(dispatch.GroupsX, 1, dispatch.GroupsY == 1);
        if (dispatch.GroupsY == 1)
            return new DispatchBands(1, dispatch.GroupsX, true);
        // Folded anew, into narrower rows; kernels drop what is past the end.
        long groups = (long)dispatch.GroupsX * dispatch.GroupsY, most = limits.MaxWorkgroupCount.Y;
        long width = Math.Min(dispatch.GroupsX, Math.Max(Narrow, (groups + most - 1) / most));
        return new DispatchBands((uint)width, (uint)((groups + width - 1) / width), false);
    }

    private static bool CanCut(Dispatch dispatch)
    {
        // A shader of a user may count the workgroups of its dispatch.
        if (dispatch.Kernel.Source?.Contains("gl_NumWorkGroups", StringComparison.Ordinal) == true)
            return false;
        // Other plans read parameters between two frames: they must not find half of them new.
        foreach (Access access in dispatch.Bindings)
        {
            if (access.Writes && access.Tensor.Kind == PlanTensorKind.Parameter)
                return false;
        }
        return true;
    }
}
