using System.Collections.Immutable;

namespace CnnVulkan.Engine;

/// <summary>What those who look at a network want of it besides its outputs: decides what is computed and kept.</summary>
internal sealed class NetworkNeeds
{
    /// <summary>
    /// Layers kept on each side of one that is shown, so that a step to the next shows at once. Each costs memory, and a pass that unpacks its
    /// channels.
    /// </summary>
    public const int Neighbours = 2;

    /// <summary>How many of the best classes are wanted; 0 for none.</summary>
    public int Top { get; set; }

    /// <summary>Whether a class activation map is.</summary>
    public bool Heat { get; set; }

    /// <summary>Outputs of the network itself that are wanted, beside what is made of them.</summary>
    public ImmutableArray<string> Outputs { get; set; } = [];

    /// <summary>The layers whose maps are shown, by name or value; null for the first convolution.</summary>
    public List<string?> Layers { get; } = [];

    /// <summary>All of it.</summary>
    public override string ToString() => $"{Top} {Heat} {string.Join('|', Outputs)} {string.Join('|', Layers)}";
}
