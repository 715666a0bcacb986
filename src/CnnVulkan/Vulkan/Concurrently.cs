using System.Runtime.ExceptionServices;

namespace CnnVulkan.Vulkan;

/// <summary>Work on all processors whose errors come out as they are.</summary>
internal static class Concurrently
{
    /// <summary>Runs an action for each item; of several errors the first, because the same cause mostly hits them all.</summary>
    public static void ForEach<T>(IEnumerable<T> items, Action<T> action)
    {
        try
        {
            Parallel.ForEach(items, action);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Capture(errors.InnerExceptions[0]).Throw();
        }
    }
}
