namespace CnnVulkan.Graphs;

/// <summary>y[c] = scale[c]·x[c] + shift[c] per channel: what some operators do, and others can take into their weights.</summary>
/// <param name="Scale">One factor per channel.</param>
/// <param name="Shift">One term per channel.</param>
internal sealed record ChannelAffine(float[] Scale, float[] Shift);
