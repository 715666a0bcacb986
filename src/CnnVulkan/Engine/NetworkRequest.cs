namespace CnnVulkan.Engine;

/// <summary>A network that somebody wants to run.</summary>
/// <param name="Name">What it is called, before it is there.</param>
/// <param name="Load">Loads it, on any thread; gives the model that is there already where it is only made ready for something else.</param>
/// <param name="Precision">How it stores real numbers.</param>
/// <param name="Kind">The pictures it will look at: columns, rows, and whether they come from CPU memory; columns 0 where none is known yet.</param>
/// <param name="Needs">What is wanted of it.</param>
internal sealed record NetworkRequest(string Name, Func<Model> Load, Precision Precision, (int Width, int Height, bool IsOnCpu) Kind, NetworkNeeds Needs)
{
    /// <summary>Whether another would give the same network.</summary>
    public bool IsAlike(NetworkRequest other) => Name == other.Name && Precision == other.Precision && Kind == other.Kind && Needs.ToString() == other.Needs.ToString();
}
