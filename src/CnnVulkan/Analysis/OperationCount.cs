using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Analysis;

/// <summary>Counts arithmetic on reals: additions, multiplications, comparisons, and functions as one each.</summary>
internal static class OperationCount
{
    /// <summary>The operations of a node for its shapes; 0 for what only moves elements.</summary>
    public static long Of(Node node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs, long multiplyAdds)
    {
        long elements = outputs[0].Shape.Count;
        return node.Operator switch
        {
            Conv or ConvTranspose or Gemm => 2 * multiplyAdds + (inputs.Count > 2 ? elements : 0),
            MaxPool o => elements * Window(o.Window, inputs[0].Shape),
            AveragePool o => elements * (Window(o.Window, inputs[0].Shape) + 1),
            LpPool o => elements * (2 * Window(o.Window, inputs[0].Shape) + 1),
            GlobalPool or Reduce or ArgReduce or CumSum => inputs[0].Shape.Count,
            // Scale and shift: at run time mean and variance are folded into both.
            BatchNormalization => 2 * elements,
            // A square and its sum for each channel of the window, then the power and the quotient.
            LRN o => elements * (2 * o.Size + 3),
            // Maximum, exponent, sum, quotient.
            Softmax => 4 * elements,
            // Mean, variance, and then as a batch normalisation.
            InstanceNormalization or LayerNormalization or GroupNormalization or MeanVarianceNormalization => 6 * elements,
            Activate or Unary or Binary or Clip or Where => elements,
            Variadic => elements * Math.Max(inputs.Count - 1, 1),
            Maxout => inputs[0].Shape.Count,
            _ => 2 * multiplyAdds,
        };
    }

    private static long Window(SlidingWindow window, TensorShape input) => window.Resolve(input).Aggregate(1L, (n, axis) => n * axis.Kernel);
}
