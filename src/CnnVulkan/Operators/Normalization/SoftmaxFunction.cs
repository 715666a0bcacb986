namespace CnnVulkan.Operators;

/// <summary>What a row becomes. The numbers are those of <c>softmax.comp</c>.</summary>
internal enum SoftmaxFunction
{
    /// <summary>e^x / Σ e^x.</summary>
    Softmax = 0,

    /// <summary>x - ln Σ e^x.</summary>
    LogSoftmax = 1,

    /// <summary>1 for the first largest element, else 0.</summary>
    Hardmax = 2,
}
