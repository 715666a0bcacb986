namespace CnnVulkan.Demo.Overlay;

/// <summary>Where the pictures come from, and what keeps them from coming.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name: "Scene", the camera's, the file's.</param>
/// <param name="Detail">Size and rate, or nothing.</param>
/// <param name="Phase">Unless ready, title, message and hint are shown where the picture would be.</param>
/// <param name="Title">What is the matter, in a few words: "No camera found".</param>
/// <param name="Message">More about it, in a sentence or two.</param>
/// <param name="Hint">What to do: a command to install something, a key to press.</param>
internal sealed record SourceStatus(
    SourceKind Kind, string Name, string Detail = "", Phase Phase = Phase.Ready,
    string Title = "", string Message = "", string Hint = "");
