using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>Gives a classifier another number of classes: its last layer with weights begins anew, all before it stays.</summary>
public static class NewHead
{
    /// <summary>Replaces the last layer.</summary>
    /// <param name="graph">The network; its first output holds scores or probabilities.</param>
    /// <param name="classes">How many classes it is to tell apart.</param>
    /// <param name="seed">What the new weights are drawn from.</param>
    /// <returns>The network, and the names of the weights that begin anew.</returns>
    /// <exception cref="ShapeException">No such layer is found behind everything else.</exception>
    public static (Graph Graph, ImmutableArray<string> Weights) Replace(Graph graph, int classes, int seed = 1)
    {
        var constants = graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        var replaced = ImmutableArray.CreateBuilder<string>();
        var views = new List<string>();
        string value = graph.Outputs[0];
        while (graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { } node)
        {
            Operator op = node.Operator;
            if (op.Kind is OperatorKind.Dense or OperatorKind.Convolution && constants.GetValueOrDefault(node.Inputs[1]) is Tensor<float> weights)
            {
                int axis = op.AffineAxis ?? weights.Shape.Rank - 1, old = weights.Shape[axis];
                Replace(constants, node.Inputs[1], Drawn(weights.Shape.With(axis, classes), weights.Shape.Count / Math.Max(old, 1), seed), replaced);
                if (node.Inputs.Length > 2 && node.Inputs[2].Length > 0)
                    Replace(constants, node.Inputs[2], Zeros(constants, node.Inputs[2], old, classes), replaced);
                foreach (string view in views)
                    constants[view] = new Tensor<long>(constants[view].Shape, [.. constants[view].ToInt64Array().Select(d => d == old ? classes : d)]);
                return (new Graph(graph.Name, graph.Inputs, graph.Outputs, graph.Nodes, constants), replaced.ToImmutable());
            }
            string[] data = [.. node.Inputs.Where(i => i.Length > 0 && !constants.ContainsKey(i))];
            if (data.Length != 1)
                break;
            foreach (string constant in node.Inputs.Where(constants.ContainsKey))
            {
                if (constants[constant] is Tensor<long>)
                    views.Add(constant);
                else if (constants[constant] is Tensor<float> { Shape.Count: > 1 } bias)
                    Replace(constants, constant, Zeros(constants, constant, bias.Shape.Dimensions.Max(), classes), replaced);
            }
            value = data[0];
        }
        throw new ShapeException($"'{graph.Name}' has no last layer that could be given {classes} classes: behind '{value}' none with weights of its own is found.");
    }

    private static void Replace(Dictionary<string, Tensor> constants, string name, Tensor<float> tensor, ImmutableArray<string>.Builder replaced)
    {
        constants[name] = tensor;
        replaced.Add(name);
    }

    private static Tensor<float> Zeros(Dictionary<string, Tensor> constants, string name, int old, int classes)
        => new(new TensorShape([.. constants[name].Shape.Dimensions.Select(d => d == old ? classes : d)]));

    /// <summary>Small weights: a head that says of all classes the same lets the layers before it keep what they know.</summary>
    private static Tensor<float> Drawn(TensorShape shape, int inputs, int seed)
    {
        var tensor = new Tensor<float>(shape);
        GaussianNoise.Fill(tensor.Data, 0, tensor.Data.Length, GaussianNoise.Stream(seed, 0), 1 / Math.Sqrt(inputs));
        return tensor;
    }
}
