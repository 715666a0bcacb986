namespace CnnVulkan;

/// <summary>A model file, folder, label file or tensor file that is damaged, hostile or not of the format: names the file and the place.</summary>
public sealed class ModelFormatException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public ModelFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
