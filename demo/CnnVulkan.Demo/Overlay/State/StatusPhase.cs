namespace CnnVulkan.Demo.Overlay;

/// <summary>Whether something can be used now, later, or not until somebody does something.</summary>
internal enum StatusPhase
{
    Ready,
    Waiting,
    Failed,
}
