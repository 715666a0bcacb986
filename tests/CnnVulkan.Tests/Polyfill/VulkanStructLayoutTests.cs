using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnVulkan.Tests.Polyfill;

/// <summary>The generated structures lie in memory as the C headers have them.</summary>
public sealed class VulkanStructLayoutTests
{
    /// <summary>Structures of extensions younger than the headers of Debian 12 (1.3.239).</summary>
    private static readonly string[] MayBeTooNew = ["CooperativeMatrixPropertiesKHR", "PhysicalDeviceCooperativeMatrixFeaturesKHR"];

    [SkippableFact]
    public void Sizes_and_offsets_are_those_of_the_C_headers()
    {
        Type[] structures = PolyfillAssemblies.TypesOf(PolyfillAssemblies.Library)
            .Where(type => type is { Namespace: "Silk.NET.Vulkan", IsValueType: true, IsEnum: false, IsNested: false }
                && type.StructLayoutAttribute is not null
                && !type.Name.StartsWith("Pfn", StringComparison.Ordinal)
                && !IsHandle(type))
            .ToArray();
        Skip.If(structures.Length == 0, "Built with SilkNet=packages.");
        var measured = CHeaderLayout.Measure(structures.Select(type => "Vk" + type.Name), out string reason);
        Skip.If(measured is null, reason);

        var differences = new List<string>();
        foreach (Type type in structures)
        {
            if (measured!.TryGetValue("Vk" + type.Name, out CHeaderLayout? expected))
            {
                differences.AddRange(Compare(type, expected));
            }
            else if (!MayBeTooNew.Contains(type.Name))
            {
                differences.Add($"{type.Name}: not in the headers");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(measured!.Count > 100, $"Only {measured.Count} structures were compared.");
    }

    private static bool IsHandle(Type type) =>
        type.GetFields() is [{ Name: "Handle" } handle] && (handle.FieldType == typeof(nint) || handle.FieldType == typeof(ulong));

    private static IEnumerable<string> Compare(Type type, CHeaderLayout expected)
    {
        int size = (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
        if (size != expected.Size)
        {
            yield return $"{type.Name}: {size} bytes, {expected.Size} in C";
        }

        // The structures are blittable, so the marshalled offsets are the real ones.
        FieldInfo[] fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance);
        int[] offsets = fields.OrderBy(field => field.MetadataToken)
            .Select(field => (int)Marshal.OffsetOf(type, field.Name)).ToArray();
        if (type.IsExplicitLayout)
        {
            // A union: C# has a field for each element of its arrays.
            if (offsets[0] != 0 || offsets.Max() >= size)
            {
                yield return $"{type.Name}: offsets {string.Join(' ', offsets)} in {size} bytes";
            }
        }
        else if (!offsets.SequenceEqual(expected.Offsets))
        {
            yield return $"{type.Name}: offsets {string.Join(' ', offsets)}, {string.Join(' ', expected.Offsets)} in C";
        }
    }
}
