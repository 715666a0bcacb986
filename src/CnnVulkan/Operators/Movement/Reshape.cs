using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The same elements under another shape. ONNX Reshape; the shape is an attribute in opset 1, an input from 5 on.</summary>
internal sealed class Reshape(ImmutableArray<int> shape, bool allowZero) : ViewOperator
{
    /// <summary>The attribute form's shape, default where it is an input.</summary>
    public ImmutableArray<int> Shape { get; } = shape;

    /// <summary>Whether an extent of 0 means 0; else it means "as in the input".</summary>
    public bool AllowZero { get; } = allowZero;

    public static Operator Create(NodeAttributes attributes) => new Reshape(attributes.Ints("shape"), attributes.Flag("allowzero"));

    internal override NodeDescription Export(ExportContext context)
    {
        NodeDescription node = context.Describe("Reshape");
        context.AddList(node, "shape", Shape, 1, inputSince: 5);
        if (AllowZero)
        {
            context.Require(14, "allowzero");
            node["allowzero"] = 1;
        }
        return node;
    }

    public override ParameterRole RoleOf(int input) => ParameterRole.Setting;

    protected override TensorShape InferShape(InferenceContext context, TensorShape input)
    {
        int[] wanted = context.HasInput(1) || Shape.IsDefault ? context.RequireValue(1).ToInt32Array() : [.. Shape];
        int[] extents = wanted.ToArray();
        int inferred = -1;
        long known = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            if (extents[i] == 0 && !AllowZero)
                extents[i] = i < input.Rank ? input[i] : throw context.Error($"shape [{string.Join(", ", wanted)}] copies axis {i}, but the input {input} has rank {input.Rank}");
            if (extents[i] == -1)
                inferred = inferred < 0 ? i : throw context.Error($"shape [{string.Join(", ", wanted)}] leaves more than one extent (-1) open");
            else if (extents[i] < 0)
                throw context.Error($"shape [{string.Join(", ", wanted)}] has the negative extent {extents[i]}");
            else
                known = Math.Min(known * extents[i], int.MaxValue);
        }
        if (inferred >= 0)
        {
            if (known == 0 || input.Count % known != 0)
                throw context.Error($"shape [{string.Join(", ", wanted)}] does not divide the input's {input.Count} elements");
            extents[inferred] = (int)(input.Count / known);
        }
        return new TensorShape(extents);
    }
}
