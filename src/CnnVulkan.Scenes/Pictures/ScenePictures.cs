using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Props;
using CnnVulkan.Scenes.Rendering;
using Silk.NET.Vulkan;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>Labelled pictures of the props with random pose, scale, colours, light, ground, clutter and occlusion, to train networks with.</summary>
public static class ScenePictures
{
    private const int LeastSize = 8;

    /// <summary>What there is to show.</summary>
    public static IReadOnlyList<string> Labels => PropCatalog.Labels;

    /// <summary>
    /// Draws pictures into a new folder: <c>LABEL/NNNNNN.png</c>, <c>labels.json</c> (class numbers are places in its list) and
    /// <c>annotations.jsonl</c>. The folder appears when all are drawn; what fails or is cancelled leaves nothing.
    /// </summary>
    /// <param name="options">Which pictures.</param>
    /// <param name="progress">Told how many are done, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">A count, a size or a label that cannot be.</exception>
    /// <exception cref="IOException">The folder is not empty, or cannot be written.</exception>
    /// <exception cref="NoVulkanDeviceException">There is no Vulkan device.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ScenePictureResult Render(ScenePictureOptions options, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        int[] kinds = Check(options);
        string[] labels = Array.ConvertAll(kinds, k => PropCatalog.Labels[k]);
        using var folder = new PictureFolder(options.Folder, labels);
        GraphicsDevice device = GraphicsDevice.Create(new GraphicsDeviceOptions
        {
            DeviceName = options.Device,
            Validation = options.Validation,
            CacheDirectory = "off",
        });
        int[] counts = new int[kinds.Length];
        try
        {
            PropCatalog.Prepare();
            Render(device, options, new PictureRandomizer(options.Seed, kinds), folder, counts, progress, cancellation);
        }
        finally
        {
            device.Dispose();
        }
        folder.Commit();
        return new ScenePictureResult(labels, counts, device.Name, device.ValidationMessages);
    }

    private static void Render(
        GraphicsDevice device, ScenePictureOptions options, PictureRandomizer randomizer, PictureFolder folder, int[] counts,
        IProgress<int>? progress, CancellationToken cancellation)
    {
        int size = options.Size;
        using var renderer = new SceneRenderer(device, SceneQuality.Full);
        using var pixels = new GraphicsBuffer(device, "pictures/read", (ulong)(4 * size * size), BufferUsageFlags.TransferDstBit, hostVisible: true);
        for (int i = 0; i < options.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            PictureRecipe recipe = randomizer.Make(i);
            device.RunOnce(commands =>
            {
                var frame = new FrameContext(commands, Slot: 0, Number: i + 1, Seconds: 0, DeltaSeconds: 0, size, size, Scale: 1);
                renderer.Record(frame, recipe.View).Download(commands, pixels, 0);
            });
            folder.Add(recipe.Annotation, pixels.Mapped, size);
            counts[recipe.Annotation.Class]++;
            progress?.Report(i + 1);
        }
    }

    /// <summary>The numbers of the props to show.</summary>
    private static int[] Check(ScenePictureOptions options)
    {
        if (options.Count < 1)
            throw new ArgumentException($"The count of pictures is {options.Count}; it must be at least 1.", nameof(options));
        if (options.Size is < LeastSize or > ScenePictureOptions.MaxSize)
            throw new ArgumentException($"The size of pictures is {options.Size}; it must be {LeastSize} to {ScenePictureOptions.MaxSize}.", nameof(options));
        if (options.Labels.Count == 0)
            return [.. Enumerable.Range(0, PropCatalog.Labels.Count)];
        int[] kinds = [.. options.Labels.Distinct().Select(PropCatalog.IndexOf)];
        int unknown = Array.IndexOf(kinds, -1);
        if (unknown >= 0)
            throw new ArgumentException($"There is no '{options.Labels.Distinct().ElementAt(unknown)}' to show. There are: {string.Join(", ", PropCatalog.Labels)}.", nameof(options));
        Array.Sort(kinds);
        return kinds;
    }
}
