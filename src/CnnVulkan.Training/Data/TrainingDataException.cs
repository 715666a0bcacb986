namespace CnnVulkan.Training;

/// <summary>Labelled data that is missing, damaged or does not fit: the message names the file and says what was expected.</summary>
public sealed class TrainingDataException : CnnVulkanException
{
    /// <summary>Creates the error.</summary>
    public TrainingDataException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
