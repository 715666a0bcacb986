using System.IO.Compression;
using System.Reflection;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>Shaders from the archives embedded in assemblies at build, each made once per device. Thread-safe.</summary>
internal sealed unsafe class ShaderModules : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly ZipArchive[] _archives;
    private readonly Dictionary<string, ShaderModule> _modules = [];

    /// <param name="device">The device.</param>
    /// <param name="assemblies">Whose shaders there are besides those of this assembly.</param>
    public ShaderModules(GraphicsDevice device, IEnumerable<Assembly> assemblies)
    {
        _device = device;
        _archives = [.. assemblies.Prepend(typeof(ShaderModules).Assembly).Select(Open)];
    }

    /// <summary>The module of a shader; it belongs to the device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="file">The file's name: <c>NAME.vert</c>, <c>NAME.frag</c> or <c>NAME.comp</c>.</param>
    /// <param name="variant">Of a compute shader that lists variants, the one to take: f32, f16 or i32.</param>
    public static ShaderModule Load(GraphicsDevice device, string file, string variant = "f32") => device.Shaders.Get(file, variant);

    public void Dispose()
    {
        foreach (ShaderModule module in _modules.Values)
            _device.Vk.DestroyShaderModule(_device.Device, module, null);
        _modules.Clear();
        foreach (ZipArchive archive in _archives)
            archive.Dispose();
    }

    private static ZipArchive Open(Assembly assembly)
    {
        string resource = $"{assembly.GetName().Name}.shaders.zip";
        Stream stream = assembly.GetManifestResourceStream(resource)
            ?? throw new ShaderCompilationException($"{assembly.GetName().Name} was built without its shaders (resource {resource}). Build it again.");
        return new ZipArchive(stream, ZipArchiveMode.Read);
    }

    private ShaderModule Get(string file, string variant)
    {
        string entry = file.EndsWith(".comp", StringComparison.Ordinal) ? $"{file[..^".comp".Length]}.{variant}.spv" : $"{file}.spv";
        lock (_modules)
        {
            if (!_modules.TryGetValue(entry, out ShaderModule module))
                _modules[entry] = module = Create(entry, file);
            return module;
        }
    }

    private ShaderModule Create(string entry, string file)
    {
        ZipArchiveEntry packed = _archives.Select(a => a.GetEntry(entry)).FirstOrDefault(e => e is not null)
            ?? throw new ShaderCompilationException($"There is no shader {file} (looked for {entry}).");
        using Stream stream = packed.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        byte[] code = copy.ToArray();
        fixed (byte* words = code)
        {
            var info = new ShaderModuleCreateInfo
            {
                SType = StructureType.ShaderModuleCreateInfo,
                CodeSize = (nuint)code.Length,
                PCode = (uint*)words,
            };
            _device.Vk.CreateShaderModule(_device.Device, &info, null, out ShaderModule module).Check($"vkCreateShaderModule ({file})");
            _device.SetName(ObjectType.ShaderModule, module.Handle, file);
            return module;
        }
    }
}
