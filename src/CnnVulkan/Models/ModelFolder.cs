using CnnVulkan.Files;
using CnnVulkan.Models.Onnx;

namespace CnnVulkan.Models;

/// <summary>Writes a model folder as Hugging Face lays them out.</summary>
internal static class ModelFolder
{
    /// <summary>The files besides the model come first: a folder without its model is no model, but one without its labels looks like one.</summary>
    /// <exception cref="IOException">A file cannot be written, or one that is there would be taken for this model's.</exception>
    public static void Write(string folder, Model model, ModelSaveOptions options)
    {
        string preprocessor = Path.Combine(folder, "preprocessor_config.json"), config = Path.Combine(folder, "config.json");
        RefuseStranger(preprocessor, model.Preprocessing is not null, "does not say what is done to pictures");
        RefuseStranger(config, model.Labels is not null, "has no labels");
        // Says what the format does not have before anything is written.
        OnnxModel onnx = OnnxModel.Of(model, options);
        Create(folder);
        if (model.Preprocessing is { } preprocessing)
            AtomicFile.Write(preprocessor, stream => PreprocessorConfigWriter.Write(stream, preprocessing));
        if (model.Labels is { } labels)
            AtomicFile.Write(config, stream => LabelFile.WriteConfig(stream, labels));
        OnnxWriter.WriteFile(Path.Combine(folder, "model.onnx"), onnx);
    }

    private static void RefuseStranger(string file, bool isReplaced, string lack)
    {
        if (!isReplaced && File.Exists(file))
            throw new IOException($"{file} is there, but the model {lack}; it would be taken for this model's. Delete it or write to another folder.");
    }

    private static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {folder} cannot be made: {error.Message}", error);
        }
    }
}
