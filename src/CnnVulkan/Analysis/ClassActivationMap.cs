using System.Collections.Immutable;
using CnnVulkan.Analysis;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>
/// Where a classifier looks, computed with the scores on the GPU: for networks that end in a global average over maps, a class's score is
/// the average of one weighted sum of those maps, and that sum is its heat map (Zhou et al., "Learning Deep Features for Discriminative
/// Localization", CVPR 2016). Where the average comes last, after a convolution with a channel per class, it is that channel.
/// </summary>
/// <param name="Graph">
/// The network with the map as another output, <see cref="Output"/>: 1×1×height×width of the maps. It has another input,
/// <see cref="ClassInput"/>: one Int64, the class to map, or -1 for the one that leads.
/// </param>
/// <param name="Shape">The map's shape.</param>
public sealed record ClassActivationMap(Graph Graph, TensorShape Shape)
{
    /// <summary>The input that says which class is mapped: below the number of classes; negative for the leading one.</summary>
    public const string ClassInput = "heat/class";

    /// <summary>The output that holds the map.</summary>
    public const string Output = "heat/map";

    private const int Opset = 13;

    /// <summary>Appends the map to a classifier whose end allows it.</summary>
    /// <param name="head">The classifier.</param>
    /// <param name="input">The shape it is fed.</param>
    /// <param name="reason">Where the result is null: why there is no such map.</param>
    public static ClassActivationMap? TryAppend(ClassifierHead head, TensorShape input, out string reason)
    {
        if (PooledFeatures.Find(head, input, out reason) is not { } pooled)
            return null;
        var nodes = new List<Node>();
        var constants = head.Graph.Constants.ToDictionary(c => c.Key, c => c.Value);
        string Add(string type, string output, string[] inputs, params (string Name, object Value)[] attributes)
        {
            var given = new NodeAttributes(output, Opset, inputs.Length, 1, attributes.ToDictionary(a => a.Name, a => a.Value));
            nodes.Add(new Node(output, OperatorCatalog.Factories[type](given), [.. inputs], [output]));
            return output;
        }

        string Longs(string name, params long[] values)
        {
            constants[name] = new Tensor<long>(new TensorShape(values.Length), values);
            return name;
        }

        string ranking = Add("Reshape", "heat/ranking", [ClassifierHead.Indices, Longs("heat/flat", -1)]);
        string leading = Add("Gather", "heat/leading", [ranking, Longs("heat/zero", 0)], ("axis", 0L));
        string isOpen = Add("Less", "heat/open", [ClassInput, "heat/zero"]);
        string chosen = Add("Where", "heat/chosen", [isOpen, leading, ClassInput]);
        TensorShape maps = pooled.Shape;
        var shape = new TensorShape(1, 1, maps[2], maps[3]);
        if (pooled.Weights is not { } weights)
        {
            Add("Gather", Output, [pooled.Value, chosen], ("axis", 1L));
        }
        else
        {
            constants["heat/weights"] = weights;
            string row = Add("Gather", "heat/row", ["heat/weights", chosen], ("axis", 0L));
            string matrix = Add("Reshape", "heat/features", [pooled.Value, Longs("heat/matrix", maps[1], (long)maps[2] * maps[3])]);
            string sums = Add("MatMul", "heat/sums", [row, matrix]);
            Add("Reshape", Output, [sums, Longs("heat/shape", 1, 1, maps[2], maps[3])]);
        }
        var classInput = new GraphInput(ClassInput, ElementType.Int64, ImmutableArray.Create<int?>(1));
        return new ClassActivationMap(
            new Graph(head.Graph.Name, [.. head.Graph.Inputs, classInput], [.. head.Graph.Outputs, Output], [.. head.Graph.Nodes, .. nodes], constants),
            shape);
    }
}
