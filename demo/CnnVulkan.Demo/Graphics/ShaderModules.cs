using System.IO.Compression;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Graphics;

/// <summary>The shaders of shaders/demo, from the archive embedded at build, each made once per device. Thread-safe.</summary>
internal sealed unsafe class ShaderModules : IDisposable
{
    private const string Resource = "CnnVulkan.Demo.shaders.zip";

    private readonly GraphicsDevice _device;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ShaderModule> _modules = [];

    public ShaderModules(GraphicsDevice device)
    {
        _device = device;
        Stream stream = typeof(ShaderModules).Assembly.GetManifestResourceStream(Resource)
            ?? throw new ShaderCompilationException($"The demo was built without its shaders (resource {Resource}). Build it again.");
        _archive = new ZipArchive(stream, ZipArchiveMode.Read);
    }

    /// <summary>The module of a shader; it belongs to the device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="file">The file's name in shaders/demo: <c>NAME.vert</c>, <c>NAME.frag</c> or <c>NAME.comp</c>.</param>
    /// <param name="variant">Of a compute shader that lists variants, the one to take: f32, f16 or i32.</param>
    public static ShaderModule Load(GraphicsDevice device, string file, string variant = "f32") => device.Shaders.Get(file, variant);

    public void Dispose()
    {
        foreach (ShaderModule module in _modules.Values)
            _device.Vk.DestroyShaderModule(_device.Device, module, null);
        _modules.Clear();
        _archive.Dispose();
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
        ZipArchiveEntry packed = _archive.GetEntry(entry)
            ?? throw new ShaderCompilationException($"There is no shader shaders/demo/{file} (looked for {entry}).");
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
