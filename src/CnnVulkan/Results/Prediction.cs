namespace CnnVulkan;

/// <summary>One class a network considers, with how likely it finds it.</summary>
/// <param name="Index">The class: the position in the network's output.</param>
/// <param name="Label">The class's name; the index as text where the model has no labels.</param>
/// <param name="Probability">The score, 0 to 1 where the network ends in a softmax.</param>
public sealed record Prediction(int Index, string Label, float Probability);
