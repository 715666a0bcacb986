namespace CnnVulkan.Demo.Overlay;

/// <summary>How much a message matters.</summary>
internal enum ToastKind
{
    Note,
    Done,
    Warning,
}
