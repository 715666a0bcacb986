using System.Collections.Immutable;

namespace CnnVulkan.Operators;

/// <summary>
/// Every operator a model file can name. An explicit list: ahead-of-time compilers strip what only reflection finds.
/// </summary>
internal static class OperatorCatalog
{
    /// <summary>Makes an operator from a node's attributes.</summary>
    public delegate Operator Factory(NodeAttributes attributes);

    /// <summary>The factories by ONNX operator type.</summary>
    public static readonly ImmutableDictionary<string, Factory> Factories = new Dictionary<string, Factory>
    {
        // Convolutions, pooling, matrix products.
        ["AveragePool"] = AveragePool.Create,
        ["Conv"] = Conv.Create,
        ["ConvTranspose"] = ConvTranspose.Create,
        ["Gemm"] = Gemm.Create,
        ["GlobalAveragePool"] = _ => new GlobalPool(GlobalPoolFunction.Average),
        ["GlobalLpPool"] = a => new GlobalPool(GlobalPoolFunction.Lp, LpPool.ReadExponent(a)),
        ["GlobalMaxPool"] = _ => new GlobalPool(GlobalPoolFunction.Max),
        ["LpPool"] = LpPool.Create,
        ["MatMul"] = MatMul.Create,
        ["MaxPool"] = MaxPool.Create,

        // Element by element.

        // Normalisation, reductions, search.

        // Moving elements about.
    }.ToImmutableDictionary();
}
