namespace CnnVulkan.Training;

/// <summary>Why a training ended.</summary>
public enum SessionEnd
{
    /// <summary>All epochs were done.</summary>
    Finished,

    /// <summary>The time was up.</summary>
    TimeLimit,

    /// <summary>Validation got no better for as long as was allowed.</summary>
    NoBetter,

    /// <summary>It was told to end.</summary>
    Cancelled,
}
