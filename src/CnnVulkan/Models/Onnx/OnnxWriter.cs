using CnnVulkan.Files;
using Google.Protobuf;

namespace CnnVulkan.Models.Onnx;

/// <summary>A <see cref="Model"/> to ONNX bytes: <see href="https://onnx.ai/onnx/repo-docs/IR.html"/>.</summary>
internal static class OnnxWriter
{
    /// <summary>Writes a model file, and the file of its weights where they pass what one file holds.</summary>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that ONNX does not have.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void WriteFile(string path, Model model, ModelSaveOptions options) => WriteFile(path, OnnxModel.Of(model, options));

    /// <summary>Writes what is ready.</summary>
    public static void WriteFile(string path, OnnxModel model)
    {
        if (model.TensorBytesCount <= model.MostInlineBytes)
        {
            AtomicFile.Write(path, stream => model.ToProto(new OnnxTensorWriter(null)).WriteTo(stream));
            return;
        }
        RefuseAbove(model.AttributeBytesCount, model, path);
        string data = path + ".data";
        var tensors = new OnnxTensorWriter(Path.GetFileName(data));
        ModelProto proto = model.ToProto(tensors);
        // Both are whole before either takes its name; should the disk fill up, the older pair stays.
        AtomicFile.Write(path, stream =>
        {
            proto.WriteTo(stream);
            stream.Flush();
            AtomicFile.Write(data, tensors.WriteExternal);
        });
    }

    /// <summary>Writes a model to a stream.</summary>
    /// <exception cref="NotSupportedException">It does not fit one file.</exception>
    public static void Write(Stream stream, Model model, ModelSaveOptions options)
    {
        OnnxModel onnx = OnnxModel.Of(model, options);
        RefuseAbove(onnx.TensorBytesCount, onnx, model.Name);
        onnx.ToProto(new OnnxTensorWriter(null)).WriteTo(stream);
    }

    private static void RefuseAbove(long bytes, OnnxModel model, string name)
    {
        if (bytes > model.MostInlineBytes)
        {
            throw new NotSupportedException($"{name}: {bytes:N0} bytes of tensors do not fit one ONNX file, which holds {model.MostInlineBytes:N0}. "
                + "Save to a file name instead of a stream, and keep large tensors as weights instead of Constant nodes.");
        }
    }
}
