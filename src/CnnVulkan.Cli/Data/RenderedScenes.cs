using CnnVulkan.Scenes.Pictures;
using CnnVulkan.Training;

namespace CnnVulkan.Cli.Data;

/// <summary>Pictures of the demo's props as data: drawn once, kept in memory.</summary>
internal sealed class RenderedScenes : ILabelledData
{
    private readonly byte[] _pixels;
    private readonly SceneDataOptions _options;
    private readonly int _pictureBytes;
    private readonly int[] _labels;

    /// <summary>Draws the first pictures of a seed.</summary>
    /// <exception cref="CommandException">They would be more than memory can be asked for.</exception>
    public RenderedScenes(SceneDataOptions options, int count, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        using var scenes = new SceneData(options);
        _options = options;
        _pictureBytes = scenes.PictureBytes;
        Count = count;
        if ((long)count * _pictureBytes > Array.MaxLength)
            throw new CommandException($"{count:N0} pictures of {options.Size}×{options.Size} take {(long)count * _pictureBytes:N0} bytes; at most {Array.MaxLength:N0} can be kept. Take fewer or smaller ones.");
        _pixels = new byte[count * _pictureBytes];
        scenes.Render(0, count, _pixels, progress, cancellation);
        ValidationMessages = scenes.ValidationMessages;
        Classes = scenes.Labels;
        _labels = [.. Enumerable.Range(0, count).Select(i => scenes.LabelOf(i))];
    }

    public IReadOnlyList<string> Classes { get; }

    public int Count { get; }

    /// <summary>Of what was asked for, not of the pixels, in which two drivers differ by a little.</summary>
    public string Fingerprint => $"scenes-{_options.Size}-{_options.Seed}-{Count}{string.Concat(_options.Without.Select(w => $"-{w}"))}";

    /// <summary>What the validation layers said of the drawing.</summary>
    public IReadOnlyList<string> ValidationMessages { get; }

    public int LabelOf(int index) => _labels[index];

    public string NameOf(int index) => $"{_options.Seed}/{index}";

    public PicturePixels Read(int index) => new(_pixels.AsMemory(index * _pictureBytes, _pictureBytes), _options.Size, _options.Size, 3);
}
