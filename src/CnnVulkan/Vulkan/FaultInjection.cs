namespace CnnVulkan.Vulkan;

/// <summary>
/// Lets a test fail the n-th creation of a Vulkan object, to see that everything created before it is destroyed. Process-wide: such
/// tests run alone.
/// </summary>
internal static class FaultInjection
{
    private static int _remaining;

    /// <summary>Makes the n-th creation from now fail, counted from 1; 0 for none.</summary>
    public static void FailAt(int creation) => Volatile.Write(ref _remaining, creation);

    /// <summary>Whether a creation is still to fail.</summary>
    public static bool Pending => Volatile.Read(ref _remaining) > 0;

    /// <summary>Called before each creation.</summary>
    /// <exception cref="VulkanException">This is the creation that a test asked to fail.</exception>
    public static void Before(string call)
    {
        if (Volatile.Read(ref _remaining) > 0 && Interlocked.Decrement(ref _remaining) == 0)
            throw new VulkanException(call, "ErrorInitializationFailed");
    }
}
