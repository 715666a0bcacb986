using CnnVulkan.Files;
using CnnVulkan.Graphs;
using Google.Protobuf;

namespace CnnVulkan.Models.Onnx;

/// <summary>ONNX bytes to a <see cref="Graph"/>: <see href="https://onnx.ai/onnx/repo-docs/IR.html"/>, every IR version and operator set.</summary>
internal static class OnnxReader
{
    private const string Model = "an ONNX model";

    // Unknown fields are not kept: a hostile file could nest or repeat them, and documentation texts are not needed.
    private static readonly MessageParser<ModelProto> Models = ModelProto.Parser.WithDiscardUnknownFields(true);

    private static readonly MessageParser<TensorProto> Tensors = TensorProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads a model file and its external data.</summary>
    /// <exception cref="ModelFormatException">The file is missing, damaged, hostile, or not an ONNX model.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported.</exception>
    public static Graph ReadFile(string path, ModelLoadOptions options)
    {
        ModelSource source = ModelSource.OfFile(path);
        if (OnnxRawData.Find(path, out byte[] rest) is { } weights && WireCheck.Find(rest, WireSchema.Model) is null)
            return new OnnxGraphReader(source, options, weights).Read(Parse(Models, rest, source, Model));
        ModelProto model;
        using (FileBytes bytes = FileBytes.Read(source))
            model = CheckAndParse(Models, WireSchema.Model, bytes.Span, source, Model);
        return new OnnxGraphReader(source, options).Read(model);
    }

    /// <summary>Reads a model that is in memory.</summary>
    public static Graph Read(ReadOnlySpan<byte> bytes, ModelSource source, ModelLoadOptions options)
    {
        if (bytes.Length == 0)
            throw source.Error("the model is empty.");
        return new OnnxGraphReader(source, options).Read(CheckAndParse(Models, WireSchema.Model, bytes, source, Model));
    }

    /// <summary>Reads a file that holds one TensorProto.</summary>
    public static TensorProto ReadTensorProto(ModelSource source)
    {
        using FileBytes bytes = FileBytes.Read(source);
        return CheckAndParse(Tensors, WireSchema.Tensor, bytes.Span, source, "an ONNX tensor");
    }

    private static T CheckAndParse<T>(MessageParser<T> parser, WireSchema schema, ReadOnlySpan<byte> bytes, ModelSource source, string what)
        where T : IMessage<T>
        => WireCheck.Find(bytes, schema) is { } wrong
            ? throw source.Error($"the file is not {what}, or it is damaged: {wrong}.")
            : Parse(parser, bytes, source, what);

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, ModelSource source, string what)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw source.Error($"the file is not {what}, or it is damaged: {error.Message}", error);
        }
    }
}
