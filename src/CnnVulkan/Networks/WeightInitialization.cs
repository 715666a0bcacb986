namespace CnnVulkan;

/// <summary>What untrained weights are set to. Biases are always 0, batch normalisation passes its input through, slopes of PReLU are 0.25.</summary>
public enum WeightInitialization
{
    /// <summary>
    /// Gaussian of standard deviation √(2/n), n the number of inputs of a neuron (He et al. 2015, "Delving Deep into Rectifiers", section
    /// 2.2): through a ReLU the signal keeps its size, however deep the network.
    /// </summary>
    He,

    /// <summary>All zero: every neuron of a layer computes the same, every score is equal, and training never tells them apart.</summary>
    Zero,

    /// <summary>
    /// Gaussian of standard deviation 0.01 in every layer, as Krizhevsky et al. 2012 used it: in deep networks without batch
    /// normalisation the signal fades from layer to layer until all scores are equal, which is why VGG had to be trained in steps.
    /// </summary>
    TooSmall,

    /// <summary>
    /// The arrays are left as they are allocated: zeros that no one has touched, so that the system need not find memory for them. For
    /// counting and drawing: shapes are all there, VGG-16's 553 MB are not.
    /// </summary>
    None,
}
