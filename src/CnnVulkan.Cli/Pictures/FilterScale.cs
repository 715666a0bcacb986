namespace CnnVulkan.Cli.Pictures;

/// <summary>How a filter's weights become colours.</summary>
internal enum FilterScale
{
    /// <summary>Even around zero, which is the middle: tells positive from negative.</summary>
    Zero,

    /// <summary>From the least to the greatest weight: the most contrast.</summary>
    Range,
}
