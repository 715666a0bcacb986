using CnnVulkan.Cli.Data;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Scenes.Pictures;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>Scenes as data: drawn in batches, each known by its place.</summary>
public sealed class RenderedScenesTests
{
    private static SceneDataOptions Options(ulong seed) => new() { Size = 24, Seed = seed, Validation = GpuFixture.Options.Validation == true };

    [SkippableFact]
    public void A_picture_depends_on_its_seed_and_number_alone()
    {
        _ = GpuFixture.Device;
        var all = new RenderedScenes(Options(5), 60);
        Assert.Empty(all.ValidationMessages);
        using var scenes = new SceneData(Options(5));
        byte[] some = new byte[7 * scenes.PictureBytes];
        scenes.Render(40, 7, some);
        Assert.Empty(scenes.ValidationMessages);
        Assert.Equal(Enumerable.Range(40, 7).SelectMany(i => all.Read(i).Bytes.ToArray()), some);
        var other = new RenderedScenes(Options(6), 8);
        Assert.All(Enumerable.Range(0, 8), i => Assert.NotEqual(all.Read(i).Bytes.ToArray(), other.Read(i).Bytes.ToArray()));
        Assert.NotEqual(all.Fingerprint, other.Fingerprint);
    }

    [SkippableFact]
    public void Classes_take_turns_and_the_last_is_nothing()
    {
        _ = GpuFixture.Device;
        var scenes = new RenderedScenes(Options(1), 26);
        Assert.Equal("nothing", scenes.Classes[^1]);
        Assert.Equal([.. Enumerable.Range(0, 25), 0], Enumerable.Range(0, 26).Select(scenes.LabelOf));
        // Something can be seen on each picture that shows something.
        Assert.All(Enumerable.Range(0, 24), i => Assert.True(scenes.Read(i).Bytes.ToArray().Distinct().Count() > 20));
    }

    [SkippableFact]
    public void Props_that_are_left_out_are_no_class()
    {
        _ = GpuFixture.Device;
        var scenes = new RenderedScenes(Options(1) with { Without = ["chair", "rocket", "mug"] }, 24);
        Assert.Equal([.. SceneData.Props.Except(["chair", "mug", "rocket"]), "nothing"], scenes.Classes);
        Assert.Equal([.. Enumerable.Range(0, 22), 0, 1], Enumerable.Range(0, 24).Select(scenes.LabelOf));

        Assert.NotEqual(new RenderedScenes(Options(1), 24).Fingerprint, scenes.Fingerprint);
    }

    [SkippableFact]
    public void What_cannot_be_is_refused()
    {
        _ = GpuFixture.Device;
        Assert.Throws<ArgumentException>(() => new SceneData(new SceneDataOptions { Size = 7 }));
        Assert.Contains("'mugs'", Assert.Throws<ArgumentException>(() => new SceneData(new SceneDataOptions { Without = ["mugs"] })).Message);
        Assert.Throws<ArgumentException>(() => new SceneData(new SceneDataOptions { Without = [.. SceneData.Props.Skip(1)] }));
        using var scenes = new SceneData(Options(1));
        Assert.Throws<ArgumentException>(() => scenes.Render(0, 2, new byte[scenes.PictureBytes]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => scenes.Render(0, 1, new byte[scenes.PictureBytes], null, cancelled.Token));
    }
}
