using System.Collections.Immutable;
using System.Text.Json;
using CnnVulkan.Files;
using CnnVulkan.Kernels;
using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging;

namespace CnnVulkan.Checking;

/// <summary>
/// Which kernels have been checked on a device, and which are wrong: a file per device and driver in the cache directory. One that was written for
/// other shaders or another driver counts for nothing, as does one that is damaged. Not thread-safe; its owner locks.
/// </summary>
internal sealed class CheckVerdict
{
    private const string Kind = "CNNVKCK1";

    private readonly string? _path;
    private readonly string _driver;
    private readonly ILogger _logger;
    // Another one with each check: read without a lock.
    private ImmutableSortedSet<string> _checked = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <param name="directory">The cache directory; null to remember nothing.</param>
    /// <param name="facts">The device.</param>
    /// <param name="logger">Hears about files that cannot be used.</param>
    public CheckVerdict(string? directory, PhysicalDeviceFacts facts, ILogger logger)
    {
        _path = directory is null ? null : Path.Combine(directory, $"checks-{facts.CacheKey}.bin");
        // Mesa's CPU driver gives every release the same number; the text tells.
        _driver = $"{facts.Info.Name}, {facts.Info.DriverName} {facts.Info.DriverVersion}";
        _logger = logger;
        Read();
    }

    /// <summary>What was found wrong.</summary>
    public ImmutableArray<KernelFault> Faults { get; private set; } = [];

    /// <summary>Whether a kernel was checked, or there is nothing to check it by.</summary>
    public bool Knows(string kernel) => Volatile.Read(ref _checked).Contains(kernel);

    /// <summary>Takes over what a check has found, and writes it.</summary>
    /// <param name="kernels">The kernels checked.</param>
    /// <param name="faults">All that is wrong, with what was found wrong before.</param>
    public void Settle(IEnumerable<string> kernels, ImmutableArray<KernelFault> faults)
    {
        Faults = faults;
        Volatile.Write(ref _checked, _checked.Union(kernels));
        if (_path is not null)
            ChecksummedFile.Write(_path, Kind, Content(), _logger);
    }

    private void Read()
    {
        if (_path is null || ChecksummedFile.Read(_path, Kind, _logger) is not { } content)
            return;
        try
        {
            using JsonFile file = JsonFile.Parse(content, new ModelSource(_path, folder: null));
            if (Text(file, "driver") != _driver || Text(file, "shaders") != ShaderLibrary.Hash)
                return;
            if (file.Field("checked") is not { ValueKind: JsonValueKind.Array } kernels || file.Field("faults") is not { } faults)
                return;
            Faults = DeviceProfileJson.ReadFaults(file, faults);
            _checked = _checked.Union(kernels.EnumerateArray().Select(k => file.Text(k, "checked")));
        }
        catch (ModelFormatException error)
        {
            _logger.LogWarning("What an earlier check of the device found is passed over: {Reason}", error.Message);
            Faults = [];
            _checked = _checked.Clear();
        }
    }

    private static string Text(JsonFile file, string field) => file.Field(field) is { } value ? file.Text(value, field) : "";

    private byte[] Content()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("driver", _driver);
            json.WriteString("shaders", ShaderLibrary.Hash);
            json.WriteStartArray("checked");
            foreach (string kernel in _checked)
                json.WriteStringValue(kernel);
            json.WriteEndArray();
            json.WritePropertyName("faults");
            DeviceProfileJson.WriteFaults(json, Faults);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
