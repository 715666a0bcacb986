using System.Text.Json;
using CnnVulkan.Files;
using CnnVulkan.Kernels;
using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging;

namespace CnnVulkan.Tuning;

/// <summary>
/// The tuned choices of a device: JSON in the cache directory, a file per device and driver. Choices made for other shaders count for
/// nothing, as does a file that cannot be read. Thread-safe.
/// </summary>
internal sealed class TuningCache
{
    private readonly object _lock = new();
    private readonly string? _path;
    private readonly string _driver;
    private readonly ILogger _logger;
    private Dictionary<string, (Way Way, double Milliseconds)>? _found;
    private KernelChoices? _choices;

    /// <param name="directory">The cache directory; null to keep nothing on disk.</param>
    /// <param name="facts">The device.</param>
    /// <param name="logger">Hears about files that cannot be used.</param>
    public TuningCache(string? directory, PhysicalDeviceFacts facts, ILogger logger)
    {
        _path = directory is null ? null : Path.Combine(directory, $"tuning-{facts.CacheKey}.json");
        // Mesa's CPU driver gives every release the same number; the text tells.
        _driver = $"{facts.Info.Name}, {facts.Info.DriverName} {facts.Info.DriverVersion}";
        _logger = logger;
    }

    /// <summary>What plans go by: what was measured here. Read from disk when first asked for.</summary>
    public KernelChoices Choices
    {
        get
        {
            lock (_lock)
                return _choices ??= KernelChoices.Of(Found.ToDictionary(f => f.Key, f => f.Value.Way));
        }
    }

    private Dictionary<string, (Way Way, double Milliseconds)> Found => _found ??= Read();

    /// <summary>Takes over what was found of some layers, and writes it.</summary>
    public void Add(IEnumerable<TunedLayer> layers)
    {
        lock (_lock)
        {
            foreach (TunedLayer layer in layers)
            {
                Found.Remove(layer.Layer);
                if (layer.Choice is not null)
                    Found[layer.Layer] = (layer.Choice, layer.Milliseconds);
            }
            _choices = null;
            if (_path is not null)
                Write();
        }
    }

    private Dictionary<string, (Way, double)> Read()
    {
        var found = new Dictionary<string, (Way, double)>();
        if (_path is null || !File.Exists(_path))
            return found;
        try
        {
            using JsonFile file = JsonFile.Open(_path);
            if (!Says(file, "driver", _driver) || !Says(file, "shaders", ShaderLibrary.Hash) || file.Field("layers") is not { ValueKind: JsonValueKind.Object } layers)
                return found;
            foreach (JsonProperty layer in layers.EnumerateObject())
            {
                if (file.Field(layer.Value, "algorithm") is not { } algorithm || file.Field(layer.Value, "ms") is not { } time)
                    continue;
                int Size(string name) => file.Field(layer.Value, name) is { } size ? (int)file.Float(size, name) : 0;
                found[layer.Name] = (new Way(file.Text(algorithm, "algorithm"), new TileSize(Size("rows"), Size("columns"), Size("splits"))), file.Float(time, "ms"));
            }
        }
        catch (ModelFormatException error)
        {
            _logger.LogWarning("The tuning file is passed over: {Reason}", error.Message);
            found.Clear();
        }
        return found;
    }

    private static bool Says(JsonFile file, string field, string text) => file.Field(field) is { } value && file.Text(value, field) == text;

    private void Write()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path!)!);
            AtomicFile.Write(_path!, stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
                json.WriteStartObject();
                json.WriteString("driver", _driver);
                json.WriteString("shaders", ShaderLibrary.Hash);
                json.WriteStartObject("layers");
                foreach ((string layer, (Way way, double milliseconds)) in Found.OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    json.WriteStartObject(layer);
                    json.WriteString("algorithm", way.Algorithm);
                    json.WriteNumber("rows", way.Tile.Rows);
                    json.WriteNumber("columns", way.Tile.Columns);
                    json.WriteNumber("splits", way.Tile.Splits);
                    json.WriteNumber("ms", Math.Round(milliseconds, 4));
                    json.WriteEndObject();
                }
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("The tuning file cannot be written: {Reason}", error.Message);
        }
    }
}
