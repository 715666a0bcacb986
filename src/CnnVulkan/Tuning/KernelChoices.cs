using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Tuning;

/// <summary>
/// Which way each layer is computed, where something knows better than the operator's rule: measured on the device. Asked while planning, never while running.
/// </summary>
internal sealed class KernelChoices : IKernelChoices
{
    /// <summary>Knows nothing: every operator goes by its rule.</summary>
    public static readonly KernelChoices None = new(_ => null);

    private readonly Func<string, Way?> _find;

    private KernelChoices(Func<string, Way?> find) => _find = find;

    /// <summary>The choices by layer.</summary>
    public static KernelChoices Of(IReadOnlyDictionary<string, Way> table) => new(layer => table.GetValueOrDefault(layer));

    /// <summary>The same for every layer, to time it; operators that cannot go it go by their rule.</summary>
    public static KernelChoices Always(Way way) => new(_ => way);

    /// <summary>The way to compute a node; null where nothing is known, or there is only one.</summary>
    public Way? Find(Node node, IReadOnlyDictionary<string, TensorInfo> values, Precision precision)
        => this != None && node.Operator is ITunable tunable ? _find(LayerOf(node, tunable, values, precision)) : null;

    /// <summary>A layer's name in tables: operator, what it says of itself, storage, shapes of the inputs. Nothing of the network it is in.</summary>
    public static string LayerOf(Node node, ITunable tunable, IReadOnlyDictionary<string, TensorInfo> values, Precision precision)
    {
        IEnumerable<string> inputs = node.Inputs.Select((name, i) => name.Length == 0 ? "-" : node.Layouts.Input(i) == Layout.Nchw ? $"{values[name].Shape}" : $"{values[name].Shape}:{node.Layouts.Input(i)}");
        return $"{node.Operator.Type} {tunable.TuningKey} {(precision == Precision.Float16 ? "f16" : "f32")} {string.Join(" ", inputs)}";
    }
}
