using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Analysis;

/// <summary>Tells weights from biases and from what is not trained.</summary>
internal static class ParameterRoles
{
    /// <summary>How many roles there are.</summary>
    public const int Count = (int)ParameterRole.Setting + 1;

    /// <summary>The role of a node's constant input.</summary>
    public static ParameterRole Of(Operator op, int input) => op switch
    {
        BatchNormalization when input > 2 => ParameterRole.Statistic,
        Conv or ConvTranspose or Gemm or BatchNormalization or InstanceNormalization or LayerNormalization or GroupNormalization
            => input == 2 ? ParameterRole.Bias : ParameterRole.Weight,
        Binary { Function: BinaryFunction.Add or BinaryFunction.Sub } or Variadic => ParameterRole.Bias,
        Resize or Clip or Pad or Dropout or Where or Reshape or ConstantOfShape or OneHot or Operators.Range => ParameterRole.Setting,
        _ => ParameterRole.Weight,
    };
}
