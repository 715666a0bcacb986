namespace CnnVulkan.Reference;

/// <summary>A layer of the reference trainer: forward and backward in float64, by the definition, one loop per index.</summary>
public abstract class Float64Layer
{
    /// <summary>Its weights with their gradients of the last backward pass; empty where it has none.</summary>
    public virtual IReadOnlyList<(double[] Weights, double[] Gradient)> Parameters => [];

    /// <summary>The output for a batch; what backward needs is remembered.</summary>
    public abstract double[] Forward(double[] x, int batch);

    /// <summary>The gradient of the input from that of the output; the weights' is set on the way.</summary>
    public abstract double[] Backward(double[] dy, int batch);
}
