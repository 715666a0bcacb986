namespace CnnVulkan.Demo;

/// <summary>Whether something can be used now, later, or not until somebody does something.</summary>
internal enum Phase
{
    /// <summary>Being opened or loaded, or lost a moment ago; what was there before goes on meanwhile.</summary>
    Waiting,

    /// <summary>It can be used.</summary>
    Ready,

    /// <summary>It cannot, and something must be done; live sources keep trying all the same.</summary>
    Failed,
}
