using CnnVulkan.Graphs;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>Turns a network into blocks: a convolution with its batch normalisation and ReLU is one.</summary>
internal static class NetworkBlocks
{
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
            DiagramBlock block = sources is [{ Kind: not BlockKind.Input } only] && Collapses(node.Operator.Kind)
                && readers[node.Inputs.First(writer.ContainsKey)] == 1
                ? Collapse(only, node.Operator)
                : Add(blocks, node.Operator, layer, sources);
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
                writer[output] = block;
        }
        return blocks;
    }

    /// <summary>What goes into the block before it, where that is read by nothing else.</summary>
    private static bool Collapses(OperatorKind kind)
        => kind is OperatorKind.Activation or OperatorKind.Normalization or OperatorKind.Regularization or OperatorKind.View;

    private static DiagramBlock Add(List<DiagramBlock> blocks, Operator op, LayerSummary layer, DiagramBlock[] sources)
    {
        string label = layer.Window.Length > 0 ? $"{op.Label} {layer.Window}" : op.Label;
        var block = new DiagramBlock(layer.Name, KindOf(op.Kind), label, layer.OutputShape);
        block.Inputs.AddRange(sources);
        blocks.Add(block);
        return block;
    }

    private static DiagramBlock Collapse(DiagramBlock block, Operator op)
    {
        if (op.Kind != OperatorKind.View)
            block.Followers.Add(op.Label);
        return block;
    }

    /// <summary>Kinds that have a colour of their own.</summary>
    private static BlockKind KindOf(OperatorKind kind) => kind switch
    {
        OperatorKind.Convolution => BlockKind.Convolution,
        OperatorKind.Pooling => BlockKind.Pool,
        OperatorKind.Dense => BlockKind.Dense,
        OperatorKind.Normalization => BlockKind.Normalization,
        OperatorKind.Activation => BlockKind.Activation,
        OperatorKind.Merge => BlockKind.Add,
        OperatorKind.Concatenation => BlockKind.Concat,
        OperatorKind.Scores => BlockKind.Scores,
        _ => BlockKind.Other,
    };
}
