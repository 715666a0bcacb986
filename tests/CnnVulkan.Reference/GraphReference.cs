using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Reference;

/// <summary>Runs a network node by node with the naive loops, as its file has it: nothing fused, nothing folded.</summary>
public static class GraphReference
{
    /// <summary>The values of all nodes by name.</summary>
    /// <param name="graph">A network of the operators that classifiers are made of.</param>
    /// <param name="input">What its only input is fed.</param>
    public static IReadOnlyDictionary<string, Tensor> Run(Graph graph, Tensor<float> input)
    {
        var values = graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        values[graph.Inputs[0].Name] = input;
        foreach (Node node in graph.Nodes)
            values[node.Outputs[0]] = Compute(node.Operator, [.. node.Inputs.Select(i => values[i])]);
        return values;
    }

    private static Tensor<float> Compute(Operator operation, Tensor[] inputs)
    {
        Tensor<float> x = Real(inputs[0]);
        Tensor<float> Weights(int i) => Real(inputs[i]);
        Tensor<float>? Optional(int i) => i < inputs.Length ? Real(inputs[i]) : null;
        return operation switch
        {
            Conv conv => ConvReference.Run(x, Weights(1), Optional(2), Window(conv.Window), conv.Group),
            Gemm gemm => MatrixReference.Gemm(x, Weights(1), Optional(2), gemm.Alpha, gemm.Beta, gemm.TransposeA, gemm.TransposeB),
            MaxPool pool => PoolReference.Max(x, Window(pool.Window)).Values,
            AveragePool pool => PoolReference.Average(x, Window(pool.Window), pool.CountPadding),
            GlobalPool { Function: GlobalPoolFunction.Average } => PoolReference.Global(x, plane => plane.Average(v => (double)v)),
            BatchNormalization norm => NormalizationReference.Batch(x, Weights(1), Weights(2), Weights(3), Weights(4), norm.Epsilon),
            LRN lrn => NormalizationReference.LocalResponse(x, lrn.Size, lrn.Alpha, lrn.Beta, lrn.Bias),
            Activate { Activation: var activation } => ElementwiseReference.Map(x, v => Activated(activation, v)),
            Binary { Function: BinaryFunction.Add } => ElementwiseReference.Zip(x, Weights(1), (a, b) => a + b),
            Binary { Function: BinaryFunction.PRelu } => ElementwiseReference.Zip(x, Weights(1), (v, slope) => v < 0 ? slope * v : v),
            Concat concat => ConcatReference.Run(concat.Axis, [.. inputs.Select(Real)]),
            Pad { Mode: PadMode.Constant } pad => Padded(x, inputs[1].ToInt32Array(), pad.Value),
            Softmax { Axis: -1 } => SoftmaxReference.Softmax(x, x.Shape.Rank - 1),
            Flatten { Axis: 1 } => (Tensor<float>)x.Reshape(new TensorShape(x.Shape[0], x.Shape.CountOf(1, x.Shape.Rank))),
            Dropout => x,
            _ => throw new NotSupportedException($"There is no reference for {operation.Type} with these settings."),
        };
    }

    private static double Activated(Activation activation, double x) => activation.Function switch
    {
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.Clip => Math.Clamp(x, activation.Alpha, activation.Beta),
        ActivationFunction.Tanh => Math.Tanh(x),
        _ => throw new NotSupportedException($"There is no reference for {activation.Function}."),
    };

    private static Tensor<float> Padded(Tensor<float> x, int[] pads, float value)
        => PadReference.Run(x, pads[..x.Shape.Rank], pads[x.Shape.Rank..], "constant", value);

    private static SpatialWindow Window(SlidingWindow window)
    {
        int[] Or(IReadOnlyList<int> given, int otherwise) => [.. window.Kernel.Select((_, i) => given.Count == 0 ? otherwise : given[i])];
        return new SpatialWindow(
            [.. window.Kernel], Or(window.Strides, 1), Or(window.PadsBegin, 0), Or(window.PadsEnd, 0), Or(window.Dilations, 1), window.Rounding == WindowRounding.Ceil);
    }

    private static Tensor<float> Real(Tensor tensor) => (Tensor<float>)tensor;
}
