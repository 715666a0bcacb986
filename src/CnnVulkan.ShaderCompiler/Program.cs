using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CnnVulkan;
using CnnVulkan.Kernels;
using CnnVulkan.ShaderCompiler;

// CnnVulkan.ShaderCompiler SHADER-ROOT OUTPUT.zip CACHE-FOLDER [--kernels FILE.g.cs] FOLDER...
// Compiles every .comp file in the folders below the root, in each variant it lists, into one archive of NAME.VARIANT.spv, and every .vert
// and .frag file into NAME.vert.spv and NAME.frag.spv; the files that shaders include, from these folders and from include/, go in as
// include/NAME, for shaders compiled at run time. The same sources give the same bytes.
// --kernels writes a C# class per compute shader, by which it is called.
string? kernelFile = args.Length > 4 && args[3] == "--kernels" ? args[4] : null;
string[] parts = args[Math.Min(args.Length, kernelFile is null ? 3 : 5)..];
if (parts.Length == 0)
{
    Console.Error.WriteLine("usage: CnnVulkan.ShaderCompiler SHADER-ROOT OUTPUT.zip CACHE-FOLDER [--kernels FILE.g.cs] FOLDER...");
    return 2;
}

string folder = Path.GetFullPath(args[0]);
string output = Path.GetFullPath(args[1]);
var errors = new List<string>();
var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);

bool Within(string file, string part) => Path.GetRelativePath(folder, file).Replace('\\', '/').StartsWith($"{part}/", StringComparison.Ordinal);

bool Wanted(string file) => parts.Append("include").Any(part => Within(file, part));

string[] Files(string pattern) => Directory.Exists(folder)
    ? [.. Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Where(Wanted).Order(StringComparer.Ordinal)]
    : [];

foreach (string part in parts.Where(p => !Directory.Exists(Path.Combine(folder, p))))
    errors.Add($"there is no folder '{part}' in {folder}");

void Attempt(Action action)
{
    try
    {
        action();
    }
    catch (ShaderCompilationException error)
    {
        lock (errors)
            errors.AddRange(error.Message.Split('\n').Where(l => l.Length > 0 && !Regex.IsMatch(l, @"^\d+ errors? generated")));
    }
}

var includes = new Dictionary<string, string>();
foreach (string file in Files("*.glsl"))
{
    includes[Path.GetFileName(file)] = File.ReadAllText(file);
    entries[$"include/{Path.GetFileName(file)}"] = Encoding.UTF8.GetBytes(includes[Path.GetFileName(file)]);
}

var sources = new List<ShaderSource>();
foreach (string file in Files("*.comp").Concat(Files("*.vert")).Concat(Files("*.frag")))
    Attempt(() => sources.Add(ShaderSource.Read(file)));
foreach (IGrouping<string, ShaderSource> same in sources.GroupBy(s => s.FileName).Where(g => g.Count() > 1))
    errors.Add($"{same.Last().Path}:1: error: the name '{same.Key}' is taken by {same.First().Path}; shader names are unique across folders");

if (sources.Count > 0)
{
    Attempt(() =>
    {
        var cache = new CompiledShaderCache(Path.GetFullPath(args[2]), includes.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value));
        using var compiler = new GlslCompiler(name => includes.GetValueOrDefault(Path.GetFileName(name)));
        Parallel.ForEach(sources.SelectMany(s => s.Variants.Select(v => (Source: s, Variant: v))), job => Attempt(() =>
        {
            byte[] code = cache.GetOrAdd(job.Source.Text, job.Variant, () => compiler.Compile(job.Source.Path, job.Source.Text, job.Variant));
            lock (entries)
                entries[$"{job.Source.Name}.{job.Variant}.spv"] = code;
        }));
    });
}

string? kernels = null;
if (kernelFile is not null && errors.Count == 0)
{
    var interfaces = new List<KernelInterface>();
    foreach (ShaderSource source in sources.Where(s => s.FileName.EndsWith(".comp", StringComparison.Ordinal)))
    {
        Attempt(() =>
        {
            (string, SpirvModule)[] modules = [.. source.Variants.Select(v => (v, new SpirvModule(entries[$"{source.Name}.{v}.spv"])))];
            if (!modules.Any(m => m.Item2.IsBoundByHand))
                interfaces.Add(KernelInterface.Read(source, Path.GetRelativePath(folder, source.Path).Replace('\\', '/'), modules));
        });
    }
    Attempt(() => kernels = new KernelWriter(KernelGroups.Read(includes.Values)).Write(interfaces));
}

if (errors.Count > 0)
{
    // MSBuild reads "file(line): error CODE: text" and shows the place.
    foreach (string error in errors.Distinct().Order(StringComparer.Ordinal))
    {
        Match place = Regex.Match(error, @"^(?<file>.+?):(?<line>\d+): (?<kind>error|warning): (?<text>.*)$");
        Console.Error.WriteLine(place.Success
            ? $"{Place(place.Groups["file"].Value)}({place.Groups["line"].Value}): {place.Groups["kind"].Value} GLSL: {place.Groups["text"].Value}"
            : $"CnnVulkan.ShaderCompiler : error GLSL: {error}");
    }
    return 1;
}

// Left alone where nothing changed, so that the library is not compiled again.
if (kernelFile is not null && (!File.Exists(kernelFile) || File.ReadAllText(kernelFile) != kernels))
    File.WriteAllText(kernelFile, kernels);

Directory.CreateDirectory(Path.GetDirectoryName(output)!);
string temporary = $"{output}.{Environment.ProcessId}.tmp";
using (FileStream stream = File.Create(temporary))
using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
{
    foreach ((string name, byte[] bytes) in entries)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream content = entry.Open();
        content.Write(bytes);
    }
}
File.Move(temporary, output, overwrite: true);
return 0;

// Errors inside an included file name it as the directive does.
string Place(string file) => File.Exists(file) ? file : Files(Path.GetFileName(file)).FirstOrDefault() ?? file;
