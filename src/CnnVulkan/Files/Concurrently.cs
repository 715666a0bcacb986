using System.Runtime.ExceptionServices;

namespace CnnVulkan.Files;

/// <summary>Work on all processors whose errors come out as they are.</summary>
internal static class Concurrently
{
    /// <summary>Runs an action for each item; of several errors the first, because the same cause mostly hits them all.</summary>
    public static void ForEach<T>(IReadOnlyCollection<T> items, Action<T> action)
    {
        if (items.Count == 1)
        {
            // Not worth the start of a loop on all processors.
            action(items.First());
            return;
        }
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
