namespace CnnVulkan.Demo.Overlay;

/// <summary>One line of the help panel.</summary>
/// <param name="Group">The heading it stands under; lines of a group follow one another.</param>
/// <param name="Keys">The keys, with a space between those that do the same: "← A".</param>
/// <param name="Text">What they do.</param>
internal readonly record struct KeyHelp(string Group, string Keys, string Text);
