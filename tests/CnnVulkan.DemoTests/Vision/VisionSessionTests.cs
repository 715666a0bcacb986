using CnnVulkan.Demo;
using CnnVulkan.Demo.Vision;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Tests;

namespace CnnVulkan.DemoTests.Vision;

public sealed class VisionSessionTests
{
    private static readonly VisionOptions Whole = new() { Budget = TimeSpan.MaxValue, Waits = true };

    [SkippableTheory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float16)]
    public void The_atlas_shows_the_maps_of_the_picture(Precision precision) => DemoDevice.Run(device =>
    {
        Skip.If(precision == Precision.Float16 && !device.Vision.Limits.Storage16Bit, "The device has no 16-bit storage.");
        using TestPicture picture = TestPicture.Pattern(device, 320, 180);
        using var frames = new VisionFrames(device, Whole with { Precision = precision }, picture);
        frames.RunOnce();
        VisionSession session = frames.Session;
        ShownMaps page = session.Maps!;
        Assert.Equal((Phase.Ready, "filters", 8, 0), (session.State.Phase, session.ModelName, page.Layer.Maps, session.ClassCount));
        Tensor<float> maps = Maps(device, session, picture, page.Layer);
        AssertAlike(MapReference.Tiles(maps, page.First, page.Sheet), frames.Read(session.MapsPicture!), page.Sheet, 3);
        for (int i = 0; i < page.Sheet.Count; i++)
        {
            float[] map = MapReference.Map(maps, i);
            Assert.Equal(map.Max(), session.MapRanges[i].High, 1e-2f * Math.Max(1, map.Max()));
            Assert.Equal(map.Min(), session.MapRanges[i].Low, 1e-2f);
        }
    });

    [SkippableFact]
    public void Pages_layers_and_an_enlarged_map_show_at_once_while_the_picture_stands_still() => DemoDevice.Run(device =>
    {
        using TestPicture picture = TestPicture.Pattern(device, 256, 256);
        using var frames = new VisionFrames(device, Whole with { Model = "squeezenet1.1" }, picture);
        frames.RunOnce();
        VisionSession session = frames.Session;
        int layer = session.Layers.ToList().FindIndex(l => l.Maps > 64);
        session.SelectLayer(layer);
        session.SelectPage(99);
        session.EnlargedMap = 3;
        // Where the layer was not kept, the network is planned anew in the background meanwhile.
        frames.Run(1);
        session.WaitUntilLoaded();
        frames.Run(4);
        ShownMaps page = session.Maps!;
        Assert.Equal((layer, page.Pages - 1, session.Layers[layer]), (page.LayerIndex, page.Page, page.Layer));
        Assert.True(page.Pages > 1);
        Tensor<float> maps = Maps(device, session, picture, page.Layer);
        AssertAlike(MapReference.Tiles(maps, page.First, page.Sheet), frames.Read(session.MapsPicture!), page.Sheet, 2);
        TileSheet enlarged = session.EnlargedSheet!.Value;
        Assert.Equal(1, enlarged.Count);
        AssertAlike(MapReference.Tiles(maps, 3, enlarged), frames.Read(session.EnlargedPicture!), enlarged, 2);
    });

    [SkippableFact]
    public void What_nobody_sees_is_not_painted_until_somebody_looks() => DemoDevice.Run(device =>
    {
        using TestPicture picture = TestPicture.Pattern(device, 64, 64);
        using var frames = new VisionFrames(device, Whole with { Model = "squeezenet1.1" }, picture);
        VisionSession session = frames.Session;
        (session.PaintsMaps, session.PaintsHeat) = (false, false);
        frames.RunOnce();
        Assert.Equal((null, null), (session.Maps, session.HeatMap));
        (session.PaintsMaps, session.PaintsHeat) = (true, true);
        frames.Run(1);
        Assert.NotNull(session.Maps);
        Assert.NotNull(session.HeatMap);
    });

    [SkippableFact]
    public void A_picture_that_was_seen_is_not_looked_at_again() => DemoDevice.Run(device =>
    {
        using TestPicture picture = TestPicture.Pattern(device, 64, 64);
        using var frames = new VisionFrames(device, Whole, picture);
        frames.RunOnce();
        Assert.Empty(frames.Run(6));
        frames.Version++;
        Assert.Equal(frames.Version, Assert.Single(frames.Run(6)).PictureVersion);
    });

    [SkippableFact]
    public void A_picture_of_another_size_is_looked_at_when_the_network_is_ready_for_it() => DemoDevice.Run(device =>
    {
        using TestPicture wide = TestPicture.Pattern(device, 320, 180), tall = TestPicture.Pattern(device, 120, 200);
        using var frames = new VisionFrames(device, Whole, wide);
        frames.RunOnce();
        frames.Picture = tall;
        frames.Version++;
        frames.Run(1);
        frames.RunOnce();
        ShownMaps page = frames.Session.Maps!;
        Assert.True(page.Layer.Shape[2] > page.Layer.Shape[3]);
        Tensor<float> maps = Maps(device, frames.Session, tall, page.Layer);
        AssertAlike(MapReference.Tiles(maps, page.First, page.Sheet), frames.Read(frames.Session.MapsPicture!), page.Sheet, 2);
    });

    [SkippableFact]
    public void A_network_that_cannot_be_loaded_leaves_the_one_before_running() => DemoDevice.Run(device =>
    {
        using TestPicture picture = TestPicture.Pattern(device, 64, 64);
        using var frames = new VisionFrames(device, Whole, picture);
        frames.RunOnce();
        foreach ((string bad, string says) in ((string, string)[])[("/nowhere/model.onnx", "/nowhere"), ("resnet-19", "resnet")])
        {
            frames.Session.RequestModel(bad);
            Assert.Equal(Phase.Waiting, frames.Session.State.Phase);
            frames.Session.WaitUntilLoaded();
            Assert.Equal(Phase.Failed, frames.Session.State.Phase);
            Assert.Contains(says, frames.Session.State.Message, StringComparison.OrdinalIgnoreCase);
            frames.Version++;
            frames.RunOnce();
            Assert.Equal("filters", frames.Session.ModelName);
        }
    });

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(100_000)]
    public void Photos_are_what_the_classifier_says_whatever_the_budget(int milliseconds) => DemoDevice.Run(device =>
    {
        string model = SharedData.Require("models/squeezenet1.1"), photos = SharedData.Require("photos");
        using var classifier = ImageClassifier.Load(model, device.Vision);
        using TestPicture first = TestPicture.Photo(device, Path.Combine(photos, "flamingo.jpg"));
        using TestPicture second = TestPicture.Photo(device, Path.Combine(photos, "school_bus.jpg"));
        using var frames = new VisionFrames(device, Whole with { Model = model, Budget = TimeSpan.FromMilliseconds(milliseconds) }, first);
        foreach (TestPicture photo in (TestPicture[])[first, second])
        {
            frames.Picture = photo;
            frames.Version++;
            VisionResult result = frames.RunOnce();
            Assert.Equal(frames.Version, result.PictureVersion);
            Prediction[] expected = [.. classifier.Classify(photo.View)];
            Assert.Equal(expected.Select(p => (p.Index, p.Label)), result.Predictions.Select(p => (p.Index, p.Label)));
            Assert.All(expected.Zip(result.Predictions), p => Assert.Equal(p.First.Probability, p.Second.Probability, 1e-5f));
            AssertHeat(device, frames, photo, result.Predictions[0].Index);
        }
        // Where a person asks, the map is another class's.
        frames.Session.HeatClass = 0;
        frames.RunOnce();
        AssertHeat(device, frames, second, 0);
        Assert.Contains(frames.Session.LayerTimes(), t => t.Operator.EndsWith("Conv", StringComparison.Ordinal));
        Assert.True(frames.Session.GpuMilliseconds > 0);
    });

    /// <summary>CNNVULKAN_SWAPS plays it for longer.</summary>
    [SkippableFact]
    public void Swaps_in_a_loop_leave_memory_flat() => DemoDevice.Run(device =>
    {
        int swaps = int.TryParse(Environment.GetEnvironmentVariable("CNNVULKAN_SWAPS"), out int given) ? given : 100;
        using TestPicture picture = TestPicture.Pattern(device, 64, 64);
        using var frames = new VisionFrames(device, Whole, picture);
        string[] models = ["lenet5", "filters", "cifar-resnet20"];
        (long, int, int, long) after = default;
        for (int i = 0; i < swaps; i++)
        {
            frames.Session.RequestModel(models[i % models.Length]);
            // Some while the one before is still loading, most when it has run.
            if (i % 7 != 3)
            {
                frames.Version++;
                frames.RunOnce();
            }
            if (i % models.Length != models.Length - 1)
                continue;
            frames.Session.WaitUntilLoaded();
            frames.Version++;
            frames.RunOnce();
            frames.Run(3);
            device.WaitIdle();
            var now = (device.Vision.AllocatedBytes, device.Vision.LiveObjects, device.Memory.Count, device.Memory.Bytes);
            if (i < 6)
                after = now;
            else
                Assert.Equal(after, now);
        }
    });

    private static Tensor<float> Maps(GraphicsDevice device, VisionSession session, TestPicture picture, ActivationLayer layer)
    {
        Model model = session.Model!;
        using var converter = new TextureConverter(device.Vision, Preprocessing.For(model));
        GpuTensor input = converter.ToTensor(picture.View);
        using var worker = new Worker(model, device.Vision, new WorkerOptions
        {
            Keep = model.Outputs.Contains(layer.Value) ? [] : [layer.Value],
            InputShapes = new Dictionary<string, TensorShape> { [model.Inputs[0].Name] = input.Shape },
        });
        worker.SetInput(model.Inputs[0].Name, input);
        worker.Schedule();
        return (Tensor<float>)worker.PeekOutput(layer.Value).Readback();
    }

    /// <summary>The heat is where the class's map is high, and nowhere else.</summary>
    private static void AssertHeat(GraphicsDevice device, VisionFrames frames, TestPicture picture, int heatClass)
    {
        Tensor<float> all = Maps(device, frames.Session, picture, frames.Session.Layers[^1]);
        Assert.Equal(frames.Session.ClassCount, all.Shape[1]);
        float[] map = MapReference.Map(all, heatClass);
        (float low, float high) = (map.Min(), map.Max());
        byte[] heat = frames.Read(frames.Session.HeatMap!);
        int size = frames.Session.HeatMap!.Width;
        for (int i = 0; i < map.Length; i++)
        {
            // Over the middle of an element the map is that element's value.
            int x = (int)((i % all.Shape[3] + 0.5) * size / all.Shape[3]), y = (int)((i / all.Shape[3] + 0.5) * size / all.Shape[2]);
            double t = Math.Clamp(((map[i] - low) / (high - low) - 0.15) / 0.6, 0, 1);
            Assert.Equal(0.75 * t * t * (3 - 2 * t) * 255, heat[(y * size + x) * 4 + 3], 14.0);
        }
    }

    private static void AssertAlike(byte[] expected, byte[] actual, TileSheet sheet, int tolerance)
    {
        (int width, int height) = sheet.Extent;
        int worst = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width * 4; x++)
            {
                int at = y * sheet.Width * 4 + x;
                worst = Math.Max(worst, Math.Abs(expected[at] - actual[at]));
            }
        }
        Assert.InRange(worst, 0, tolerance);
    }
}
