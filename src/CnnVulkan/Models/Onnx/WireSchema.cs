namespace CnnVulkan.Models.Onnx;

/// <summary>
/// Which fields of a message are messages in turn: what <see cref="WireCheck"/> must look into. Written out because the parser's own
/// descriptors need reflection; a test holds it against them.
/// </summary>
internal sealed class WireSchema(params (int Field, WireSchema Message)[] children)
{
    private static readonly WireSchema Leaf = new();

    private static readonly WireSchema ValueInfo = new((2, new((1, new((2, new((1, Leaf))))))));

    /// <summary>TensorProto: external_data.</summary>
    public static readonly WireSchema Tensor = new((13, Leaf));

    /// <summary>GraphProto: node with attribute with t, initializer, input, output.</summary>
    private static readonly WireSchema Graph = new((1, new((5, new((5, Tensor))))), (5, Tensor), (11, ValueInfo), (12, ValueInfo));

    /// <summary>ModelProto: graph, opset_import, functions.</summary>
    public static readonly WireSchema Model = new((7, Graph), (8, Leaf), (25, Leaf));

    /// <summary>The message in a field; null where the field is none.</summary>
    public WireSchema? Child(int field)
    {
        foreach ((int number, WireSchema message) in children)
        {
            if (number == field)
                return message;
        }
        return null;
    }
}
