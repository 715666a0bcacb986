using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>The networks that taught the field its steps, by name. Weights are untrained: load a file for trained ones.</summary>
public static class NetworkCatalog
{
    /// <summary>Every network, the oldest first.</summary>
    public static ImmutableArray<NetworkInfo> All { get; } =
    [
        .. LeNet.All,
        .. AlexNet.All,
        .. ZFNet.All,
        .. Vgg.All,
        .. GoogLeNet.All,
        .. PReluNet.All,
        .. ResNet.All,
        .. CifarResNet.All,
        .. SqueezeNet.All,
        .. DenseNet.All,
        .. MobileNet.All,
        .. CompactNet.All,
    ];

    private static readonly ImmutableDictionary<string, NetworkInfo> ByName
        = All.SelectMany(n => n.Aliases.Add(n.Name).Select(name => (Key(name), n))).ToImmutableDictionary(p => p.Item1, p => p.n);

    /// <summary>The network of a name or alias, blind to case and to signs between letters and digits: <c>VGG-16</c> is <c>vgg16</c>. Null where there is none.</summary>
    public static NetworkInfo? Find(string name) => ByName.GetValueOrDefault(Key(name));

    /// <summary>Makes a network by name.</summary>
    /// <param name="name">A name or alias of <see cref="All"/>, as <see cref="Find"/> takes it.</param>
    /// <param name="options">Sizes, width and weights; null for the paper's, He-initialised from seed 1.</param>
    /// <exception cref="UnknownNetworkException">There is none of that name; the nearest are listed.</exception>
    /// <exception cref="ShapeException">The input is too small, or the width leaves no channel; names the layer.</exception>
    public static Model Create(string name, NetworkOptions? options = null)
        => (Find(name) ?? throw new UnknownNetworkException(name, Nearest(name))).Create(options);

    /// <summary>The names nearest to one that there is not.</summary>
    public static IReadOnlyList<string> Nearest(string name) => NearestNames.Of(name, All.Select(n => n.Name));

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
