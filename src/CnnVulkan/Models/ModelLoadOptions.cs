using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan;

/// <summary>How a model is loaded.</summary>
public sealed record ModelLoadOptions
{
    /// <summary>
    /// Layers of your own, by operator type, such as <c>Mish</c>, or <c>domain:Type</c>, such as <c>com.example:Maxout</c>, where the
    /// model file names a domain. They come before the built-in ones. A factory that meets an attribute it cannot serve throws
    /// <see cref="NotSupportedException"/>; the node is then listed in the <see cref="UnsupportedOperatorException"/>.
    /// </summary>
    public IReadOnlyDictionary<string, Func<NodeAttributes, Operator>> Layers { get; init; } = ImmutableDictionary<string, Func<NodeAttributes, Operator>>.Empty;

    /// <summary>A label file to use instead of the model folder's: see <see cref="LabelFile"/>.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>The names of the classes, instead of those of any file.</summary>
    public Labels? Labels { get; init; }

    /// <summary>What is done to pictures, instead of what the model folder says.</summary>
    public Preprocessing? Preprocessing { get; init; }
}
