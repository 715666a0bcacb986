using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tuning;

/// <summary>
/// Which way each layer is computed, where something knows better than the operator's rule: measured on the device, or known of its
/// kind. Asked while planning, never while running.
/// </summary>
internal sealed class KernelChoices : IKernelChoices
{
    /// <summary>Knows nothing: every operator goes by its rule.</summary>
    public static readonly KernelChoices None = new(_ => null);

    private readonly Func<string, string?> _find;

    private KernelChoices(Func<string, string?> find) => _find = find;

    /// <summary>The choices of some tables by layer, the first that has a layer counts.</summary>
    public static KernelChoices Of(params IReadOnlyDictionary<string, string>[] tables) => new(layer =>
    {
        foreach (IReadOnlyDictionary<string, string> table in tables)
        {
            if (table.TryGetValue(layer, out string? choice))
                return choice;
        }
        return null;
    });

    /// <summary>The same for every layer, to time it; operators that do not know it go by their rule.</summary>
    public static KernelChoices Always(string choice) => new(_ => choice);

    /// <summary>The way to compute a node; null where nothing is known, or there is only one.</summary>
    public string? Find(Node node, IReadOnlyDictionary<string, TensorInfo> values, Precision precision)
        => this != None && node.Operator is ITunable tunable ? _find(LayerOf(node, tunable, values, precision)) : null;

    /// <summary>A layer's name in tables: operator, what it says of itself, storage, shapes of the inputs. Nothing of the network it is in.</summary>
    public static string LayerOf(Node node, ITunable tunable, IReadOnlyDictionary<string, TensorInfo> values, Precision precision)
    {
        IEnumerable<string> inputs = node.Inputs.Select(i => i.Length == 0 ? "-" : values[i].Shape.ToString());
        return $"{node.Operator.Type} {tunable.TuningKey} {(precision == Precision.Float16 ? "f16" : "f32")} {string.Join(" ", inputs)}";
    }
}
