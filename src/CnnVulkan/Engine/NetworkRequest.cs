namespace CnnVulkan.Engine;

/// <summary>A network that somebody wants to run.</summary>
/// <param name="Name">What it is called, before it is there.</param>
/// <param name="Load">Loads it, on any thread; gives the model that is there already where it is only made ready for something else.</param>
/// <param name="Precision">How it stores real numbers.</param>
/// <param name="Kind">The pictures it will look at.</param>
/// <param name="Needs">What is wanted of it.</param>
/// <param name="IsRemake">Whether it runs already, and is only made ready for something else.</param>
internal sealed record NetworkRequest(string Name, Func<Model> Load, Precision Precision, PictureKind Kind, NetworkNeeds Needs, bool IsRemake)
{
    /// <summary>Whether another would give the same network.</summary>
    public bool IsAlike(NetworkRequest other) => Name == other.Name && IsRemake == other.IsRemake && Precision == other.Precision && Kind == other.Kind && Needs.ToString() == other.Needs.ToString();
}
