using System.Collections.Concurrent;

namespace CnnVulkan.Training;

/// <summary>
/// Pictures in folders by class: <c>FOLDER/CLASS/*.png</c>, or <c>FOLDER/train/CLASS/…</c> with <c>val</c>, <c>validation</c> or <c>test</c>
/// beside it. Decoded in parallel when it is opened, kept in memory as far as the options allow; what is past that is decoded when it is read.
/// </summary>
public sealed class PictureFolder : ILabelledData
{
    /// <summary>Decoded together at most, between looks at the memory used; so it does not depend on threads how far the cache goes.</summary>
    private const int MostTogether = 512;

    /// <summary>What is decoded together takes about one part in so many of the memory there may be.</summary>
    private const int PartOfCache = 8;

    /// <summary>More, and the proportions are such that nothing could be seen: 11,000×1 by the shorter edge.</summary>
    private const long MostPixels = 1 << 28;

    private static readonly string[] TrainingNames = ["train", "training"];
    private static readonly string[] ValidationNames = ["validation", "val", "valid", "test"];

    private readonly PictureFolderScan.Entry[] _files;
    private readonly PicturePixels[] _cached;
    private readonly PictureDecoder _decode;
    private readonly Preprocessing? _preprocessing;
    private readonly ConcurrentQueue<UnreadablePicture> _unreadable;

    private PictureFolder(PictureFolderScan scan, PictureDecoder decode, PictureFolderOptions options, CancellationToken cancellation)
    {
        _decode = decode;
        _preprocessing = options.Preprocessing;
        _unreadable = new ConcurrentQueue<UnreadablePicture>();
        Classes = scan.Classes;
        var decoded = new PicturePixels[scan.Files.Count];
        bool[] broken = new bool[scan.Files.Count];
        long bytes = 0;
        int done = 0;
        for (int start = 0, end; start < decoded.Length && bytes < options.CacheBytes; start = end)
        {
            // By what a picture took so far; the first tells of itself alone.
            long each = start == 0 ? options.CacheBytes : Math.Max(bytes / start, 1);
            end = Math.Min(start + (int)Math.Clamp(options.CacheBytes / PartOfCache / each, 1, MostTogether), decoded.Length);
            Files.Concurrently.ForEach([.. Enumerable.Range(start, end - start)], i =>
            {
                cancellation.ThrowIfCancellationRequested();
                broken[i] = !TryDecode(scan.Files[i], out decoded[i]);
                options.Progress?.Report(Interlocked.Increment(ref done));
            });
            for (int i = start; i < end; i++)
                bytes += decoded[i].Bytes.Length;
        }
        Refuse(scan, options.MostUnreadable);
        _files = [.. scan.Files.Where((_, i) => !broken[i])];
        _cached = [.. decoded.Where((_, i) => !broken[i])];
        string[] gone = [.. Classes.Where((name, i) => scan.Files.Any(f => f.Label == i) && _files.All(f => f.Label != i))];
        if (gone.Length > 0)
            throw new TrainingDataException($"{Path.Combine(scan.Folder, gone[0])}: no picture of the class '{gone[0]}' can be read.{Examples()}");
        using var print = new DataFingerprint();
        print.Add(Classes).Add(_files.Length);
        foreach (PictureFolderScan.Entry file in _files)
            print.Add(file.Name).Add(file.Label).Add(file.Length);
        Fingerprint = print.End();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public int Count => _files.Length;

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <summary>Pictures that could not be read and were left out, in no order; those past the cache only once they were asked for.</summary>
    public IReadOnlyCollection<UnreadablePicture> Unreadable => _unreadable;

    /// <summary>Reads a folder of classes, or of such folders to train with and to judge by.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="decode">Reads a picture file.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TrainingDataException">There are too few classes, classes without pictures, or too many pictures that cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DataSplit Read(string folder, PictureDecoder decode, PictureFolderOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PictureFolderOptions();
        if (!Directory.Exists(folder))
            throw new TrainingDataException($"{folder}: there is no such folder.");
        string[] inside = [.. PictureFolderScan.Subfolders(folder)];
        // A class may have such a name too; a set has folders inside.
        string? training = Named([.. inside.Where(f => PictureFolderScan.Subfolders(Path.Combine(folder, f)).Any())], TrainingNames), validation = Named(inside, ValidationNames);
        if (training is null)
            return new DataSplit(new PictureFolder(PictureFolderScan.Of(folder, null), decode, options, cancellation), null);
        var first = new PictureFolder(PictureFolderScan.Of(Path.Combine(folder, training), null), decode, options, cancellation);
        if (validation is null)
            return new DataSplit(first, null);
        PictureFolderScan second = PictureFolderScan.Of(Path.Combine(folder, validation), first.Classes);
        return new DataSplit(first, new PictureFolder(second, decode, options, cancellation));
    }

    /// <inheritdoc/>
    public int LabelOf(int index) => _files[index].Label;

    /// <inheritdoc/>
    public string NameOf(int index) => _files[index].Name;

    /// <summary>A picture's pixels. Where a file past the cache turns out unreadable, those of the next of its class, so that a training goes on.</summary>
    /// <inheritdoc/>
    public PicturePixels Read(int index)
    {
        if (_cached[index].Width > 0)
            return _cached[index];
        for (int i = 0; i < _files.Length; i++)
        {
            int other = (index + i) % _files.Length;
            if (_files[other].Label == _files[index].Label && TryDecode(_files[other], out PicturePixels picture))
                return picture;
        }
        throw new TrainingDataException($"{_files[index].Path}: neither this picture nor any other of its class can be read any more.{Examples()}");
    }

    private static string? Named(string[] folders, string[] names)
        => names.Select(n => folders.FirstOrDefault(f => string.Equals(f, n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(f => f is not null);

    private bool TryDecode(PictureFolderScan.Entry file, out PicturePixels picture)
    {
        try
        {
            picture = _decode(file.Path);
            if (_preprocessing is { DoResize: true } preprocessing)
            {
                (int width, int height) = preprocessing.ResizedSize(picture.Width, picture.Height);
                if ((long)width * height is <= 0 or > MostPixels)
                    throw new InvalidDataException($"a picture of {picture.Width}×{picture.Height} cannot be resized to {width}×{height}");
                if ((long)width * height < (long)picture.Width * picture.Height)
                    picture = PictureResize.To(picture, width, height, preprocessing.Resample);
            }
            return true;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read now may have been noted in an earlier epoch.
            if (_unreadable.All(u => u.Path != file.Path))
                _unreadable.Enqueue(new UnreadablePicture(file.Path, error.Message));
            picture = default;
            return false;
        }
    }

    private void Refuse(PictureFolderScan scan, double most)
    {
        if (_unreadable.Count > most * scan.Files.Count)
            throw new TrainingDataException($"{scan.Folder}: {_unreadable.Count:N0} of {scan.Files.Count:N0} pictures cannot be read.{Examples()}");
    }

    private string Examples()
    {
        const int Shown = 10;
        UnreadablePicture[] sorted = [.. _unreadable.OrderBy(u => u.Path, StringComparer.Ordinal)];
        string more = sorted.Length > Shown ? $"\n  and {sorted.Length - Shown:N0} more" : "";
        return string.Concat(sorted.Take(Shown).Select(u => $"\n  {u.Path}: {u.Reason}")) + more;
    }
}
