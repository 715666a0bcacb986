using System.Collections.Immutable;
using System.Text.Json;
using CnnVulkan.Files;
using CnnVulkan.Vulkan;

namespace CnnVulkan;

/// <summary>
/// All that planning takes of a device, so that it runs without one: what must hold and what is fast. One that was saved on another machine
/// plans for that machine. The defaults are the least that every Vulkan device allows.
/// </summary>
public sealed record DeviceProfile
{
    /// <summary>The device's name, for reports.</summary>
    public string Name { get; init; } = "any Vulkan device";

    /// <summary>The driver's name and version, for reports; empty where none is known.</summary>
    public string Driver { get; init; } = "";

    /// <summary>What must hold.</summary>
    public DeviceLimits Limits { get; init; } = new();

    /// <summary>What is fast.</summary>
    public DeviceTraits Traits { get; init; } = new();

    /// <summary>Kernels that compute something wrong on it, as far as it was checked: nothing is planned with them.</summary>
    public ImmutableArray<KernelFault> Faults { get; init; } = [];

    /// <summary>Reads a profile that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file, JSON.</param>
    /// <exception cref="ModelFormatException">The file is missing, is not JSON, or lacks a field: names both.</exception>
    public static DeviceProfile Load(string path)
    {
        using JsonFile file = JsonFile.Open(path);
        return DeviceProfileJson.Read(file);
    }

    /// <summary>Writes the profile as JSON, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        Write(json);
    });

    /// <summary>Writes the profile as one JSON object, the whole of a file that <see cref="Load"/> reads.</summary>
    /// <param name="json">Takes it; not flushed.</param>
    public void Write(Utf8JsonWriter json) => DeviceProfileJson.Write(json, this);

    /// <summary>The error of a plan that needs what the device computes wrong, however it is computed.</summary>
    internal UnsupportedDeviceException CannotCompute(string operation, IEnumerable<KernelFault> faults) => new(
        $"{Name}{(Driver.Length > 0 ? $" (driver {Driver})" : "")} computes no {operation} right that this network needs: {string.Join("; ", faults)}. "
        + "Update the graphics driver, or use another device; 'cnnvulkan devices --check' tells whether it helped.");
}
