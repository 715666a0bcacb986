using System.IO.Compression;
using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

public sealed class IdxFilesTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pictures_and_labels_belong_together(bool compressed)
    {
        Write(Images, ImageFile(3, 2, 4), compressed);
        Write(Labels, LabelFile(1, 0, 2), compressed);
        DataSplit split = IdxFiles.Read(_folder.Root);
        Assert.Null(split.Validation);
        Assert.Equal(["0", "1", "2"], split.Training.Classes);
        Assert.Equal([1, 0, 2], Enumerable.Range(0, split.Training.Count).Select(split.Training.LabelOf));
        PicturePixels picture = split.Training.Read(1);
        Assert.Equal((4, 2, 1), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal(Enumerable.Range(8, 8).Select(i => (byte)i), picture.Bytes.ToArray());
    }

    [Theory]
    [InlineData("validation")]
    [InlineData("t10k")]
    [InlineData("test")]
    public void The_other_set_is_to_judge_by(string name)
    {
        Write(Images, ImageFile(3, 2, 4));
        Write(Labels, LabelFile(1, 0, 2));
        Write($"{name}-images.idx3-ubyte", ImageFile(1, 2, 4));
        Write($"{name}-labels.idx1-ubyte", LabelFile(1));
        DataSplit split = IdxFiles.Read(_folder.Root);
        Assert.Equal((1, 3), (split.Validation!.Count, split.Validation.Classes.Count));
    }

    [Fact]
    public void The_fingerprint_tells_of_any_change()
    {
        Write(Images, ImageFile(3, 2, 4));
        Write(Labels, LabelFile(1, 0, 2));
        string before = IdxFiles.Read(_folder.Root).Training.Fingerprint;
        Assert.Equal(before, IdxFiles.Read(_folder.Root).Training.Fingerprint);
        byte[] changed = ImageFile(3, 2, 4);
        changed[^1]++;
        Write(Images, changed);
        Assert.NotEqual(before, IdxFiles.Read(_folder.Root).Training.Fingerprint);
    }

    public static TheoryData<string, byte[], byte[], string> Damaged => new()
    {
        { "swapped", LabelFile(1, 0, 2), ImageFile(3, 2, 4), "no idx file of pictures" },
        { "magic", [1, .. ImageFile(3, 2, 4)[1..]], LabelFile(1, 0, 2), "00 00 08" },
        { "reals", [0, 0, 0x0D, .. ImageFile(3, 2, 4)[3..]], LabelFile(1, 0, 2), "00 00 08" },
        { "counts", ImageFile(3, 2, 4), LabelFile(1, 0), "3 pictures" },
        { "empty", [], LabelFile(1, 0, 2), "first four bytes" },
        { "short head", ImageFile(3, 2, 4)[..9], LabelFile(1, 0, 2), "its extents" },
        { "short", ImageFile(3, 2, 4)[..^1], LabelFile(1, 0, 2), "after 23 of 24" },
        { "long", [.. ImageFile(3, 2, 4), 0], LabelFile(1, 0, 2), "goes on" },
        { "nothing", ImageFile(0, 2, 4), LabelFile(1, 0, 2), "is 0" },
        { "huge", [0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], LabelFile(1, 0, 2), "at most" },
        { "large", [0, 0, 8, 3, 0, 0, 0x40, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80], LabelFile(1, 0, 2), "ends after 0" },
        { "one class", ImageFile(3, 2, 4), LabelFile(0, 0, 0), "nothing to tell apart" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damaged_files_say_what_is_wrong(string what, byte[] images, byte[] labels, string text)
    {
        Write(Images, images);
        Write(Labels, labels);
        string message = Assert.Throws<TrainingDataException>(() => IdxFiles.Read(_folder.Root)).Message;
        Assert.True(message.Contains(text), $"{what}: {message}");
        Assert.Contains("train-", message);
    }

    [Fact]
    public void A_truncated_gzip_is_found()
    {
        Write(Images, ImageFile(200, 28, 28), compressed: true);
        Write(Labels, LabelFile([.. Enumerable.Range(0, 200).Select(i => (byte)(i % 3))]), compressed: true);
        byte[] whole = File.ReadAllBytes(_folder[Images + ".gz"]);
        _folder.Write(Images + ".gz", whole[..(whole.Length / 2)]);
        Assert.Contains(Images, Assert.Throws<TrainingDataException>(() => IdxFiles.Read(_folder.Root)).Message);
    }

    [Fact]
    public void Missing_and_doubled_files()
    {
        Assert.Contains("no pair", Message());
        Write(Images, ImageFile(3, 2, 4));
        Assert.Contains("labels", Message());
        Write(Labels, LabelFile(1, 0, 2));
        Write(Images, ImageFile(3, 2, 4), compressed: true);
        Assert.Contains("several files", Message());
        Assert.Contains("no such folder", Assert.Throws<TrainingDataException>(() => IdxFiles.Read(_folder["none"])).Message);

        string Message() => Assert.Throws<TrainingDataException>(() => IdxFiles.Read(_folder.Root)).Message;
    }

    [Fact]
    public void A_class_that_the_training_set_lacks()
    {
        Write(Images, ImageFile(3, 2, 4));
        Write(Labels, LabelFile(1, 0, 2));
        Write("test-images-idx3-ubyte", ImageFile(1, 2, 4));
        Write("test-labels-idx1-ubyte", LabelFile(3));
        Assert.Contains("class 3", Assert.Throws<TrainingDataException>(() => IdxFiles.Read(_folder.Root)).Message);
    }

    [SkippableFact]
    public void Digits_are_read()
    {
        DataSplit split = IdxFiles.Read(SharedData.Require("data/mnist-8k"));
        Assert.Equal((7000, 1000), (split.Training.Count, split.Validation!.Count));
        Assert.Equal(10, split.Training.Classes.Count);
        Assert.Equal((28, 28), (split.Training.Read(6999).Width, split.Training.Read(6999).Height));
    }

    private static byte[] ImageFile(byte count, byte height, byte width)
        => [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, height, 0, 0, 0, width, .. Enumerable.Range(0, count * height * width).Select(i => (byte)i)];

    private static byte[] LabelFile(params byte[] labels) => [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels];

    private void Write(string name, byte[] bytes, bool compressed = false)
    {
        if (!compressed)
        {
            _folder.Write(name, bytes);
            return;
        }
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        _folder.Write(name + ".gz", packed.ToArray());
    }
}
