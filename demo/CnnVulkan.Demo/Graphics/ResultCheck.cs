using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Graphics;

/// <summary>Turns a Vulkan result that is not success into its exception.</summary>
internal static class ResultCheck
{
    /// <param name="result">What the call returned.</param>
    /// <param name="call">The call, and what it was for where that helps.</param>
    /// <exception cref="VulkanException">The call failed.</exception>
    public static void Check(this Result result, string call)
    {
        if (result == Result.Success)
            return;
        throw result == Result.ErrorDeviceLost ? new DeviceLostException(call) : new VulkanException(call, result.ToString());
    }
}
