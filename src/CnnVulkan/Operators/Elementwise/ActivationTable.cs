using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>The activation functions on the CPU, for constants folded at load; <c>activation.glsl</c> is the same table for the GPU.</summary>
internal static class ActivationTable
{
    public static float Apply(Activation activation, float x) => (float)Apply(activation.Function, x, activation.Alpha, activation.Beta);

    private static double Apply(ActivationFunction function, double x, double alpha, double beta) => function switch
    {
        ActivationFunction.None => x,
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.LeakyRelu => x >= 0 ? x : alpha * x,
        ActivationFunction.Clip => Math.Min(Math.Max(x, alpha), beta),
        ActivationFunction.Sigmoid => Sigmoid(x),
        ActivationFunction.Tanh => Math.Tanh(x),
        ActivationFunction.Elu => x >= 0 ? x : alpha * (Math.Exp(x) - 1),
        ActivationFunction.HardSigmoid => Math.Min(Math.Max(alpha * x + beta, 0), 1),
        ActivationFunction.HardSwish => x * Math.Min(Math.Max(x / 6 + 0.5, 0), 1),
        ActivationFunction.Swish => x * Sigmoid(alpha * x),
        ActivationFunction.Selu => beta * (x >= 0 ? x : alpha * (Math.Exp(x) - 1)),
        ActivationFunction.Celu => Math.Max(x, 0) + Math.Min(0, alpha * (Math.Exp(x / alpha) - 1)),
        ActivationFunction.Softplus => Softplus(x),
        ActivationFunction.Softsign => x / (1 + Math.Abs(x)),
        ActivationFunction.ThresholdedRelu => x > alpha ? x : 0,
        ActivationFunction.Gelu => 0.5 * x * (1 + UnaryTable.Erf(x * Math.Sqrt(0.5))),
        ActivationFunction.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        ActivationFunction.Mish => x * Math.Tanh(Softplus(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not an activation function."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
