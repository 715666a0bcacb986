using CnnVulkan.Files;
using CnnVulkan.Models.Onnx;

namespace CnnVulkan;

/// <summary>Reads the <c>.pb</c> files of ONNX's backend tests: one TensorProto each.</summary>
public static class OnnxTensorFile
{
    /// <summary>Reads a tensor; 16-bit and double reals become float, small integers int.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is missing, damaged, or of an element type that cannot be computed with.</exception>
    public static Tensor Read(string path)
    {
        ModelSource source = ModelSource.OfFile(path);
        TensorProto proto = OnnxReader.ReadTensorProto(source);
        return new OnnxTensorReader(source).Read(proto, $"tensor {ModelSource.Quote(proto.Name)}");
    }
}
