using CnnVulkan.Training;

namespace CnnVulkan.Tests.Training;

public sealed class AugmentationTests
{
    private static readonly Preprocessing Bytes = new() { DoResize = false, DoRescale = false, DoNormalize = false };

    [Theory]
    [InlineData("none", "none")]
    [InlineData("", "none")]
    [InlineData("pad4,crop,flip", "pad=4,crop,flip")]
    [InlineData(" flip , colour=0.2,noise=0.02", "flip,color=0.2,noise=0.02")]
    [InlineData("scale=0.8..1.2,rotate=10,cutout=8,mixup=0.2,smoothing=0.1,black", "scale=0.8..1.2,rotate=10,cutout=8,mixup=0.2,smoothing=0.1,black")]
    public void Text_is_read_and_written(string text, string written)
    {
        Assert.Equal(written, Augmentation.Parse(text).ToString());
        Assert.Equal(Augmentation.Parse(text), Augmentation.Parse(written));
    }

    [Theory]
    [InlineData("spin=3", "'spin=3' is no augmentation")]
    [InlineData("flip=1", "takes no value")]
    [InlineData("flip,flip", "given twice")]
    [InlineData("pad", "'' is not a number")]
    [InlineData("pad4.5", "not a whole number")]
    [InlineData("scale=0.8", "scale=0.8..1.2")]
    [InlineData("scale=1.2..0.8", "above the largest")]
    [InlineData("scale=0..1", "between 0.1 and 10")]
    [InlineData("rotate=nan", "between 0 and 180")]
    [InlineData("color=2", "between 0 and 1")]
    [InlineData("smoothing=1", "between 0 and 0.99")]
    public void What_cannot_be_is_said(string text, string message) => Assert.Contains(message, Assert.Throws<FormatException>(() => Augmentation.Parse(text)).Message);

    [Fact]
    public void Without_any_the_middle_is_shown()
    {
        // 5 × 4 pixels, shown 3 × 2: one column and one row are left out before.
        float[] seen = Make(new MemoryData(1, 1, 5, 4, 1, (_, at) => (byte)at), "none", 1, 2, 3);
        Assert.Equal([6f, 7, 8, 11, 12, 13], seen);
        // A smaller picture has black around it.
        Assert.Equal([0f, 0, 0, 0, 5, 0, 0, 0, 0], Make(new MemoryData(1, 1, 1, 1, 1, (_, _) => 5), "none", 1, 3, 3));
    }

    [Fact]
    public void Crops_with_padding_take_every_place_and_mirror_at_the_edge()
    {
        var data = new MemoryData(1, 1, 2, 2, 1, (_, at) => (byte)(at + 1));
        string[] mirrored = [.. Epochs(200).Select(e => Text(Make(data, "pad1,crop", 1, 2, 2, e))).Distinct()];
        Assert.Equal(9, mirrored.Length);
        Assert.Contains("1 1 1 1", mirrored);
        Assert.Contains("1 2 3 4", mirrored);
        Assert.Contains("0 0 0 1", Epochs(200).Select(e => Text(Make(data, "pad1,black", 1, 2, 2, e))));
    }

    [Fact]
    public void Half_of_the_pictures_are_flipped()
    {
        var data = new MemoryData(1, 1, 2, 1, 3, (_, at) => (byte)at);
        string[] seen = [.. Epochs(400).Select(e => Text(Make(data, "flip", 3, 1, 2, e)))];
        Assert.InRange(seen.Count(s => s == "3 0 4 1 5 2"), 160, 240);
        Assert.Equal(400, seen.Count(s => s is "3 0 4 1 5 2" or "0 3 1 4 2 5"));
    }

    [Fact]
    public void A_turn_and_a_scale_keep_an_even_picture_and_the_middle()
    {
        var even = new MemoryData(1, 1, 9, 9, 3, (_, _) => 100);
        Assert.All(Epochs(20).SelectMany(e => Make(even, "rotate=180,scale=0.5..2", 3, 9, 9, e)), v => Assert.Equal(100, v, 0.001));
        var dot = new MemoryData(1, 1, 9, 9, 1, (_, at) => (byte)(at == 40 ? 200 : 0));
        Assert.All(Epochs(20).Select(e => Make(dot, "rotate=180", 1, 9, 9, e)[40]), v => Assert.Equal(200, v, 0.01));
        // Twice as large: a picture of two halves keeps its halves.
        var halves = new MemoryData(1, 1, 8, 8, 1, (_, at) => (byte)(at % 8 < 4 ? 0 : 200));
        float[] larger = Make(halves, "scale=2..2", 1, 8, 8);
        Assert.Equal([0f, 0, 0, 50, 150, 200, 200, 200], larger[..8]);
    }

