namespace CnnVulkan;

/// <summary>A Vulkan call failed: names the call and its result code.</summary>
public class VulkanException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    /// <param name="call">The Vulkan function, such as <c>vkCreateBuffer</c>, and what it was for.</param>
    /// <param name="result">The name of the <c>VkResult</c>.</param>
    public VulkanException(string call, string result)
        : this(call, result, $"{call} failed: {result}.")
    {
    }

    private protected VulkanException(string call, string result, string message)
        : base(message)
    {
        Call = call;
        Result = result;
    }

    /// <summary>The function that failed.</summary>
    public string Call { get; }

    /// <summary>The name of the result code.</summary>
    public string Result { get; }
}
