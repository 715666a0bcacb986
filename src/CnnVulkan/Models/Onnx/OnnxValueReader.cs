using System.Collections.Immutable;
using CnnVulkan.Files;
using CnnVulkan.Graphs;

namespace CnnVulkan.Models.Onnx;

/// <summary>ValueInfoProto to the declared inputs and outputs of a graph.</summary>
internal static class OnnxValueReader
{
    public static List<GraphInput> ReadInputs(IEnumerable<ValueInfoProto> values, ModelSource source)
    {
        var inputs = new List<GraphInput>();
        var names = new HashSet<string>();
        foreach (ValueInfoProto value in values)
        {
            string place = $"input {ModelSource.Quote(value.Name)}";
            CheckName(value, "input", names, source);
            TypeProto.Types.Tensor tensor = TensorType(value, place, source) ?? throw source.Error($"{place} declares no type.");
            if (OnnxTypes.RawTypeOf(tensor.ElemType) is not { } type)
                throw source.Error($"{place} declares {OnnxTypes.Describe(tensor.ElemType)}. {OnnxTypes.Usable}");
            inputs.Add(new GraphInput(value.Name, RawElements.ElementTypeOf(type), ReadShape(tensor.Shape, place, source)));
        }
        return inputs;
    }

    public static string[] ReadOutputs(IReadOnlyCollection<ValueInfoProto> values, ModelSource source)
    {
        if (values.Count == 0)
            throw source.Error("the graph has no output.");
        var names = new HashSet<string>();
        foreach (ValueInfoProto value in values)
        {
            CheckName(value, "output", names, source);
            TensorType(value, $"output {ModelSource.Quote(value.Name)}", source);
        }
        return [.. values.Select(v => v.Name)];
    }

    private static void CheckName(ValueInfoProto value, string what, HashSet<string> names, ModelSource source)
    {
        if (value.Name.Length == 0)
            throw source.Error($"{what} {names.Count} has no name.");
        if (!names.Add(value.Name))
            throw source.Error($"{what} {ModelSource.Quote(value.Name)} is given twice.");
    }

    /// <summary>The declared type; null where none is declared.</summary>
    private static TypeProto.Types.Tensor? TensorType(ValueInfoProto value, string place, ModelSource source) => value.Type?.ValueCase switch
    {
        null or TypeProto.ValueOneofCase.None => null,
        TypeProto.ValueOneofCase.TensorType => value.Type.TensorType,
        TypeProto.ValueOneofCase other => throw source.Error($"{place} is of {other.ToString().Replace("Type", "").ToLowerInvariant()} type; only tensors are supported."),
    };

    /// <summary>The declared extents; default where no shape is declared, null for each that has a name instead of a number.</summary>
    private static ImmutableArray<int?> ReadShape(TensorShapeProto? shape, string place, ModelSource source)
    {
        if (shape is null)
            return default;
        bool IsKnown(TensorShapeProto.Types.Dimension d) => d.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue;
        // An open extent may become anything from 1 on.
        long[] extents = [.. shape.Dim.Select(d => IsKnown(d) ? d.DimValue : 1)];
        StoredShape.Check(extents, what => source.Error($"{place} {what}. An extent that is left open has a name instead of a number (dim_param)."));
        return [.. shape.Dim.Select(d => IsKnown(d) ? (int?)d.DimValue : null)];
    }
}
