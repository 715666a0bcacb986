using System.IO.Compression;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Shaders;

/// <summary>Holds each compiled shader to its C# description: a push constant out of place would be read as another, without an error.</summary>
public sealed class ShaderContractTests
{
    public static TheoryData<string> Variants()
    {
        var data = new TheoryData<string>();
        using ZipArchive archive = Open();
        foreach (ZipArchiveEntry entry in archive.Entries.Where(IsCompiled))
            data.Add(entry.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_compiled_shader_has_the_interface_its_kernel_describes(string entry)
    {
        string shader = entry[..entry.IndexOf('.')];
        bool texels = entry.Contains("_texel.", StringComparison.Ordinal);
        Kernel kernel = Assert.Single(KernelCatalog.All, k => k.Shader == shader && k.Texels == texels);
        using ZipArchive archive = Open();
        using Stream stream = archive.Entries.Single(e => e.Name == entry).Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var module = new SpirvModule(bytes.ToArray());

        Assert.Equal(
            kernel.Push.Select((f, i) => (f.Name, f.GlslType, (uint)(i * 4))),
            module.PushConstants.Select(p => (p.Name, p.Type, p.Offset)));

        var constants = kernel.Constants.Select((name, i) => ((uint)(4 + i), name.ToUpperInvariant()));
        if (kernel.HasActivation)
            constants = constants.Prepend((3u, "ACTIVATION"));
        // The compiler drops a constant that one element type has no use for: integers end with no activation.
        Assert.Subset(constants.ToHashSet(), module.SpecializationConstants.Select(c => (c.Key, c.Value)).ToHashSet());
        Assert.True(module.WorkgroupSizeIsConstantZero, "local_size_x must be specialisation constant 0.");

        Assert.Equal(
            kernel.Buffers.Select((b, i) => ((uint)i, b.Reads, b.Writes, b.Texels)),
            module.Buffers.OrderBy(b => b.Key).Select(b => (b.Key, b.Value.Reads, b.Value.Writes, b.Value.Texels)));
    }

    [Fact]
    public void Every_kernel_of_the_catalog_is_compiled()
    {
        using ZipArchive archive = Open();
        string[] compiled = archive.Entries.Where(IsCompiled).Select(e => e.Name[..e.Name.IndexOf('.')]).Distinct().Order().ToArray();
        Assert.Equal(KernelCatalog.All.Select(k => k.Shader).Distinct().Order(), compiled);
    }

    /// <summary>The archive holds the includes too, for layers compiled at run time.</summary>
    private static bool IsCompiled(ZipArchiveEntry entry) => entry.Name.EndsWith(".spv", StringComparison.Ordinal);

    private static ZipArchive Open()
        => new(typeof(Kernel).Assembly.GetManifestResourceStream("CnnVulkan.shaders.zip") ?? throw new InvalidOperationException("The library embeds no shaders."));
}
