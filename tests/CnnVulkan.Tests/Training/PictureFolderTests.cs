using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A picture file of these tests: width, height, then grey bytes; "broken" ones start with 0.</summary>
    private static PicturePixels Decode(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.Length < 2 || bytes[0] == 0 ? throw new InvalidDataException("it is broken") : new PicturePixels(bytes.AsMemory(2), bytes[0], bytes[1], 1);
    }

    [Fact]
    public void A_folder_per_class()
    {
        Write("dog/b.png", 2);
        Write("dog/a.JPG", 1);
        Write("cat/deep/c.jpeg", 3);
        _folder.Write("cat/notes.txt", "no picture");
        _folder.Write("readme.md", "no class");
        DataSplit split = PictureFolder.Read(_folder.Root, Decode);
        ILabelledData data = split.Training;
        Assert.Null(split.Validation);
        Assert.Equal(["cat", "dog"], data.Classes);
        Assert.Equal(["cat/deep/c.jpeg", "dog/a.JPG", "dog/b.png"], Enumerable.Range(0, 3).Select(data.NameOf));
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(data.LabelOf));
        Assert.Equal([3, 1, 2], Enumerable.Range(0, 3).Select(i => (int)data.Read(i).Bytes.Span[0]));
    }

    [Fact]
    public void Labels_json_orders_the_classes()
    {
        Write("dog/a.png", 1);
        Write("cat/b.png", 2);
        _folder.Write("labels.json", """["dog", "cat"]""");
        Assert.Equal(["dog", "cat"], PictureFolder.Read(_folder.Root, Decode).Training.Classes);
        _folder.Write("labels.json", """["dog", "cat", "cow"]""");
        Refused("cow", "has no pictures");
        _folder.Write("labels.json", """["dog", "cow"]""");
        Refused("'cat' is none of");
        _folder.Write("labels.json", """["dog", "dog"]""");
        Refused("named twice");
    }

    [Theory]
    [InlineData("val")]
    [InlineData("validation")]
    [InlineData("Test")]
    public void Sets_in_folders(string name)
    {
        Write("train/dog/a.png", 1);
        Write("train/cat/a.png", 2);
        Write($"{name}/dog/a.png", 3);
        DataSplit split = PictureFolder.Read(_folder.Root, Decode);
        Assert.Equal((2, 1, 1), (split.Training.Count, split.Validation!.Count, split.Validation.LabelOf(0)));
        Write($"{name}/cow/a.png", 3);
        Refused("'cow' is none of the 2 classes cat, dog");
    }

    [Fact]
    public void Too_little_to_learn_from()
    {
        Refused("no folder");
        Assert.Contains("no such folder", Assert.Throws<TrainingDataException>(() => PictureFolder.Read(_folder["none"], Decode)).Message);
        Write("dog/a.png", 1);
        Refused("one folder ('dog')");
        Directory.CreateDirectory(_folder["cat"]);
        Refused("the class 'cat' has no pictures");
    }

    [Fact]
    public void Unreadable_pictures_are_left_out_and_told()
    {
        for (int i = 0; i < 20; i++)
            Write($"{(i % 2 == 0 ? "dog" : "cat")}/{i:D2}.png", 1);
        _folder.Write("dog/04.png", [0, 0]);
        var data = (PictureFolder)PictureFolder.Read(_folder.Root, Decode).Training;
        Assert.Equal(19, data.Count);
        Assert.DoesNotContain("dog/04.png", Enumerable.Range(0, 19).Select(data.NameOf));
        Assert.Equal([new UnreadablePicture(_folder["dog/04.png"], "it is broken")], data.Unreadable);
    }

    [Fact]
    public void Too_many_unreadable_pictures_are_an_error_that_lists_ten()
    {
        Write("cat/good.png", 1);
        for (int i = 0; i < 12; i++)
            _folder.Write($"dog/{i:D2}.png", [0, 0]);
        Refused("12 of 13", "dog/09.png".Replace('/', Path.DirectorySeparatorChar), "and 2 more");
        Assert.Contains("no picture of the class 'dog'", Assert.Throws<TrainingDataException>(
            () => PictureFolder.Read(_folder.Root, Decode, new PictureFolderOptions { MostUnreadable = 1 })).Message);
    }

    [Fact]
    public void Past_the_cache_pictures_are_read_when_asked_for()
    {
        for (int i = 0; i < 4; i++)
            Write($"{(i % 2 == 0 ? "dog" : "cat")}/{i}.png", (byte)(10 + i));
        int decoded = 0;
        PicturePixels Counting(string path)
        {
            Interlocked.Increment(ref decoded);
            return Decode(path);
        }
        ILabelledData data = PictureFolder.Read(_folder.Root, Counting, new PictureFolderOptions { CacheBytes = 0 }).Training;
        Assert.Equal(0, decoded);
        Assert.Equal([11, 13, 10, 12], Enumerable.Range(0, 4).Select(i => (int)data.Read(i).Bytes.Span[0]));
        Assert.Equal(4, decoded);
        // One that breaks later is replaced by the next of its class, and told.
        _folder.Write("cat/1.png", [0, 0]);
        Assert.Equal(13, data.Read(0).Bytes.Span[0]);
        Assert.Single(((PictureFolder)data).Unreadable);
        _folder.Write("cat/3.png", [0, 0]);
        Assert.Contains("cat", Assert.Throws<TrainingDataException>(() => data.Read(0)).Message);
    }

    /// <summary>The bound of the cache is looked at before many large pictures lie in memory together.</summary>
    [Fact]
    public void Few_pictures_are_decoded_past_the_cache()
    {
        for (int i = 0; i < 60; i++)
            _folder.Write($"{(i % 2 == 0 ? "dog" : "cat")}/{i:D2}.png", [100, 10, .. new byte[1000]]);
        int decoded = 0;
        PictureFolder.Read(
            _folder.Root,
            path =>
            {
                Interlocked.Increment(ref decoded);
                return Decode(path);
            },
            new PictureFolderOptions { CacheBytes = 10_000 });
        Assert.InRange(decoded, 10, 12);
    }

    [Fact]
    public void A_class_may_be_called_train()
    {
        Write("train/a.png", 1);
        Write("car/a.png", 2);
        DataSplit split = PictureFolder.Read(_folder.Root, Decode);
        Assert.Equal(["car", "train"], split.Training.Classes);
        Assert.Null(split.Validation);
    }

    /// <summary>A strip of a pixel's height would become millions of pixels wide: it is left out and named.</summary>
    [Fact]
    public void Pictures_of_proportions_that_cannot_be_resized_are_left_out()
    {
        for (int i = 0; i < 20; i++)
            Write($"{(i % 2 == 0 ? "dog" : "cat")}/{i:D2}.png", 1);
        _folder.Write("dog/04.png", [200, 1, .. new byte[200]]);
        var data = (PictureFolder)PictureFolder.Read(_folder.Root, Decode, new PictureFolderOptions { Preprocessing = new Preprocessing { ShortestEdge = 5000 } }).Training;
        Assert.Equal(19, data.Count);
        Assert.Contains("200×1", Assert.Single(data.Unreadable).Reason);
    }

    [Fact]
    public void The_fingerprint_tells_of_names_and_sizes()
    {
        Write("dog/a.png", 1);
        Write("cat/a.png", 1);
        string before = Print();
        Assert.Equal(before, Print());
        File.Move(_folder["cat/a.png"], _folder["cat/b.png"]);
        string renamed = Print();
        _folder.Write("dog/a.png", [1, 1, 5, 5]);
        Assert.Equal(3, new[] { before, renamed, Print() }.Distinct().Count());

        string Print() => PictureFolder.Read(_folder.Root, Decode).Training.Fingerprint;
    }

    [Fact]
    public void Large_pictures_are_shrunk_once()
    {
        _folder.Write("dog/a.png", [4, 2, 10, 30, 50, 70, 10, 30, 50, 70]);
        Write("cat/a.png", 1);
        var preprocessing = new Preprocessing { ShortestEdge = 1, Resample = Resample.Box };
        PicturePixels picture = PictureFolder.Read(_folder.Root, Decode, new PictureFolderOptions { Preprocessing = preprocessing }).Training.Read(1);
        Assert.Equal((2, 1), (picture.Width, picture.Height));
        Assert.Equal([20, 60], picture.Bytes.ToArray());
    }

    [Fact]
    public void A_held_out_part_is_the_same_every_time_and_of_every_class()
    {
        var data = new MemoryData(120, 4, 1, 1, 1);
        DataSplit split = DataSplit.HoldOut(data, 0.1);
        Assert.Equal((120, 12), (split.Training.Count + split.Validation!.Count, split.Validation.Count));
        string[] held = Names(split.Validation);
        Assert.Equal(120, Names(split.Training).Concat(held).Distinct().Count());
        Assert.Equal(4, Enumerable.Range(0, 12).Select(split.Validation.LabelOf).Distinct().Count());
        Assert.Equal(held, Names(DataSplit.HoldOut(data, 0.1).Validation!));
        Assert.NotEqual(held, Names(DataSplit.HoldOut(data, 0.1, seed: 1).Validation!));
        Assert.NotEqual(split.Training.Fingerprint, split.Validation.Fingerprint);
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSplit.HoldOut(data, 1));

        static string[] Names(ILabelledData of) => [.. Enumerable.Range(0, of.Count).Select(of.NameOf)];
    }

    private void Write(string name, byte value) => _folder.Write(name, [1, 1, value]);

    private void Refused(params string[] texts)
    {
        string message = Assert.Throws<TrainingDataException>(() => PictureFolder.Read(_folder.Root, Decode)).Message;
        Assert.All(texts, text => Assert.Contains(text, message));
    }
}
