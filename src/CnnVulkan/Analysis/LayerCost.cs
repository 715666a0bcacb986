namespace CnnVulkan;

/// <summary>What a layer, or all of them together, holds and takes for one run.</summary>
/// <param name="Weights">Trained numbers that multiply: filters, matrices, scales. Those that an earlier layer used too are not counted again.</param>
/// <param name="Biases">Trained numbers that are added.</param>
/// <param name="WeightBytes">Bytes of all real constants, a batch normalisation's running averages included.</param>
/// <param name="MultiplyAdds">Multiply-adds, as papers count them: convolutions and matrix products. Some call these FLOPs.</param>
/// <param name="Flops">
/// Arithmetic on reals: two for each multiply-add, one for each bias added, one for each element of a window pooled, of a function applied.
/// </param>
/// <param name="Activations">Elements of the outputs.</param>
/// <param name="ActivationBytes">Bytes of the outputs.</param>
public sealed record LayerCost(
    long Weights, long Biases, long WeightBytes, long MultiplyAdds, long Flops, long Activations, long ActivationBytes)
{
    /// <summary>Weights and biases.</summary>
    public long Parameters => Weights + Biases;

    /// <summary>Adds up layers.</summary>
    public static LayerCost Sum(IEnumerable<LayerCost> layers) => layers.Aggregate(
        new LayerCost(0, 0, 0, 0, 0, 0, 0),
        (a, b) => new LayerCost(
            a.Weights + b.Weights, a.Biases + b.Biases, a.WeightBytes + b.WeightBytes, a.MultiplyAdds + b.MultiplyAdds, a.Flops + b.Flops,
            a.Activations + b.Activations, a.ActivationBytes + b.ActivationBytes));
}
