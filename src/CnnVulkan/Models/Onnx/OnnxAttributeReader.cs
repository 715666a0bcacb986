using System.Text;
using CnnVulkan.Files;
using CnnVulkan.Graphs;
using Google.Protobuf;
using Google.Protobuf.Collections;
using AttributeType = CnnVulkan.Models.Onnx.AttributeProto.Types.AttributeType;

namespace CnnVulkan.Models.Onnx;

/// <summary>AttributeProto to the plain values of <see cref="NodeAttributes"/>.</summary>
internal sealed class OnnxAttributeReader(ModelSource source, OnnxTensorReader tensors)
{
    /// <summary>Throws on bytes that are not UTF-8 instead of replacing them.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The attributes by name.</summary>
    /// <param name="attributes">The node's attributes.</param>
    /// <param name="place">The node, for messages.</param>
    /// <exception cref="NotSupportedException">An attribute is a subgraph or of another kind that operators here cannot have.</exception>
    /// <exception cref="ModelFormatException">An attribute is damaged.</exception>
    public Dictionary<string, object> Read(RepeatedField<AttributeProto> attributes, string place)
    {
        var values = new Dictionary<string, object>(attributes.Count);
        foreach (AttributeProto attribute in attributes)
        {
            string where = $"{place}, attribute {ModelSource.Quote(attribute.Name)}";
            if (!values.TryAdd(attribute.Name, Read(attribute, where)))
                throw source.Error($"{where} is given twice.");
        }
        return values;
    }

    private object Read(AttributeProto attribute, string where)
    {
        if (attribute.RefAttrName.Length > 0)
            throw source.Error($"{where} refers to {ModelSource.Quote(attribute.RefAttrName)}, which only functions may do.");
        AttributeType type = attribute.Type == AttributeType.Undefined ? GuessType(attribute) : attribute.Type;
        return type switch
        {
            AttributeType.Float => attribute.F,
            AttributeType.Int => attribute.I,
            AttributeType.String => Text(attribute.S, where),
            AttributeType.Tensor when attribute.T is not null => tensors.Read(attribute.T, $"{where}, tensor {ModelSource.Quote(attribute.T.Name)}"),
            AttributeType.Tensor => throw source.Error($"{where} is a tensor that is missing."),
            AttributeType.Floats => attribute.Floats.ToArray(),
            AttributeType.Ints => attribute.Ints.ToArray(),
            AttributeType.Strings => attribute.Strings.Select(s => Text(s, where)).ToArray(),
            AttributeType.Undefined => throw source.Error($"{where} has no value."),
            AttributeType.Graph or AttributeType.Graphs => throw new NotSupportedException($"attribute {ModelSource.Quote(attribute.Name)} is a subgraph"),
            _ when Enum.IsDefined(typeof(AttributeType), type) => throw new NotSupportedException($"attribute {ModelSource.Quote(attribute.Name)} is of type {type}"),
            _ => throw source.Error($"{where} has the unknown type {(int)type}."),
        };
    }

    /// <summary>Files of IR version 1 do not say the type: it is the one field that is there.</summary>
    private static AttributeType GuessType(AttributeProto attribute) => attribute switch
    {
        { HasF: true } => AttributeType.Float,
        { HasI: true } => AttributeType.Int,
        { HasS: true } => AttributeType.String,
        { T: not null } => AttributeType.Tensor,
        { HasG: true } => AttributeType.Graph,
        { Floats.Count: > 0 } => AttributeType.Floats,
        { Ints.Count: > 0 } => AttributeType.Ints,
        { Strings.Count: > 0 } => AttributeType.Strings,
        { Tensors.Count: > 0 } => AttributeType.Tensors,
        { Graphs.Count: > 0 } => AttributeType.Graphs,
        _ => AttributeType.Undefined,
    };

    private string Text(ByteString bytes, string where)
    {
        try
        {
            return StrictUtf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException error)
        {
            throw source.Error($"{where} is a text that is not UTF-8.", error);
        }
    }
}
