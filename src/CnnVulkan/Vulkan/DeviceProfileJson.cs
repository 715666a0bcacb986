using System.Collections.Immutable;
using System.Text.Json;
using CnnVulkan.Files;

namespace CnnVulkan.Vulkan;

/// <summary>Device profiles as JSON: limits and traits by the names of the command line's output.</summary>
internal static class DeviceProfileJson
{
    public static void Write(Utf8JsonWriter json, DeviceProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("name", profile.Name);
        if (profile.Driver.Length > 0)
            json.WriteString("driver", profile.Driver);
        json.WriteStartObject("limits");
        WriteLimits(json, profile.Limits);
        json.WriteEndObject();
        json.WriteStartObject("traits");
        WriteTraits(json, profile.Traits);
        json.WriteEndObject();
        if (!profile.Faults.IsEmpty)
        {
            json.WritePropertyName("faults");
            WriteFaults(json, profile.Faults);
        }
        json.WriteEndObject();
    }

    /// <exception cref="ModelFormatException">A field is missing or is not what it should be.</exception>
    public static DeviceProfile Read(JsonFile file)
    {
        JsonElement limits = Member(file, file.Root, "limits"), traits = Member(file, file.Root, "traits");
        long Number(string name, long most = uint.MaxValue) => Integer(file, limits, name, most);
        bool Flag(JsonElement parent, string name) => Member(file, parent, name) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            var other => throw file.Error(name, other, "true or false"),
        };
        return new DeviceProfile
        {
            Name = file.Text(Member(file, file.Root, "name"), "name"),
            Driver = file.Field("driver") is { } driver ? file.Text(driver, "driver") : "",
            Faults = file.Field("faults") is { } faults ? ReadFaults(file, faults) : [],
            Limits = new DeviceLimits
            {
                MaxWorkgroupCount = ((uint)Number("max_workgroups_x"), (uint)Number("max_workgroups_y")),
                MaxWorkgroupSize = (uint)Number("max_workgroup_size"),
                MaxSharedMemoryBytes = (uint)Number("max_shared_memory_bytes"),
                MaxStorageBufferRange = Number("max_storage_buffer_range", long.MaxValue),
                StorageBufferAlignment = (uint)Number("storage_buffer_alignment"),
                TexelBufferAlignment = (uint)Number("texel_buffer_alignment"),
                MaxTexelBufferElements = Number("max_texel_buffer_elements", long.MaxValue),
                MaxAllocationBytes = Number("max_allocation_bytes", long.MaxValue),
                SubgroupSize = (uint)Number("subgroup_size"),
                SubgroupShuffle = Flag(limits, "subgroup_shuffle"),
                Storage16Bit = Flag(limits, "fp16_storage"),
                ShaderFloat16 = Flag(limits, "fp16_arithmetic"),
                ShaderInt8 = Flag(limits, "int8"),
            },
            Traits = new DeviceTraits
            {
                IsCpu = Flag(traits, "cpu"),
                ReadsStorageInScalars = Flag(traits, "reads_storage_in_scalars"),
                PrefersSharedMemory = Flag(traits, "prefers_shared_memory"),
                Float16Arithmetic = Flag(traits, "fp16_arithmetic"),
                MatrixUnits = Flag(traits, "matrix_units"),
                Workgroups = (int)Integer(file, traits, "workgroups", int.MaxValue),
            },
        };
    }

    /// <summary>Writes faults as a list of objects.</summary>
    public static void WriteFaults(Utf8JsonWriter json, IEnumerable<KernelFault> faults)
    {
        json.WriteStartArray();
        foreach (KernelFault fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("operation", fault.Operation);
            json.WriteString("kernel", fault.Kernel);
            json.WriteString("variant", fault.Variant);
            json.WriteString("observed", fault.Observed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="ModelFormatException">A field is missing or is not what it should be.</exception>
    public static ImmutableArray<KernelFault> ReadFaults(JsonFile file, JsonElement faults)
    {
        if (faults.ValueKind != JsonValueKind.Array)
            throw file.Error("faults", faults, "a list");
        string Text(JsonElement fault, string name) => file.Text(Member(file, fault, name), name);
        return [.. faults.EnumerateArray().Select(f => new KernelFault(Text(f, "operation"), Text(f, "kernel"), Text(f, "variant"), Text(f, "observed")))];
    }

    private static void WriteTraits(Utf8JsonWriter json, DeviceTraits traits)
    {
        json.WriteBoolean("cpu", traits.IsCpu);
        json.WriteBoolean("reads_storage_in_scalars", traits.ReadsStorageInScalars);
        json.WriteBoolean("prefers_shared_memory", traits.PrefersSharedMemory);
        json.WriteBoolean("fp16_arithmetic", traits.Float16Arithmetic);
        json.WriteBoolean("matrix_units", traits.MatrixUnits);
        json.WriteNumber("workgroups", traits.Workgroups);
    }

    private static void WriteLimits(Utf8JsonWriter json, DeviceLimits limits)
    {
        json.WriteNumber("max_workgroup_size", limits.MaxWorkgroupSize);
        json.WriteNumber("max_workgroups_x", limits.MaxWorkgroupCount.X);
        json.WriteNumber("max_workgroups_y", limits.MaxWorkgroupCount.Y);
        json.WriteNumber("max_shared_memory_bytes", limits.MaxSharedMemoryBytes);
        json.WriteNumber("max_storage_buffer_range", limits.MaxStorageBufferRange);
        json.WriteNumber("storage_buffer_alignment", limits.StorageBufferAlignment);
        json.WriteNumber("texel_buffer_alignment", limits.TexelBufferAlignment);
        json.WriteNumber("max_texel_buffer_elements", limits.MaxTexelBufferElements);
        json.WriteNumber("max_allocation_bytes", limits.MaxAllocationBytes);
        json.WriteNumber("subgroup_size", limits.SubgroupSize);
        json.WriteBoolean("subgroup_shuffle", limits.SubgroupShuffle);
        json.WriteBoolean("fp16_storage", limits.Storage16Bit);
        json.WriteBoolean("fp16_arithmetic", limits.ShaderFloat16);
        json.WriteBoolean("int8", limits.ShaderInt8);
    }

    private static JsonElement Member(JsonFile file, JsonElement parent, string name)
        => file.Field(parent, name) ?? throw file.Source.Error($"field '{name}' is missing.");

    private static long Integer(JsonFile file, JsonElement parent, string name, long most)
    {
        JsonElement value = Member(file, parent, name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 1 && number <= most
            ? number
            : throw file.Error(name, value, $"a whole number from 1 to {most}");
    }
}
