using CnnVulkan.Kernels;

namespace CnnVulkan.Graphs;

/// <summary>An operator whose kernel can end with an activation function, so that none needs a dispatch of its own.</summary>
internal interface IActivatable
{
    /// <summary>The function it ends with now.</summary>
    Activation Activation { get; }

    /// <summary>The same operator with another function at its end.</summary>
    Operator WithActivation(Activation activation);
}