    [Fact]
    public void A_quarter_turn_moves_rows_to_columns()
    {
        // Drawn turns are anywhere up to ±90; the sampling itself is what a quarter turn shows.
        PicturePixels picture = new MemoryData(1, 1, 3, 3, 1, (_, at) => (byte)at).Read(0);
        for (int epoch = 0; epoch < 2000; epoch++)
        {
            var place = PicturePlace.Draw(Augmentation.Parse("rotate=90"), 1, epoch, 0, picture, new BatchFormat(1, 3, 3, Bytes));
            if (MathF.Abs(place.Cosine) > 0.002f)
                continue;
            float[] seen = new float[9];
            PictureSampling.Fill(picture, place, seen, 3, 3, mirror: true);
            string turned = Text([.. seen.Select(v => MathF.Round(v))]);
            Assert.Contains(turned, new[] { "6 3 0 7 4 1 8 5 2", "2 5 8 1 4 7 0 3 6" });
            return;
        }
        Assert.Fail("no turn was near 90 degrees");
    }

    [Fact]
    public void Colours_change_by_as_much_as_said()
    {
        var grey = new MemoryData(1, 1, 4, 4, 3, (_, _) => 100);
        float[] brightness = [.. Epochs(200).Select(e => Make(grey, "color=0.3", 3, 4, 4, e)[0])];
        Assert.All(brightness, v => Assert.InRange(v, 69.9f, 130.1f));
        Assert.True(brightness.Max() - brightness.Min() > 50);
        // Of an even grey picture contrast and saturation change nothing: all channels stay equal.
        Assert.All(Epochs(20), e => Assert.Equal(0, Make(grey, "color=1", 3, 4, 4, e) is var v ? v.Max() - v.Min() : 1, 0.01));
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for()
    {
        float[] noisy = Make(new MemoryData(1, 1, 64, 64, 1, (_, _) => 128), "noise=0.05", 1, 64, 64);
        double mean = noisy.Average(), deviation = Math.Sqrt(noisy.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(128, mean, 1.0);
        Assert.Equal(0.05 * 255, deviation, 0.5);
    }

    [Fact]
    public void A_square_is_cut_out()
    {
        int[] blanks = [.. Epochs(100).Select(e => Make(new MemoryData(1, 1, 8, 8, 1, (_, _) => 200), "cutout=4", 1, 8, 8, e).Count(v => v == 127.5f))];
        Assert.All(blanks, b => Assert.InRange(b, 4, 16));
        Assert.Contains(16, blanks);
    }

    [Fact]
    public void Values_are_normalised_in_the_networks_channels()
    {
        var colors = new MemoryData(1, 1, 1, 1, 3, (_, at) => (byte)(100 * at));
        var preprocessing = new Preprocessing { DoResize = false, RescaleFactor = 0.01f, Mean = new(0.5f, 1, 2), Std = new(1, 2, 4) };
        Assert.Equal([-0.5f, 0, 0], Rounded(new BatchFormat(3, 1, 1, preprocessing), colors));
        Assert.Equal([1.5f, 0, -0.5f], Rounded(new BatchFormat(3, 1, 1, preprocessing with { FlipChannelOrder = true }), colors));
        // Grey from colours by their brightness, colours from grey by repetition.
        Assert.Equal([0.587f + 2 * 0.114f - 0.5f], Rounded(new BatchFormat(1, 1, 1, preprocessing), colors));
        Assert.Equal([0.5f, 0, -0.25f], Rounded(new BatchFormat(3, 1, 1, preprocessing), new MemoryData(1, 1, 1, 1, 1, (_, _) => 100)));

        static float[] Rounded(BatchFormat format, MemoryData data)
        {
            float[] values = new float[format.Size];
            new SampleMaker(data, format, Augmentation.None, 1).Fill(0, 0, values);
            return [.. values.Select(v => MathF.Round(v, 4))];
        }
    }

    private static IEnumerable<int> Epochs(int count) => Enumerable.Range(0, count);

    private static string Text(float[] values) => string.Join(' ', values);

    private static float[] Make(MemoryData data, string how, int channels, int height, int width, int epoch = 0)
    {
        float[] values = new float[channels * height * width];
        new SampleMaker(data, new BatchFormat(channels, height, width, Bytes), Augmentation.Parse(how), seed: 1).Fill(0, epoch, values);
        return values;
    }
}
