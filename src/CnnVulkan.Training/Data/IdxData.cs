using System.Globalization;

namespace CnnVulkan.Training;

/// <summary>Grey pictures and their classes in a pair of idx files, as MNIST has them; held in memory.</summary>
internal sealed class IdxData : ILabelledData
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly int _width, _height;
    private readonly string _name;

    private IdxData(string imagePath, int[] extents, byte[] pixels, byte[] labels, IReadOnlyList<string> classes)
    {
        _name = Path.GetFileName(imagePath);
        (_height, _width) = (extents[1], extents[2]);
        _pixels = pixels;
        _labels = labels;
        Classes = classes;
        using var print = new DataFingerprint();
        Fingerprint = print.Add(classes).Add(_width).Add(_height).Add(labels).Add(pixels).End();
    }

    public IReadOnlyList<string> Classes { get; }

    public int Count => _labels.Length;

    public string Fingerprint { get; }

    /// <summary>Reads both files.</summary>
    /// <param name="imagePath">count × height × width bytes.</param>
    /// <param name="labelPath">count bytes.</param>
    /// <param name="classes">The names of the classes; null for their numbers.</param>
    /// <exception cref="TrainingDataException">A file is missing or damaged, or they do not belong together.</exception>
    public static IdxData Read(string imagePath, string labelPath, IReadOnlyList<string>? classes)
    {
        (int[] extents, byte[] pixels) = IdxFile.Read(imagePath, 3, 3, "pictures");
        (int[] count, byte[] labels) = IdxFile.Read(labelPath, 1, 1, "labels");
        if (extents[0] != count[0])
            throw new TrainingDataException($"{imagePath} holds {extents[0]:N0} pictures, but {labelPath} {count[0]:N0} labels; they do not belong together.");
        int largest = labels.Max();
        classes ??= [.. Enumerable.Range(0, largest + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (largest >= classes.Count)
            throw new TrainingDataException($"{labelPath}: picture {Array.IndexOf(labels, (byte)largest):N0} is of class {largest}, but there are {classes.Count} classes, counted from 0.");
        return new IdxData(imagePath, extents, pixels, labels, classes);
    }

    public int LabelOf(int index) => _labels[index];

    public string NameOf(int index) => $"#{index} of {_name}";

    public PicturePixels Read(int index)
    {
        int size = _width * _height;
        return new PicturePixels(_pixels.AsMemory(index * size, size), _width, _height, 1);
    }
}
