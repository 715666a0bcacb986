using System.Collections.Immutable;

namespace CnnVulkan.Graphs;

/// <summary>The backward graph in the making, as <see cref="GradientContext"/> needs it.</summary>
internal interface IGradientTarget
{
    /// <summary>Whether a value is computed from a parameter.</summary>
    bool Depends(string value);

    /// <summary>What is known of a value, added ones included.</summary>
    TensorInfo Info(string value);

    /// <summary>Adds a constant under a name of its own.</summary>
    string Constant(string wish, Tensor value);

    /// <summary>Adds a node; its outputs are named after it.</summary>
    ImmutableArray<string> Add(string wish, Operator op, int outputs, params string[] inputs);
}
