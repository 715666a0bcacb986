namespace CnnVulkan.Training;

/// <summary>Something that cannot be taught as things stand: the message says what is missing.</summary>
public sealed class TeachingException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public TeachingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
