namespace CnnVulkan.Graphs;

/// <summary>A shape depends on the elements of a value that are not known at load. Caught by shape inference.</summary>
internal sealed class ValueRequiredException(string valueName) : Exception($"The elements of '{valueName}' are needed to work out shapes.")
{
    public string ValueName { get; } = valueName;
}
