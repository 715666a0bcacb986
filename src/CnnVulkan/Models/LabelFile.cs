using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CnnVulkan.Files;

namespace CnnVulkan;

/// <summary>The names of a network's classes in files.</summary>
public static class LabelFile
{
    /// <summary>
    /// Reads labels from a text file with one per line, or from a <c>.json</c> file that is a list of texts, an object from index to
    /// text, or a <c>config.json</c> with <c>id2label</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is missing or damaged, or an index is missing.</exception>
    public static Labels Read(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return ReadLines(path);
        using JsonFile file = JsonFile.Open(path);
        return FromJson(file, file.Field("id2label") ?? file.Root, path);
    }

    /// <summary>The labels of a model folder's <c>config.json</c>; null where there is none or it names none.</summary>
    internal static Labels? ReadConfig(string path)
    {
        if (!File.Exists(path))
            return null;
        using JsonFile file = JsonFile.Open(path);
        return ReadConfig(file, path);
    }

    /// <summary>As <see cref="ReadConfig(string)"/>, of a file that was opened.</summary>
    internal static Labels? ReadConfig(JsonFile file, string name) => file.Field("id2label") is { } labels ? FromJson(file, labels, name) : null;

    /// <summary>Writes labels as <see cref="ReadConfig(string)"/> reads them.</summary>
    internal static void WriteConfig(Stream stream, Labels labels)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject("id2label");
        for (int i = 0; i < labels.Count; i++)
            json.WriteString(i.ToString(CultureInfo.InvariantCulture), labels[i]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Labels ReadLines(string path)
    {
        var source = new ModelSource(path, folder: null);
        // Empty lines at the end are not labels; one in between is, or all after it would shift.
        string[] lines = Text(source).Split('\n');
        int count = Array.FindLastIndex(lines, l => l.Trim().Length > 0) + 1;
        return count > 0 ? new Labels([.. lines.Take(count).Select(l => l.Trim())], path) : throw source.Error("there is no label in it.");
    }

    private static string Text(ModelSource source)
    {
        byte[] bytes = SmallFile.Read(source);
        try
        {
            // Not ReadAllLines: it takes other encodings where the first bytes look like their mark.
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            throw source.Error("the file is not UTF-8 text; one label per line was expected.", error);
        }
    }

    private static Labels FromJson(JsonFile file, JsonElement labels, string path) => labels.ValueKind switch
    {
        JsonValueKind.Array when labels.GetArrayLength() > 0 => new Labels([.. labels.EnumerateArray().Select((l, i) => file.Text(l, $"[{i}]"))], path),
        JsonValueKind.Object => FromObject(file, labels, path),
        _ => throw file.Error("id2label", labels, "a list of labels, or an object from index to label,"),
    };

    private static Labels FromObject(JsonFile file, JsonElement labels, string path)
    {
        var named = new Dictionary<int, string>();
        foreach (JsonProperty label in labels.EnumerateObject())
        {
            if (!int.TryParse(label.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw file.Source.Error($"field 'id2label': {ModelSource.Quote(label.Name)} is not an index.");
            if (!named.TryAdd(index, file.Text(label.Value, $"id2label.{index}")))
                throw file.Source.Error($"field 'id2label' names class {index} twice.");
        }
        if (named.Count == 0)
            throw file.Source.Error("field 'id2label' names no class.");
        // Not sized by the largest index, which a damaged file can make any number.
        var names = ImmutableArray.CreateBuilder<string>(named.Count);
        for (int i = 0; i < named.Count; i++)
            names.Add(named.TryGetValue(i, out string? name) ? name : throw file.Source.Error($"field 'id2label' names {named.Count} classes, but not class {i}."));
        return new Labels(names.MoveToImmutable(), path);
    }
}
