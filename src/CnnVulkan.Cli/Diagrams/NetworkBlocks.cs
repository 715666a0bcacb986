using CnnVulkan.Graphs;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>Turns a network into blocks: a convolution with its batch normalisation and ReLU is one.</summary>
internal static class NetworkBlocks
{
    private static readonly Dictionary<string, (BlockKind Kind, string Label)> Known = new()
    {
        ["Conv"] = (BlockKind.Convolution, "conv"),
        ["ConvTranspose"] = (BlockKind.Convolution, "deconv"),
        ["MaxPool"] = (BlockKind.Pool, "max pool"),
        ["AveragePool"] = (BlockKind.Pool, "mean pool"),
        ["LpPool"] = (BlockKind.Pool, "lp pool"),
        ["GlobalAveragePool"] = (BlockKind.Pool, "global mean"),
        ["GlobalMaxPool"] = (BlockKind.Pool, "global max"),
        ["GlobalLpPool"] = (BlockKind.Pool, "global lp"),
        ["Gemm"] = (BlockKind.Dense, "dense"),
        ["MatMul"] = (BlockKind.Dense, "matmul"),
        ["BatchNormalization"] = (BlockKind.Normalization, "bn"),
        ["LRN"] = (BlockKind.Normalization, "lrn"),
        ["Add"] = (BlockKind.Add, "add"),
        ["Sum"] = (BlockKind.Add, "add"),
        ["Mul"] = (BlockKind.Add, "mul"),
        ["Concat"] = (BlockKind.Concat, "concat"),
        ["Softmax"] = (BlockKind.Scores, "softmax"),
        ["LogSoftmax"] = (BlockKind.Scores, "log softmax"),
    };

    private static readonly HashSet<string> Activations =
        ["Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Celu", "Sigmoid", "HardSigmoid", "HardSwish", "Swish", "Tanh", "Clip", "Gelu", "Mish", "Softplus", "Softsign"];

    /// <summary>What goes into the block before it, where that is read by nothing else.</summary>
    private static readonly HashSet<string> Collapsing = [.. Activations, "BatchNormalization", "Dropout", "Identity", "Flatten", "Reshape", "LRN"];

    /// <summary>The blocks of a network, every one after those it reads.</summary>
    public static IReadOnlyList<DiagramBlock> Of(Model model, ModelSummary summary, IReadOnlyDictionary<string, TensorShape> inputs)
    {
        var blocks = new List<DiagramBlock>();
        var writer = new Dictionary<string, DiagramBlock>();
        foreach (GraphInput input in model.Inputs)
            blocks.Add(writer[input.Name] = new DiagramBlock(input.Name, BlockKind.Input, "input", inputs[input.Name]));
        Dictionary<string, int> readers = model.Graph.Nodes.SelectMany(n => n.Inputs.Distinct()).Concat(model.Outputs).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        // The summary leaves out what is computed at load, and keeps the order.
        int next = 0;
        foreach (Node node in model.Graph.Nodes)
        {
            if (next == summary.Layers.Length || summary.Layers[next].Name != node.Name)
                continue;
            LayerSummary layer = summary.Layers[next++];
            DiagramBlock[] sources = [.. node.Inputs.Where(writer.ContainsKey).Select(i => writer[i]).Distinct()];
            DiagramBlock block = sources is [{ Kind: not BlockKind.Input } only] && Collapsing.Contains(layer.Operator)
                && readers[node.Inputs.First(writer.ContainsKey)] == 1
                ? Collapse(only, layer)
                : Add(blocks, layer, sources);
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
                writer[output] = block;
        }
        return blocks;
    }

    private static DiagramBlock Add(List<DiagramBlock> blocks, LayerSummary layer, DiagramBlock[] sources)
    {
        (BlockKind kind, string label) = Known.TryGetValue(layer.Operator, out (BlockKind, string) known) ? known
            : (Activations.Contains(layer.Operator) ? BlockKind.Activation : BlockKind.Other, layer.Operator.ToLowerInvariant());
        var block = new DiagramBlock(layer.Name, kind, layer.Window.Length > 0 ? $"{label} {layer.Window}" : label, layer.OutputShape);
        block.Inputs.AddRange(sources);
        blocks.Add(block);
        return block;
    }

    private static DiagramBlock Collapse(DiagramBlock block, LayerSummary layer)
    {
        if (layer.Operator is not ("Identity" or "Flatten" or "Reshape"))
            block.Followers.Add(Known.TryGetValue(layer.Operator, out (BlockKind, string Label) known) ? known.Label : layer.Operator.ToLowerInvariant());
        return block;
    }
}
