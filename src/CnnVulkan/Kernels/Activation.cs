namespace CnnVulkan.Kernels;

/// <summary>An activation function with its parameters.</summary>
/// <param name="Function">Which.</param>
/// <param name="Alpha">Its first parameter, where it has one.</param>
/// <param name="Beta">Its second parameter, where it has one.</param>
public sealed record Activation(ActivationFunction Function, float Alpha = 0, float Beta = 0)
{
    /// <summary>No activation.</summary>
    public static readonly Activation None = new(ActivationFunction.None);
}
