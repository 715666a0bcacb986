using System.Text.RegularExpressions;
using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Tests.Conventions;

/// <summary>The habits of the house that a machine can check: CONTRIBUTING.md gives the reasons.</summary>
public sealed partial class ConventionTests
{
    /// <summary>Files that may be longer than the rule, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    /// <summary>The code that is read as a model: library, training, scenes and demo.</summary>
    private static IEnumerable<string> EngineFiles
        => Repository.Files("src/CnnVulkan", ".cs").Concat(Repository.Files("src/CnnVulkan.Training", ".cs")).Concat(Repository.Files("src/CnnVulkan.Scenes", ".cs")).Concat(Repository.Files("demo", ".cs"));

    [Fact]
    public void Source_files_stay_short()
    {
        string[] tooLong = Repository.Files("src", ".cs").Concat(Repository.Files("demo", ".cs")).Concat(Repository.Files("tests", ".cs")).Where(f => Lines(f) > 400)
            .Concat(Repository.Files("shaders", ".comp", ".vert", ".frag", ".glsl").Where(f => Lines(f) > 250))
            .Where(f => !LongFiles.ContainsKey(f)).ToArray();
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Only_the_Vulkan_rooms_know_Vulkan()
    {
        // The compiler of GLSL is Silk.NET's Shaderc, which knows no Vulkan.
        string[] allowed = ["src/CnnVulkan/Vulkan/", "src/CnnVulkan/Dispatching/", "src/CnnVulkan/Kernels/GlslCompiler.cs"];
        string[] strangers = Repository.Files("src/CnnVulkan", ".cs")
            .Where(f => !allowed.Any(a => f.StartsWith(a, StringComparison.Ordinal)) && Repository.Read(f).Contains("Silk.NET", StringComparison.Ordinal))
            .ToArray();
        Assert.Empty(strangers);
    }

    /// <summary>What the command line and other programs draw with opens no window, and they need not the program that does.</summary>
    [Fact]
    public void Only_the_demo_knows_windows()
    {
        Assert.DoesNotContain(
            Repository.Files("src/CnnVulkan.Scenes", ".cs", ".csproj"), f => Regex.IsMatch(Repository.Read(f), @"Silk\.NET\.(Windowing|Input)|UseSilkWindowing|Glfw"));
        Assert.DoesNotContain(Repository.Files("src", ".csproj"), f => Repository.Read(f).Contains("CnnVulkan.Demo.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public void No_type_of_a_Vulkan_binding_shows_in_the_public_API()
    {
        IEnumerable<Type> exposed = typeof(TensorShape).Assembly.GetExportedTypes();
        Assert.DoesNotContain(exposed, t => t.Namespace!.StartsWith("Silk.NET", StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_code_has_no_conditional_compilation()
        => Assert.DoesNotContain(EngineFiles, f => ConditionalCompilation().IsMatch(Repository.Read(f)));

    [Fact]
    public void Every_file_holds_the_type_it_is_named_after()
    {
        string[] misnamed = EngineFiles
            .Where(f => !f.Contains("/Compatibility/"))
            .Where(f => !Regex.IsMatch(Repository.Read(f), $@"\b(class|record|struct|interface|enum|delegate [\w<>\[\]?]+)\s+{Path.GetFileNameWithoutExtension(f).Replace("OfT", "")}\b"))
            .ToArray();
        Assert.Empty(misnamed);
    }

    [Fact]
    public void No_regions_no_partial_types()
        // Half of the class that reads and writes a session's notes is made at build.
        => Assert.DoesNotContain(EngineFiles.Where(f => !f.EndsWith("/SessionJson.cs", StringComparison.Ordinal)), f => Regex.IsMatch(Repository.Read(f), @"#region|\bpartial (class|record|struct)"));

    /// <summary>One name from operator to test: whoever changes one finds the other.</summary>
    [Fact]
    public void Every_operator_has_a_test_that_bears_its_name()
    {
        string tests = string.Join('\n', Repository.Files("tests", "Tests.cs").Select(Repository.Read));
        string[] untested = typeof(Operator).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract)
            .Select(t => t.Name)
            .Where(n => !Regex.IsMatch(tests, $@"\b{n}\b"))
            .ToArray();
        Assert.Empty(untested);
    }

    [Fact]
    public void Every_shader_belongs_to_a_kernel_and_opens_with_a_comment()
    {
        foreach (string file in Repository.Files("shaders/operators", ".comp").Concat(Repository.Files("shaders/images", ".comp")))
        {
            string shader = Path.GetFileNameWithoutExtension(file);
            // Those that take images stand beside the plans.
            Assert.True(shader == HostImageKernel.Shader || PictureKernels.Files.Contains(shader) || KernelCatalog.All.Any(k => k.Shader == shader), shader);
            Assert.Matches(@"\A(#version 450\s+)?//|\A#version 450\s+(#extension[^\n]*\n\s*)*//", Repository.Read(file));
        }
    }

    private static int Lines(string file) => Repository.Read(file).Count(c => c == '\n');

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline)]
    private static partial Regex ConditionalCompilation();
}
