namespace CnnVulkan.Kernels;

/// <summary>Functions of one number that a kernel can end with. The numbers are those of <c>activation.glsl</c>.</summary>
public enum ActivationFunction
{
    /// <summary>x.</summary>
    None = 0,

    /// <summary>max(x, 0).</summary>
    Relu = 1,

    /// <summary>x where x ≥ 0, else alpha·x.</summary>
    LeakyRelu = 2,

    /// <summary>min(max(x, alpha), beta).</summary>
    Clip = 3,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid = 4,

    /// <summary>tanh x.</summary>
    Tanh = 5,

    /// <summary>x where x ≥ 0, else alpha·(e^x - 1).</summary>
    Elu = 6,

    /// <summary>max(0, min(1, alpha·x + beta)).</summary>
    HardSigmoid = 7,

    /// <summary>x · max(0, min(1, x/6 + 1/2)).</summary>
    HardSwish = 8,

    /// <summary>x · sigmoid(alpha·x).</summary>
    Swish = 9,

    /// <summary>beta·x where x ≥ 0, else beta·alpha·(e^x - 1).</summary>
    Selu = 10,

    /// <summary>max(0, x) + min(0, alpha·(e^(x/alpha) - 1)).</summary>
    Celu = 11,

    /// <summary>ln(1 + e^x).</summary>
    Softplus = 12,

    /// <summary>x / (1 + |x|).</summary>
    Softsign = 13,

    /// <summary>x where x > alpha, else 0.</summary>
    ThresholdedRelu = 14,

    /// <summary>x/2 · (1 + erf(x/√2)).</summary>
    Gelu = 15,

    /// <summary>x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    GeluTanh = 16,

    /// <summary>x · tanh(ln(1 + e^x)).</summary>
    Mish = 17,
}
