namespace CnnVulkan.Operators;

/// <summary>What the sizes given to Resize mean.</summary>
internal enum AspectRatioPolicy
{
    /// <summary>Exactly these.</summary>
    Stretch,

    /// <summary>The largest of the same proportions that pass none of these.</summary>
    NotLarger,

    /// <summary>The smallest of the same proportions that reach all of these.</summary>
    NotSmaller,
}
