namespace CnnVulkan.Demo.Vision;

/// <summary>A layer whose maps can be shown.</summary>
/// <param name="Name">What a person knows it as.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Value">The name of the value it writes.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Shape">1×channels×height×width.</param>
/// <param name="MapNames">What each map shows, where that has a name; else empty.</param>
internal sealed record VisionLayer(string Name, string Node, string Value, string Operator, TensorShape Shape, IReadOnlyList<string> MapNames)
{
    public int Maps => Shape[1];

    public int Height => Shape[2];

    public int Width => Shape[3];
}
