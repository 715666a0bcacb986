namespace CnnVulkan;

/// <summary>Validation was asked for, but the validation layer is not installed.</summary>
public sealed class ValidationLayerMissingException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public ValidationLayerMissingException(string message)
        : base(message)
    {
    }
}
