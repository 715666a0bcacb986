namespace CnnVulkan;

/// <summary>The base of every error this library reports: the message says what, where and what to do.</summary>
public abstract class CnnVulkanException : Exception
{
    private protected CnnVulkanException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
