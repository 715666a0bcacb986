using CnnVulkan.Files;
using CnnVulkan.Graphs;
using CnnVulkan.Models;
using CnnVulkan.Models.Onnx;

namespace CnnVulkan;

/// <summary>Loads networks from ONNX files and from model folders as Hugging Face lays them out.</summary>
public static class ModelLoader
{
    /// <summary>
    /// Loads an <c>.onnx</c> file, or a folder with <c>model.onnx</c> (or <c>onnx/model.onnx</c>, or a single other <c>.onnx</c>) and,
    /// if they are there, <c>preprocessor_config.json</c> and <c>config.json</c> with <c>id2label</c>.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="options">Layers of your own, and what is to be used instead of the folder's files.</param>
    /// <exception cref="ModelFormatException">A file is missing, damaged, hostile or of another format.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported: all of them are listed.</exception>
    public static Model Load(string path, ModelLoadOptions? options = null)
    {
        options ??= new ModelLoadOptions();
        bool isFolder = Directory.Exists(path);
        string file = isFolder ? FindModel(path) : path;
        Graph graph = OnnxReader.ReadFile(file, options);
        return new Model(graph, NameOf(path))
        {
            Path = file,
            Preprocessing = options.Preprocessing ?? (isFolder ? PreprocessorConfig.ReadIfPresent(Path.Combine(path, "preprocessor_config.json")) : null),
            Labels = options.Labels ?? (options.LabelsPath is { } labels ? LabelFile.Read(labels) : isFolder ? LabelFile.ReadConfig(Path.Combine(path, "config.json")) : null),
        };
    }

    /// <summary>Loads an ONNX model that is already in memory, such as an asset of a game. It cannot have external data files.</summary>
    /// <param name="onnx">The bytes of the <c>.onnx</c> file.</param>
    /// <param name="name">What to call the model in messages.</param>
    /// <param name="options">Layers of your own, and preprocessing and labels.</param>
    /// <exception cref="ModelFormatException">The bytes are damaged, hostile or of another format.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported: all of them are listed.</exception>
    public static Model Load(ReadOnlySpan<byte> onnx, string name, ModelLoadOptions? options = null)
    {
        options ??= new ModelLoadOptions();
        return new Model(OnnxReader.Read(onnx, new ModelSource(name, folder: null), options), name)
        {
            Preprocessing = options.Preprocessing,
            Labels = options.Labels ?? (options.LabelsPath is { } labels ? LabelFile.Read(labels) : null),
        };
    }

    /// <summary>Loads an ONNX model from a stream, such as an asset in a game's archive. It cannot have external data files.</summary>
    /// <param name="onnx">The <c>.onnx</c> file, read from where it stands to its end; not closed.</param>
    /// <param name="name">What to call the model in messages.</param>
    /// <param name="options">Layers of your own, and preprocessing and labels.</param>
    /// <exception cref="ModelFormatException">The bytes are damaged, hostile or of another format.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported: all of them are listed.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Model Load(Stream onnx, string name, ModelLoadOptions? options = null) => Load(ReadAll(onnx, name), name, options);

    /// <summary>
    /// Loads a model folder that is no folder of the disk, such as one in a game's archive: <c>model.onnx</c> and, if they are there,
    /// <c>preprocessor_config.json</c> and <c>config.json</c>. The model cannot have external data files.
    /// </summary>
    /// <param name="open">Opens a file by its name; null where there is none. The streams are closed.</param>
    /// <param name="name">What to call the model in messages.</param>
    /// <param name="options">Layers of your own, and what is to be used instead of the folder's files.</param>
    /// <exception cref="ModelFormatException">A file is missing, damaged, hostile or of another format.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported: all of them are listed.</exception>
    /// <exception cref="IOException">A stream cannot be read.</exception>
    public static Model Load(Func<string, Stream?> open, string name, ModelLoadOptions? options = null)
    {
        options ??= new ModelLoadOptions();
        byte[] onnx = Read("model.onnx") ?? throw new ModelFormatException($"{name}: there is no model.onnx.");
        return Load(onnx, name, options with
        {
            Preprocessing = options.Preprocessing ?? FromJson("preprocessor_config.json", (file, _) => PreprocessorConfig.Read(file)),
            Labels = options.Labels ?? (options.LabelsPath is null ? FromJson("config.json", LabelFile.ReadConfig) : null),
        });

        byte[]? Read(string file)
        {
            using Stream? stream = open(file);
            return stream is null ? null : ReadAll(stream, $"{name}/{file}");
        }

        T? FromJson<T>(string file, Func<JsonFile, string, T?> read)
            where T : class
        {
            if (Read(file) is not { } bytes)
                return null;
            using JsonFile json = JsonFile.Parse(bytes, new ModelSource($"{name}/{file}", folder: null));
            return read(json, $"{name}/{file}");
        }
    }

    private static byte[] ReadAll(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        try
        {
            stream.CopyTo(bytes);
        }
        catch (IOException error) when (bytes.Length > 1 << 30)
        {
            // An array has no more; a file read from disk has no such limit.
            throw new ModelFormatException($"{name}: the model is too large to be read into memory whole. Load it from a file.", error);
        }
        return bytes.ToArray();
    }

    private static string FindModel(string folder)
    {
        try
        {
            string usual = Path.Combine(folder, "model.onnx");
            string nested = Path.Combine(folder, "onnx", "model.onnx");
            if (File.Exists(usual) || File.Exists(nested))
                return File.Exists(usual) ? usual : nested;
            string[] others = Directory.GetFiles(folder, "*.onnx");
            return others.Length switch
            {
                1 => others[0],
                0 => throw new ModelFormatException($"{folder}: there is no model.onnx in this folder."),
                _ => throw new ModelFormatException($"{folder}: there is no model.onnx, but {others.Length} other .onnx files. Name the file."),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException($"{folder}: the folder cannot be read: {error.Message}", error);
        }
    }

    private static string NameOf(string path)
    {
        string trimmed = path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return Directory.Exists(path) ? Path.GetFileName(Path.GetFullPath(trimmed.Length > 0 ? trimmed : path)) : Path.GetFileNameWithoutExtension(path);
    }
}
