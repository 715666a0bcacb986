using System.CommandLine;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using Spectre.Console;

namespace CnnVulkan.Cli.Commands;

/// <summary>Lists the Vulkan devices, and checks what they compute.</summary>
internal sealed class DevicesCommand : ToolCommand
{
    private readonly Option<bool> _check = new("--check")
    {
        Description = "Run every kernel on small inputs and compare with what the CPU makes of them: on the device that --device names, else on each that can be used.",
    };

    public DevicesCommand(CommonOptions common, CancellationToken interrupt)
        : base("devices", "List every Vulkan device: driver, limits, what it supports, what is fast on it, and which one would be used.", common, interrupt)
        => Options.Add(_check);

    protected override int Execute(CommandContext context)
    {
        IReadOnlyList<VisionDeviceInfo> devices = VisionDevice.Enumerate(new VisionDeviceOptions { Device = context.DeviceChoice });
        bool isRight = true;
        foreach (VisionDeviceInfo device in devices)
        {
            if (!context.Json)
                Print(context, device);
            SelfCheckReport? report = context.Get(_check) && Checks(context, device) ? Check(context, device) : null;
            isRight &= report?.IsRight ?? true;
            if (context.Json)
                context.WriteJson(json => Describe(json, device, report));
            else if (report is not null)
                SelfCheckText.Print(context, report);
        }
        if (!isRight)
            return 1;
        if (devices.Any(d => d.WouldBeUsed))
            return 0;
        context.Report(context.DeviceChoice is { } wanted ? $"No usable device matches '{wanted}'." : "None of these devices can be used.");
        return 1;
    }

    private static bool Checks(CommandContext context, VisionDeviceInfo device) => context.DeviceChoice is null ? device.Unusable is null : device.WouldBeUsed;

    private static SelfCheckReport Check(CommandContext context, VisionDeviceInfo info)
    {
        using VisionDevice device = VisionDevice.Create(new VisionDeviceOptions { Device = FormattableString.Invariant($"{info.Index}"), Validation = context.Validation ? true : null });
        SelfCheckReport report = device.SelfCheck();
        foreach (string message in device.ValidationMessages)
            context.Report($"validation: {message}");
        return report;
    }

    private static void Print(CommandContext context, VisionDeviceInfo device)
    {
        DeviceLimits limits = device.Limits;
        DeviceTraits traits = device.Traits;
        var table = new Table().NoBorder().HideHeaders().AddColumn("").AddColumn("");
        void Row(string name, string value) => table.AddRow(new Text("  " + name), new Text(value));
        Row("kind", $"{device.Type}, {ReadableNumber.Bytes(device.MemoryBytes)} of memory");
        Row("driver", $"{device.DriverName} {device.DriverVersion}, Vulkan {device.ApiVersion}");
        Row("workgroup", $"{limits.MaxWorkgroupSize} invocations, {ReadableNumber.Bytes(limits.MaxSharedMemoryBytes)} shared; {limits.MaxWorkgroupCount.X}×{limits.MaxWorkgroupCount.Y} per dispatch");
        Row("storage buffer", $"{ReadableNumber.Bytes(limits.MaxStorageBufferRange)} per binding, offsets in steps of {limits.StorageBufferAlignment}; {ReadableNumber.Bytes(limits.MaxAllocationBytes)} per allocation");
        Row("subgroups", $"of {limits.SubgroupSize}: {(device.SubgroupOperations.Length == 0 ? "no operations" : string.Join(", ", device.SubgroupOperations))}");
        Row("16 and 8 bits", $"fp16 storage {YesNo(limits.Storage16Bit)}, fp16 arithmetic {YesNo(limits.ShaderFloat16)}, int8 {YesNo(limits.ShaderInt8)}");
        Row("cooperative matrix", YesNo(device.CooperativeMatrix));
        Row("reads storage", traits.ReadsStorageInScalars ? "lane by lane, so through texel buffers" : "in whole vectors");
        Row("tiles", $"{(traits.PrefersSharedMemory ? "staged in shared memory" : "in registers")}; {traits.Workgroups} workgroups at least");
        Row("faster units", $"fp16 {YesNo(traits.Float16Arithmetic)}, matrices {YesNo(traits.MatrixUnits)}");
        Row("timeline semaphores", YesNo(device.TimelineSemaphores));
        Row("timestamps", YesNo(device.Timestamps));
        string use = device.WouldBeUsed ? "  <- would be used" : device.Unusable is { } reason ? $"  (cannot be used: {reason})" : "";
        context.Output.WriteLine($"{device.Index}  {device.Name}{use}");
        context.WriteTable(table);
    }

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static void Describe(Utf8JsonWriter json, VisionDeviceInfo device, SelfCheckReport? report)
    {
        DeviceLimits limits = device.Limits;
        json.WriteStartObject();
        json.WriteNumber("index", device.Index);
        json.WriteString("name", device.Name);
        json.WriteString("type", device.Type.ToString());
        json.WriteString("driver", device.DriverName);
        json.WriteString("driver_version", device.DriverVersion);
        json.WriteString("api_version", device.ApiVersion);
        json.WriteNumber("memory_bytes", device.MemoryBytes);
        json.WriteNumber("max_workgroup_size", limits.MaxWorkgroupSize);
        json.WriteNumber("max_workgroups_x", limits.MaxWorkgroupCount.X);
        json.WriteNumber("max_workgroups_y", limits.MaxWorkgroupCount.Y);
        json.WriteNumber("max_shared_memory_bytes", limits.MaxSharedMemoryBytes);
        json.WriteNumber("max_storage_buffer_range", limits.MaxStorageBufferRange);
        json.WriteNumber("storage_buffer_alignment", limits.StorageBufferAlignment);
        json.WriteNumber("max_allocation_bytes", limits.MaxAllocationBytes);
        json.WriteNumber("subgroup_size", limits.SubgroupSize);
        json.WriteStartArray("subgroup_operations");
        foreach (string operation in device.SubgroupOperations)
            json.WriteStringValue(operation);
        json.WriteEndArray();
        json.WriteBoolean("fp16_storage", limits.Storage16Bit);
        json.WriteBoolean("fp16_arithmetic", limits.ShaderFloat16);
        json.WriteBoolean("int8", limits.ShaderInt8);
        json.WriteBoolean("cooperative_matrix", device.CooperativeMatrix);
        json.WriteBoolean("timeline_semaphores", device.TimelineSemaphores);
        json.WriteBoolean("timestamps", device.Timestamps);
        json.WritePropertyName("profile");
        device.Profile.Write(json);
        json.WriteBoolean("would_be_used", device.WouldBeUsed);
        json.WriteString("unusable", device.Unusable);
        if (report is not null)
        {
            json.WritePropertyName("check");
            SelfCheckText.Write(json, report);
        }
        json.WriteEndObject();
    }
}
