using System.Reflection;
using CnnVulkan.Tests.Conventions;

namespace CnnVulkan.Tests.Polyfill;

/// <summary>The assemblies that the polyfill is compiled into.</summary>
internal static class PolyfillAssemblies
{
    /// <summary>Vulkan and Shaderc.</summary>
    public static Assembly Library => typeof(CnnVulkan.TensorShape).Assembly;

    /// <summary>ImageSharp; null where the command line has not been built in this configuration.</summary>
    public static Assembly? CommandLine => Built(Path.Combine("src", "CnnVulkan.Cli"), "cnnvulkan.dll", "CnnVulkan.Cli.dll");

    /// <summary>Vulkan and ImageSharp, for the demo too; null where the scenes have not been built in this configuration.</summary>
    public static Assembly? Scenes => Built(Path.Combine("src", "CnnVulkan.Scenes"), "CnnVulkan.Scenes.dll");

    /// <summary>Windows and input; null where the demo has not been built in this configuration.</summary>
    public static Assembly? Demo => Built(Path.Combine("demo", "CnnVulkan.Demo"), "CnnVulkan.Demo.dll");

    private static Assembly? Built(string project, params string[] files)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\'))!);
        string folder = Path.Combine(Repository.Root, project, "bin", configuration, "net10.0");
        string? path = new[] { AppContext.BaseDirectory, folder }
            .SelectMany(directory => files.Select(file => Path.Combine(directory, file)))
            // A file system that ignores case finds the library under the command line's name.
            .FirstOrDefault(file => File.Exists(file) && AssemblyName.GetAssemblyName(file).Name != Library.GetName().Name);
        return path is null ? null : Assembly.LoadFrom(path);
    }

    /// <summary>The types that stand in for a real package's; none when built with <c>SilkNet=packages</c>.</summary>
    public static Type[] TypesOf(Assembly assembly)
    {
        Type?[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            types = e.Types;
        }

        return types.OfType<Type>().Where(type =>
            type.Namespace is { } name
            && (name.StartsWith("Silk.NET.", StringComparison.Ordinal) || name.StartsWith("SixLabors.", StringComparison.Ordinal))
            && name != "Silk.NET.Polyfill"
            && (!type.IsNested || type.IsNestedPublic)
            && !type.Name.Contains('<', StringComparison.Ordinal)).ToArray();
    }
}
