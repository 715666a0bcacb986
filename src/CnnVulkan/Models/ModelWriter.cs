using CnnVulkan.Models;
using CnnVulkan.Models.Onnx;

namespace CnnVulkan;

/// <summary>Writes networks as ONNX files and as model folders. The same model gives the same bytes every time.</summary>
public static class ModelWriter
{
    /// <summary>
    /// Writes a model as an <c>.onnx</c> file, or, where the name is that of a folder or ends with a slash, as a folder that
    /// <see cref="ModelLoader"/> loads again: <c>model.onnx</c>, <c>preprocessor_config.json</c> if the model says what is done to
    /// pictures, <c>config.json</c> if it has labels. Files are whole or not there at all. Weights of 2 GiB and more lie in a second
    /// file beside the model, with <c>.data</c> added to its name.
    /// </summary>
    /// <param name="fileName">The file or folder.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">The operator set to write.</param>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that the file format does not have: all of them are listed.</exception>
    /// <exception cref="IOException">A file cannot be written; an older one of its name stays as it was.</exception>
    public static void Save(string fileName, Model model, ModelSaveOptions? options = null)
    {
        options ??= new ModelSaveOptions();
        if (IsFolder(fileName))
            ModelFolder.Write(fileName, model, options);
        else
            OnnxWriter.WriteFile(fileName, model, options);
    }

    /// <summary>Writes a model's ONNX file to a stream, weights included.</summary>
    /// <param name="stream">Where to write; it is left open.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">The operator set to write.</param>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that the file format does not have: all of them are listed.</exception>
    /// <exception cref="NotSupportedException">The weights do not fit one ONNX file, which ends at 2 GiB.</exception>
    public static void Save(Stream stream, Model model, ModelSaveOptions? options = null)
        => OnnxWriter.Write(stream, model, options ?? new ModelSaveOptions());

    /// <summary>Whether a model written under this name becomes a folder.</summary>
    internal static bool IsFolder(string fileName)
        => Directory.Exists(fileName) || fileName.EndsWith('/') || fileName.EndsWith(Path.DirectorySeparatorChar);
}
