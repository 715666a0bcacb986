using System.Text.Json;

namespace CnnVulkan.Files;

/// <summary>A JSON file whose top is an object; errors name the file and the field. Documents, not a serialiser: that needs reflection.</summary>
internal sealed class JsonFile : IDisposable
{
    private readonly ModelSource _source;
    private readonly JsonDocument _document;

    private JsonFile(ModelSource source, JsonDocument document)
    {
        _source = source;
        _document = document;
    }

    public JsonElement Root => _document.RootElement;

    public ModelSource Source => _source;

    /// <exception cref="ModelFormatException">The file is missing, cannot be read, or is not JSON.</exception>
    public static JsonFile Open(string path)
    {
        var source = new ModelSource(path, folder: null);
        return Parse(SmallFile.Read(source), source);
    }

    /// <exception cref="ModelFormatException">It is not JSON.</exception>
    public static JsonFile Parse(byte[] bytes, ModelSource source)
    {
        try
        {
            // As a stream, a file may begin with the mark of UTF-8.
            return new JsonFile(source, JsonDocument.Parse(new MemoryStream(bytes)));
        }
        catch (JsonException error)
        {
            throw source.Error($"the file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A field, or null where it is missing or JSON's null.</summary>
    public JsonElement? Field(string name) => Field(Root, name);

    public JsonElement? Field(JsonElement parent, string name)
        => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public bool Flag(string name, bool @default) => Field(name) switch
    {
        null => @default,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Error(name, other, "true or false"),
    };

    /// <summary>An integer within bounds.</summary>
    public int Int(JsonElement value, string name, int least, int most)
        => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == Math.Floor(number) && number >= least && number <= most
            ? (int)number
            : throw Error(name, value, $"a whole number from {least} to {most}");

    /// <summary>A finite real number.</summary>
    public float Float(JsonElement value, string name)
        => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && float.IsFinite((float)number)
            ? (float)number
            : throw Error(name, value, "a number");

    public string Text(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Error(name, value, "a text");
        }
        catch (InvalidOperationException error)
        {
            // Half a surrogate pair, as "\ud800", is valid JSON but not a text.
            throw _source.Error($"field '{name}' is not valid text.", error);
        }
    }

    public ModelFormatException Error(string field, JsonElement value, string expected)
        => _source.Error($"field '{field}' is {ModelSource.Quote(value.GetRawText())}, but {expected} was expected.");

    public void Dispose() => _document.Dispose();
}
