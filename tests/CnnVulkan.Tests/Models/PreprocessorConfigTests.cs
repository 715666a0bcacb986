using System.Numerics;
using CnnVulkan.Models;

namespace CnnVulkan.Tests.Models;

public sealed class PreprocessorConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Grey_networks_are_fed_one_channel_and_an_input_of_one_channel_says_so_too()
    {
        Preprocessing read = Read("""{ "do_grayscale": true, "do_normalize": true, "image_mean": [0.1307], "image_std": [0.3081] }""");
        Assert.True(read.DoGrayscale);
        Assert.Equal((0.1307f, 0.3081f), (read.Mean.X, read.Std.X));

        var lenet = new Model(NetworkCatalog.Create("lenet5").Graph);
        Preprocessing assumed = Preprocessing.For(lenet);
        Assert.True(assumed.DoGrayscale);
        Assert.False(assumed.DoNormalize);
        Assert.Equal((32, 32), assumed.OutputSize(28, 28));
        // The whole picture, no margin cut off.
        Assert.Equal((32, 32), assumed.ResizedSize(28, 28));
        Assert.True(Preprocessing.For(new Model(lenet.Graph) { Preprocessing = Preprocessing.Default }).DoGrayscale);
    }

    [Fact]
    public void A_full_file_is_read_field_by_field()
    {
        Preprocessing read = Read("""
            { "do_resize": true, "size": { "shortest_edge": 300 }, "resample": 3, "do_center_crop": true, "crop_size": { "height": 200, "width": 210 },
              "do_rescale": true, "rescale_factor": 0.5, "do_normalize": true, "image_mean": [1, 2, 3], "image_std": [4, 5, 6], "do_flip_channel_order": true }
            """);
        var expected = new Preprocessing
        {
            ShortestEdge = 300,
            Resample = Resample.Bicubic,
            CropWidth = 210,
            CropHeight = 200,
            RescaleFactor = 0.5f,
            Mean = new Vector3(1, 2, 3),
            Std = new Vector3(4, 5, 6),
            FlipChannelOrder = true,
        };
        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData("""{ "size": 256, "crop_size": 224 }""", 400, 300, "341×256", "224×224")]
    [InlineData("""{ "size": { "shortest_edge": 256 }, "crop_size": 224 }""", 300, 400, "256×341", "224×224")]
    [InlineData("""{ "size": { "height": 240, "width": 320 } }""", 400, 300, "320×240", "320×240")]
    [InlineData("""{ "size": 224 }""", 400, 300, "224×224", "224×224")]
    [InlineData("""{ "size": 224, "do_center_crop": true }""", 400, 300, "299×224", "224×224")]
    [InlineData("""{ "size": 224, "do_resize": false }""", 400, 300, "400×300", "400×300")]
    [InlineData("""{ "size": 224, "crop_pct": 0.875 }""", 400, 300, "341×256", "224×224")]
    [InlineData("""{ "size": { "shortest_edge": 384 }, "crop_pct": 0.875 }""", 400, 300, "384×384", "384×384")]
    [InlineData("""{ "size": { "height": 346, "width": 346 }, "crop_size": { "height": 289, "width": 289 }, "do_center_crop": false }""", 9, 9, "346×346", "346×346")]
    [InlineData("{}", 400, 300, "400×300", "400×300")]
    public void Sizes_in_all_their_forms(string json, int width, int height, string resized, string fed)
    {
        Preprocessing read = Read(json);
        Assert.Equal(resized, $"{read.ResizedSize(width, height).Width}×{read.ResizedSize(width, height).Height}");
        Assert.Equal(fed, $"{read.OutputSize(width, height).Width}×{read.OutputSize(width, height).Height}");
    }

    [Fact]
    public void Fields_that_are_missing_are_what_the_processors_assume()
    {
        Preprocessing read = Read("""{ "image_mean": [0.5, 0.5, 0.5], "image_std": 0.25 }""");
        Assert.True(read.DoRescale);
        Assert.Equal(1 / 255f, read.RescaleFactor);
        Assert.True(read.DoNormalize);
        Assert.Equal(new Vector3(0.25f), read.Std);
        Assert.False(read.FlipChannelOrder);
        Assert.False(Read("{}").DoNormalize);
    }

    [Fact]
    public void EfficientNets_offset_and_second_division_are_folded_in()
    {
        Preprocessing read = Read("""{ "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "rescale_offset": true, "include_top": true }""");
        Assert.Equal(new Vector3(1.5f), read.Mean);
        Assert.Equal(new Vector3(0.25f), read.Std);
    }

    [Theory]
    [InlineData("""{ "resample": 0 }""", Resample.Nearest)]
    [InlineData("""{ "resample": "bicubic" }""", Resample.Bicubic)]
    [InlineData("""{ "resample": 4 }""", Resample.Box)]
    [InlineData("{}", Resample.Bilinear)]
    public void Filters(string json, Resample expected) => Assert.Equal(expected, Read(json).Resample);

    [Theory]
    [InlineData("""{ "resample": 1 }""", "'resample' is '1'")]
    [InlineData("""{ "size": 0 }""", "'size' is '0'")]
    [InlineData("""{ "size": 1e99 }""", "'size'")]
    [InlineData("""{ "size": "big" }""", "'size'")]
    [InlineData("""{ "size": { "shortest_edge": 800, "longest_edge": 1333 } }""", "'size.longest_edge' is '1333'")]
    [InlineData("""{ "size": { "height": 5 } }""", "'size'")]
    [InlineData("""{ "crop_size": { "height": -5, "width": 5 } }""", "'crop_size.width'|'crop_size.height'")]
    [InlineData("""{ "do_resize": 1 }""", "'do_resize' is '1', but true or false was expected")]
    [InlineData("""{ "image_mean": [1, 2] }""", "'image_mean'")]
    [InlineData("""{ "image_mean": [1, 2, "x"] }""", "'image_mean'")]
    [InlineData("""{ "image_mean": [1, 2, 1e999] }""", "'image_mean'")]
    [InlineData("""{ "image_mean": [1, 2, 3], "image_std": [1, 0, 1] }""", "'image_std'")]
    [InlineData("""{ "size": 200, "crop_pct": 0 }""", "'crop_pct'")]
    [InlineData("""{ "rescale_factor": [] }""", "'rescale_factor'")]
    [InlineData("[]", "an object was expected")]
    [InlineData("{", "cannot be read")]
    [InlineData("", "0 bytes")]
    public void Damaged_files_are_refused_and_the_field_is_named(string json, string expected)
    {
        string path = _folder.Write("preprocessor_config.json", json);
        string message = Assert.Throws<ModelFormatException>(() => PreprocessorConfig.Read(path)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(expected.Split('|'), message.Contains);
    }

    [Fact]
    public void Deep_nesting_is_refused()
        => Assert.Throws<ModelFormatException>(() => Read(new string('[', 100_000)));

    private Preprocessing Read(string json) => PreprocessorConfig.Read(_folder.Write("preprocessor_config.json", json));
}
