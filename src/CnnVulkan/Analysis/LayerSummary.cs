namespace CnnVulkan;

/// <summary>One layer of a network, as its file has it.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Operator">What it computes.</param>
/// <param name="Window">The window it slides, as papers write it: <c>7×7/2</c> for 7×7 with stride 2; empty where it slides none.</param>
/// <param name="OutputShape">The shape of its first output.</param>
/// <param name="Cost">What it holds and takes.</param>
/// <param name="Field">What one element of its first output sees of the picture; null where it does not depend on any.</param>
public sealed record LayerSummary(string Name, string Operator, string Window, TensorShape OutputShape, LayerCost Cost, ReceptiveField? Field);
