using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>A network of the catalog: what it is called, where it comes from, what it is fed.</summary>
public sealed record NetworkInfo
{
    private readonly Func<int, int, Preprocessing> _preprocessing;
    private readonly Func<NetworkLayer, int, NetworkLayer[]> _layers;

    /// <summary>Describes a network.</summary>
    /// <param name="preprocessing">What is done to pictures for an input of a height and width.</param>
    /// <param name="layers">Adds the layers after an input for a number of classes; the scores come first.</param>
    internal NetworkInfo(Func<int, int, Preprocessing> preprocessing, Func<NetworkLayer, int, NetworkLayer[]> layers)
    {
        _preprocessing = preprocessing;
        _layers = layers;
    }

    /// <summary>Its name, as the command line takes it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Other names it is known by.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The paper that describes it.</summary>
    public string Paper { get; init; } = "";

    /// <summary>The year it appeared in.</summary>
    public int Year { get; init; }

    /// <summary>Channels, height and width of the picture it is fed, unless options say otherwise.</summary>
    public TensorShape Input { get; init; } = TensorShape.Scalar;

    /// <summary>How many classes it tells apart, unless options say otherwise.</summary>
    public int Classes { get; init; }

    /// <summary>Makes the network.</summary>
    /// <param name="options">Sizes, width and weights; null for the paper's.</param>
    /// <exception cref="ShapeException">The input is too small, or the width leaves no channel; names the layer.</exception>
    public Model Create(NetworkOptions? options = null)
    {
        var builder = new NetworkBuilder(Name, options);
        NetworkLayer input = builder.Input(Input[0], Input[1], Input[2]);
        return new Model(builder.Build(_layers(input, builder.Classes(Classes)))) { Preprocessing = _preprocessing(input.Shape[2], input.Shape[3]) };
    }

    /// <summary>Name, year and paper.</summary>
    public override string ToString() => $"{Name}: {Description} ({Paper}, {Year})";
}
