using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>Turns a result that is not success into its exception. Every Vulkan call that returns a result goes through here.</summary>
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

    /// <summary>As <see cref="Check(Result, string)"/>, for calls that take memory.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="call">The call, and what it was for where that helps.</param>
    /// <param name="requested">Bytes it asked for.</param>
    /// <param name="available">Tells the bytes that are free; asked where there were too few.</param>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public static void CheckMemory(this Result result, string call, long requested, Func<long> available)
    {
        if (result is Result.ErrorOutOfDeviceMemory or Result.ErrorOutOfHostMemory)
            throw new GpuOutOfMemoryException(call, requested, available());
        result.Check(call);
    }
}
