using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.Tests;
using SixLabors.ImageSharp.PixelFormats;

namespace CnnVulkan.DemoTests.Sources;

public sealed class PictureShowTests
{
    [Fact]
    public void Pictures_come_in_order_and_round_both_ways()
    {
        using var folder = new TemporaryFolder();
        using var show = new PictureShow(Pictures(folder, 3), Pacing.EveryFrame);
        Assert.Equal(0, Shown(show));
        Assert.Equal(Availability.Ready, show.State);
        foreach ((int direction, int expected) in new[] { (1, 1), (1, 2), (1, 0), (-1, 2), (-1, 1) })
        {
            show.Move(direction);
            Assert.Equal(expected, Shown(show));
            Assert.Equal($"{expected}.png", show.FileName);
        }
        Assert.Null(show.Take());
    }

    [Fact]
    public void Shown_live_asking_never_waits()
    {
        using var folder = new TemporaryFolder();
        using var show = new PictureShow(Pictures(folder, 2), Pacing.Newest);
        PixelFrame? frame = null;
        Eventually.Is(() => (frame = show.Take()) is not null, () => show.State.Message);
        Assert.Equal(0, frame!.Pixels[0]);
        Assert.Null(show.Take());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_passed_over_in_the_direction_of_travel_and_told()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> files = Pictures(folder, 4);
        File.WriteAllText(files[1], "no picture");
        using var show = new PictureShow(files, Pacing.EveryFrame);
        Assert.Equal(0, Shown(show));
        show.Move(1);
        Assert.Equal(2, Shown(show));
        Assert.Equal(Phase.Ready, show.State.Phase);
        Assert.StartsWith("1.png cannot be shown: ", show.State.Message, StringComparison.Ordinal);
        show.Move(1);
        Assert.Equal(3, Shown(show));
        Assert.Equal(Availability.Ready, show.State);
        show.Move(-1);
        Assert.Equal(2, Shown(show));
        show.Move(-1);
        Assert.Equal(0, Shown(show));
    }

    [Fact]
    public void If_none_can_be_read_the_show_fails_and_may_be_tried_again()
    {
        using var folder = new TemporaryFolder();
        string[] files = [folder.Write("a.png", "x"), folder.Write("b.png", "x")];
        using var show = new PictureShow(files, Pacing.EveryFrame);
        Assert.Null(show.Take());
        Assert.Equal(Phase.Failed, show.State.Phase);
        Assert.Contains("None of the 2 pictures can be shown. a.png", show.State.Message, StringComparison.Ordinal);
        PictureFiles.Write(files[1], 4, 4, new Rgba32(7, 0, 0));
        show.Move(1);
        Assert.Equal(7, Shown(show));
    }

    [Fact]
    public void Going_on_faster_than_files_are_decoded_ends_at_the_right_one()
    {
        using var folder = new TemporaryFolder();
        using var show = new PictureShow(Pictures(folder, 5), Pacing.EveryFrame);
        for (int i = 0; i < 503; i++)
            show.Move(1);
        Assert.Equal(3, Shown(show));
    }

    [Fact]
    public void Dispose_in_any_moment_ends_the_thread()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> files = Pictures(folder, 3);
        for (int i = 0; i < 50; i++)
        {
            var show = new PictureShow(files, Pacing.Newest);
            if (i % 2 == 0)
                show.Move(-1);
            show.Dispose();
            Assert.False(show.IsAlive);
        }
    }

    [Fact]
    public void Folders_are_searched_through_and_ordered()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "b.PNG", "a.jpeg", "sub/c.bmp", "d.txt", "e.mp4" })
            folder.Write(name, "x");
        Assert.Equal(["a.jpeg", "b.PNG", "sub/c.bmp"], PictureList.Find([folder.Root]).Select(f => Path.GetRelativePath(folder.Root, f)));
    }

    private static int Shown(PictureShow show) => (show.Take() ?? throw new InvalidOperationException(show.State.Message)).Pixels[0];

    private static IReadOnlyList<string> Pictures(TemporaryFolder folder, int count)
        => [.. Enumerable.Range(0, count).Select(i => PictureFiles.Write(folder[$"{i}.png"], 8 + i, 8, new Rgba32((byte)i, 0, 0)))];
}
