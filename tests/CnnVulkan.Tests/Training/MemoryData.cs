using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

/// <summary>Labelled pictures made in a test: picture i's class is i modulo the classes.</summary>
internal sealed class MemoryData(int count, int classes, int width, int height, int channels, Func<int, int, byte>? value = null) : ILabelledData
{
    private readonly byte[][] _pixels = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, width * height * channels)
        .Select(at => value?.Invoke(i, at) ?? (byte)(i * 37 + at * 11)).ToArray())];

    public IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, classes).Select(i => $"class{i}")];

    public int Count => count;

    public string Fingerprint => "memory";

    /// <summary>A picture that cannot be read.</summary>
    public int Broken { get; init; } = -1;

    public int LabelOf(int index) => index % Classes.Count;

    public string NameOf(int index) => $"{index}";

    public PicturePixels Read(int index)
        => index == Broken ? throw new TrainingDataException($"picture {index} is broken") : new PicturePixels(_pixels[index], width, height, channels);
}
