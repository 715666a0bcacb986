using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Analysis;

/// <summary>The maps that a classifier averages into its scores.</summary>
/// <param name="Value">Their name.</param>
/// <param name="Shape">1×channels×height×width.</param>
/// <param name="Weights">Classes×channels; null where each channel is a class.</param>
internal sealed record PooledFeatures(string Value, TensorShape Shape, Tensor<float>? Weights)
{
    /// <summary>Operators that pass scores on in the same order.</summary>
    private static readonly ImmutableHashSet<string> Passing = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Cast"];

    /// <summary>Walks back from the scores: at most one dense layer, then the pool.</summary>
    public static PooledFeatures? Find(ClassifierHead head, TensorShape input, out string reason)
    {
        Graph graph = head.Graph;
        ImmutableDictionary<string, TensorInfo> values = Planner.Type(graph, graph.Inputs.ToDictionary(i => i.Name, i => new TensorInfo(input, i.ElementType))).Values;
        var writers = graph.Nodes.SelectMany(n => n.Outputs.Select(o => (o, n))).Where(p => p.o.Length > 0).ToDictionary(p => p.o, p => p.n);
        Tensor<float>? weights = null;
        string value = writers[ClassifierHead.Indices].Inputs[0];
        reason = "No layer averages its maps.";
        while (writers.TryGetValue(value, out Node? node))
        {
            if (IsGlobalAverage(node, values))
                return Pooled(node.Inputs[0], values, weights, head.Classes, out reason);
            if (weights is null && DenseWeights(node, values) is { } dense)
                weights = dense;
            else if (!PassesOn(node, values))
            {
                reason = $"'{node.Name}' ({node.Operator.Type}) stands between the scores and a global average of maps.";
                return null;
            }
            value = node.Inputs.First(i => values[i].Value is null);
        }
        return null;
    }

    private static PooledFeatures? Pooled(
        string value, ImmutableDictionary<string, TensorInfo> values, Tensor<float>? weights, int classes, out string reason)
    {
        TensorShape shape = values[value].Shape;
        if (shape.Rank != 4 || shape[0] != 1)
            reason = $"The averaged maps '{value}' are {shape}, not those of one picture.";
        else if ((weights?.Shape ?? new TensorShape(classes, shape[1])) is var matrix && (matrix[0] != classes || matrix[1] != shape[1] || (weights is null && shape[1] != classes)))
            reason = $"{shape[1]} averaged maps do not make {classes} scores.";
        else
        {
            reason = "";
            return new PooledFeatures(value, shape, weights);
        }
        return null;
    }

    private static bool IsGlobalAverage(Node node, ImmutableDictionary<string, TensorInfo> values)
    {
        TensorShape input = values[node.Inputs[0]].Shape;
        return input.Rank == 4 && node.Operator switch
        {
            GlobalPool pool => pool.Function == GlobalPoolFunction.Average,
            AveragePool pool => pool.Window.Kernel.SequenceEqual([input[2], input[3]]) && values[node.Outputs[0]].Shape.CountOf(2, 4) == 1,
            Reduce { Function: ReduceFunction.Mean } => values[node.Outputs[0]].Shape.Count == input[1] * input[0] && input[2] * input[3] > 1,
            _ => false,
        };
    }

    /// <summary>The weights of a dense layer as classes×channels, also where it is written as a convolution of one pixel.</summary>
    private static Tensor<float>? DenseWeights(Node node, ImmutableDictionary<string, TensorInfo> values)
    {
        if (node.Inputs.Length < 2 || values[node.Inputs[1]].Value is not Tensor<float> weights)
            return null;
        switch (node.Operator)
        {
            case Gemm { TransposeA: false } gemm when gemm.Activation == Activation.None:
                return gemm.TransposeB ? weights : Matrices.Transpose(weights);
            case MatMul when weights.Shape.Rank == 2:
                return Matrices.Transpose(weights);
            case Conv { Group: 1, HasResidual: false } conv when conv.Activation == Activation.None && values[node.Inputs[0]].Shape is { Rank: 4 } seen
                && seen[2] * seen[3] == 1 && weights.Shape.CountOf(2, weights.Shape.Rank) == 1:
                return new Tensor<float>(new TensorShape(weights.Shape[0], weights.Shape[1]), weights.Data);
            default:
                return null;
        }
    }

    /// <summary>A bias and whatever keeps the order of the scores change no map.</summary>
    private static bool PassesOn(Node node, ImmutableDictionary<string, TensorInfo> values) => node.Operator switch
    {
        Softmax => true,
        Activate { Activation.Function: ActivationFunction.Sigmoid } => true,
        Binary { Function: BinaryFunction.Add } => node.Inputs.Count(i => values[i].Value is null) == 1,
        _ => Passing.Contains(node.Operator.Type),
    };
}
