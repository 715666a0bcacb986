namespace CnnVulkan.Demo.App;

/// <summary>One line of the help panel: keys that belong together.</summary>
/// <param name="Group">The heading it stands under.</param>
/// <param name="Text">What they do.</param>
/// <param name="Keys">The keys.</param>
internal sealed record KeyGroup(string Group, string Text, params KeyBinding[] Keys);
