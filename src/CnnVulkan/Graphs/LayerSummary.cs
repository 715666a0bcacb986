namespace CnnVulkan;

/// <summary>One layer of a network, as its file has it.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Operator">What it computes.</param>
/// <param name="OutputShape">The shape of its first output.</param>
/// <param name="Parameters">Trained numbers that this layer is the first to use.</param>
/// <param name="MultiplyAdds">Multiply-adds of one run, as papers count them: convolutions and matrix products.</param>
/// <param name="ActivationBytes">Bytes of its outputs.</param>
public sealed record LayerSummary(string Name, string Operator, TensorShape OutputShape, long Parameters, long MultiplyAdds, long ActivationBytes);
