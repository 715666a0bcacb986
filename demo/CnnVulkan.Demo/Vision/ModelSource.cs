using CnnVulkan.Demo.App;

namespace CnnVulkan.Demo.Vision;

/// <summary>Where a network comes from by what a person typed or dropped: the filter network, a trained one, a name of the catalogue, a file or a folder.</summary>
internal static class ModelSource
{
    /// <summary>The name of the network that needs no file.</summary>
    public const string Filters = "filters";

    /// <summary>The filter network looks at every pixel with 81 taps; on a CPU driver that is worth a frame already at this size.</summary>
    private const int FilterEdge = 360, FilterEdgeOnCpu = 144;

    /// <summary>Loads a network.</summary>
    /// <param name="name">The name, the file or the folder.</param>
    /// <param name="onCpu">Whether it runs on a CPU driver.</param>
    /// <param name="bundled">The trained networks there are.</param>
    /// <exception cref="CnnVulkanException">There is none of that name, or the file is damaged or not supported.</exception>
    /// <exception cref="DemoException">It is a trained network that did not come with the demo.</exception>
    public static Model Load(string name, bool onCpu, BundledModels bundled)
    {
        if (bundled.FolderOf(name) is { } folder)
            return ModelLoader.Load(folder);
        if (IsPath(name))
            return ModelLoader.Load(name);
        if (bundled.WhyMissing(name) is { } reason)
            throw new DemoException(reason);
        if (!name.Equals(Filters, StringComparison.OrdinalIgnoreCase))
            return NetworkCatalog.Create(name, new NetworkOptions { InputChannels = 3 });
        Model filters = FilterNetwork.Create();
        return new Model(filters.Graph)
        {
            Preprocessing = filters.Preprocessing! with { DoResize = true, ShortestEdge = onCpu ? FilterEdgeOnCpu : FilterEdge },
        };
    }

    private static bool IsPath(string text)
        => File.Exists(text) || Directory.Exists(text) || text.IndexOfAny(['/', '\\']) >= 0 || text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
}
