using System.Collections;
using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>The names of a network's classes, one per score.</summary>
/// <param name="names">The names in the order of the scores.</param>
/// <param name="source">The file they come from, for messages.</param>
public sealed class Labels(ImmutableArray<string> names, string source = "the labels") : IReadOnlyList<string>
{
    /// <summary>The names in the order of the scores.</summary>
    public ImmutableArray<string> Names { get; } = names;

    /// <summary>The file they come from.</summary>
    public string Source { get; } = source;

    /// <summary>How many classes are named.</summary>
    public int Count => Names.Length;

    /// <summary>The name of a class.</summary>
    public string this[int index] => Names[index];

    /// <summary>Checks that there is one name per score.</summary>
    /// <param name="scores">How many scores the network gives.</param>
    /// <exception cref="ModelFormatException">There are more or fewer.</exception>
    public void Check(int scores)
    {
        if (Count != scores)
            throw new ModelFormatException($"{Source}: it names {Count} classes, but the network gives {scores} scores. Use the labels the network was trained with.");
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)Names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
