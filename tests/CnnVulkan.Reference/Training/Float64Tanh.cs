namespace CnnVulkan.Reference;

/// <summary>The hyperbolic tangent; its derivative is 1 - y².</summary>
public sealed class Float64Tanh : Float64Layer
{
    private double[] _y = [];

    public override double[] Forward(double[] x, int batch) => _y = [.. x.Select(Math.Tanh)];

    public override double[] Backward(double[] dy, int batch) => [.. dy.Select((d, i) => d * (1 - _y[i] * _y[i]))];
}
