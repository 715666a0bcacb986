using System.Collections.Immutable;

namespace CnnVulkan.Cli.Benchmarks;

/// <summary>Networks that are measured together under one name.</summary>
internal static class BenchSuite
{
    /// <summary>The seven that other engines publish times of.</summary>
    public static readonly ImmutableArray<string> Classic = ["squeezenet1.1", "mobilenetv2", "alexnet", "resnet18", "googlenet", "resnet50", "vgg16"];

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> All
        = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("classic", Classic)]);

    public static string Names => string.Join(", ", All.Keys);

    /// <summary>The networks of a suite; null where there is none of that name.</summary>
    public static ImmutableArray<string>? Find(string name) => All.TryGetValue(name, out ImmutableArray<string> networks) ? networks : null;
}
