using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.GpuTests.Images;
using CnnVulkan.Tests;
using Silk.NET.Vulkan;
using static CnnVulkan.GpuTests.Engine.EngineFrames;

namespace CnnVulkan.GpuTests.Engine;

/// <summary>A game's frames: sources, networks and what is made of their results, driven by one call per frame.</summary>
public class VisionHostTests
{
    [SkippableTheory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Classes_are_what_the_classifier_says_however_pictures_come_and_runs_are_cut(bool onCpu, bool sliced) => Run((device, host) =>
    {
        Model model = Net(20, 1);
        using var classifier = new ImageClassifier(model, device);
        using var frame = new HostFrame(device);
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, model);
        host.Budget = sliced ? TimeSpan.Zero : Whole;
        foreach ((int width, int height) in ((int, int)[])[(40, 30), (31, 57), (40, 30)])
        {
            ImageView picture = PreprocessImageTests.Noise(width, height);
            using var image = new TestImage(device, picture, HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal);
            frame.Run(image.RecordUpload);
            Show();
            long version = source.Version;
            FrameRun run = Until(host, frame, () => network.LastRun.PictureVersion == version ? network.LastRun : default);
            Assert.Equal(sliced, run.Run.Frames > 3);
            AssertAlike(classifier.Classify(picture), classes.Predictions);
            Assert.Equal(20, classes.Probabilities.Length);
            Assert.Equal(classes.Predictions[0].Probability, classes.Probabilities[classes.Predictions[0].Index]);
            frame.Run(_ => { });
            source.Forget(image.Host.Image);

            void Show()
            {
                if (onCpu)
                    source.Set(picture);
                else
                    source.Set(image.Host);
            }
        }
    });

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_take_turns_in_one_arena_and_each_is_right(bool ownFrames) => Run((device, host) =>
    {
        Model[] models = [Net(20, 1), Net(20, 2), NetworkCatalog.Create("cifar-resnet20", new NetworkOptions { Classes = 7 })];
        ImageView picture = PreprocessImageTests.Noise(48, 48);
        using var frame = new HostFrame(device);
        host.Budget = TimeSpan.Zero;
        var all = models.Select(m => Classifier(host, m)).ToList();
        host.WaitForLoads();
        Assert.All(all, a => Assert.Equal(NetworkState.Ready, a.Network.State));
        Assert.Equal(3, host.Components.OfType<FrameNetwork>().Count());
        for (int round = 0; round < 3; round++)
        {
            foreach ((FrameSource source, _, _) in all)
                source.Set(picture);
            Until(host, ownFrames ? null : frame, () => all.All(a => a.Network.LastRun.PictureVersion == a.Source.Version));
        }
        // The largest came last: the others have moved into its memory, and theirs has come back.
        Assert.Equal(all.Max(a => a.Network.Worker!.Plan!.ArenaBytes) + device.Limits.TensorAlignment, host.ArenaBytes);
        foreach (((_, _, FrameClassifier classes), Model model) in all.Zip(models))
        {
            using var classifier = new ImageClassifier(model, device);
            AssertAlike(classifier.Classify(picture), classes.Predictions);
        }
    });

    [SkippableFact]
    public void The_newest_picture_wins_and_one_that_was_seen_is_not_looked_at_again() => Run((device, host) =>
    {
        (FrameSource source, FrameNetwork network, _) = Classifier(host, Net(20, 1));
        host.Budget = TimeSpan.Zero;
        host.WaitForLoads();
        using var frame = new HostFrame(device);
        var seen = new List<long>();
        network.RunDone += (_, run) => seen.Add(run.PictureVersion);
        source.Set(PreprocessImageTests.Noise(30, 30));
        frame.Run(c => host.Update(c));
        Until(host, frame, () => network.Layers.Length > 0 && network.Worker!.IsPartlyRecorded);
        for (int i = 0; i < 5; i++)
            source.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => seen.Count == 2);
        for (int i = 0; i < 40; i++)
            frame.Run(c => host.Update(c));
        Assert.Equal([1, 6], seen);
        network.RunAgain();
        Until(host, frame, () => seen.Count == 3);
        Assert.Equal([1, 6, 6], seen);
    });

    [SkippableFact]
    public void What_is_smoothed_starts_afresh_after_a_cut_and_goes_on_without_one() => Run((device, host) =>
    {
        (FrameSource source, FrameNetwork network, FrameClassifier classes) = Classifier(host, Net(20, 1));
        using var frame = new HostFrame(device);
        Look(1);
        Assert.Equal(classes.Predictions[0].Probability, classes.Smoothed[0].Probability);
        Look(2);
        Assert.NotEqual(classes.Smoothed[0].Raw, classes.Smoothed[0].Probability);
        source.Cut();
        Look(3);
        Assert.Equal(classes.Predictions[0].Probability, classes.Smoothed[0].Probability);
        Assert.Equal(classes.Predictions[0], classes.Leader);
        classes.Threshold = 1.1f;
        var leaders = new List<Prediction?>();
        classes.LeaderChanged += leaders.Add;
        frame.Run(c => host.Update(c, 0.01f));
        Assert.Equal([null], leaders);

        void Look(int seed)
        {
            source.Set(PreprocessImageTests.Noise(30 + seed, 30));
            long version = source.Version;
            Until(host, frame, () => network.LastRun.PictureVersion == version, 0.001f);
        }
    });

    [SkippableFact]
    public void Components_live_as_in_an_engine() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        var noted = new Noted { Enabled = false };
        host.Add(noted);
        Assert.Throws<InvalidOperationException>(() => host.Add(noted));
        frame.Run(c => host.Update(c, 0.5f));
        noted.Enabled = true;
        frame.Run(c => host.Update(c, 0.25f));
        frame.Run(c => host.Update(c, 0.125f));
        noted.Destroy();
        frame.Run(c => host.Update(c));
        Assert.Equal(["awake", "start", "update 2 0.25", "update 3 0.125", "destroy"], noted.Notes);
        Assert.Throws<ArgumentException>(() => host.Update(0));
    });

    /// <summary>Whatever is added and removed, who is in the middle of a run goes on first: another would compute over its activations.</summary>

    [SkippableFact]
    public void Maps_and_heat_are_drawn_into_images_that_come_and_go() => Run((device, host) =>
    {
        using var frame = new HostFrame(device);
        (FrameSource source, FrameNetwork network, _) = Classifier(host, Net(20, 1));
        ActivationMapView maps = host.Add(new ActivationMapView { Network = network });
        ClassHeatmap heat = host.Add(new ClassHeatmap { Network = network });
        source.Set(PreprocessImageTests.Noise(30, 30));
        Until(host, frame, () => network.LastRun.PictureVersion == 1);
        Assert.Equal((null, false, ""), (maps.Shown, heat.IsShown, heat.Reason));
        for (int round = 0; round < 3; round++)
        {
            ImageView blank = PreprocessImageTests.Noise(64 + round, 64);
            using var first = new TestImage(device, blank, HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal);
            using var second = new TestImage(device, blank, HostImageFormat.Rgba8, ImageLayout.ShaderReadOnlyOptimal);
            // Whatever they held is lost.
            maps.Target = first.Host with { Layout = 0, LayoutAfter = (int)ImageLayout.TransferSrcOptimal };
            heat.Target = second.Host with { Layout = 0, LayoutAfter = (int)ImageLayout.TransferSrcOptimal, FlipY = round == 1 };
            Until(host, frame, () => maps.Shown is { } shown && shown.Sheet.Width == 64 + round && heat.IsShown);
            for (int i = 0; i < 3; i++)
                frame.Run(c => host.Update(c));
            frame.Run(c =>
            {
                first.RecordDownload(c);
                second.RecordDownload(c);
            });
            TileSheet sheet = maps.Shown!.Sheet;
            byte[] tiles = first.Read();
            Assert.NotEqual(blank.Pixels.ToArray(), tiles);
            for (int i = 0; i < tiles.Length / 4; i++)
            {
                (int x, int y) = (i % sheet.Width, i / sheet.Width);
                int column = x / (sheet.TileWidth + 1), row = y / (sheet.TileHeight + 1);
                bool isTile = column < sheet.Columns && row * sheet.Columns + column < sheet.Count && x % (sheet.TileWidth + 1) < sheet.TileWidth && y % (sheet.TileHeight + 1) < sheet.TileHeight;
                Assert.Equal(isTile ? 255 : 0, tiles[i * 4 + 3]);
            }
            Assert.Equal(sheet.Count, maps.Ranges.Count);
            Assert.Contains(second.Read().Where((_, i) => i % 4 == 3), a => a > 150);
            host.Forget(first.Host.Image);
            host.Forget(second.Host.Image);
            Assert.Equal((null, null), (maps.Target, heat.Target));
        }
        Assert.Contains("Bgra8", Assert.Throws<ArgumentException>(() => maps.Target = new HostImage(1, 8, 8, HostImageFormat.Bgra8, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("LayoutAfter", Assert.Throws<ArgumentException>(() => source.Set(new HostImage(1, 8, 8, HostImageFormat.Bgra8, 1) { LayoutAfter = 5 })).Message, StringComparison.Ordinal);
    });

    private sealed class Noted : VisionComponent
    {
        public List<string> Notes { get; } = [];

        protected override void Awake() => Notes.Add("awake");

        protected override void Start() => Notes.Add("start");

        protected override void Update(in VisionFrame frame) => Notes.Add(FormattableString.Invariant($"update {frame.Number} {frame.DeltaSeconds}"));

        protected override void OnDestroy() => Notes.Add("destroy");
    }
}
