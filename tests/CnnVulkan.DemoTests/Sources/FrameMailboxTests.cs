using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

public sealed class FrameMailboxTests
{
    [Fact]
    public void The_newest_frame_wins_and_nobody_waits()
    {
        var mailbox = new FrameMailbox(Pacing.Newest);
        Assert.Null(mailbox.Take());
        for (int i = 0; i < 5; i++)
            Put(mailbox, i);
        PixelFrame taken = mailbox.Take()!;
        Assert.Equal(4, taken.Number);
        Assert.Null(mailbox.Take());
        // What is shown stays as it is while others are written.
        Put(mailbox, 5);
        Put(mailbox, 6);
        Assert.Equal(4, taken.Number);
        Assert.Equal(4, taken.Pixels[0]);
        Assert.Equal(6, mailbox.Take()!.Number);
    }

    [Fact]
    public void Three_frames_serve_for_ever()
    {
        var mailbox = new FrameMailbox(Pacing.Newest);
        var seen = new HashSet<PixelFrame>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < 100; i++)
        {
            seen.Add(mailbox.Writing);
            Put(mailbox, i);
            if (i % 3 == 0)
                seen.Add(mailbox.Take()!);
        }
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Every_frame_comes_in_turn_when_each_side_waits_for_the_other()
    {
        const int Count = 2000;
        var mailbox = new FrameMailbox(Pacing.EveryFrame);
        var writer = new Thread(() =>
        {
            for (int i = 0; i < Count; i++)
                Put(mailbox, i);
            mailbox.RunDry();
        });
        writer.Start();
        var numbers = new List<long>();
        // The last may be published and the mailbox run dry before it is taken: it is given all the same.
        while (mailbox.Take() is { } frame)
        {
            Assert.Equal((byte)frame.Number, frame.Pixels[0]);
            numbers.Add(frame.Number);
        }
        writer.Join();
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), numbers);
    }

    [Fact]
    public void Closing_frees_both_sides()
    {
        var full = new FrameMailbox(Pacing.EveryFrame);
        Put(full, 0);
        bool published = true;
        var writer = new Thread(() => published = full.Publish());
        var empty = new FrameMailbox(Pacing.EveryFrame);
        PixelFrame? taken = new();
        var reader = new Thread(() => taken = empty.Take());
        writer.Start();
        reader.Start();
        Thread.Sleep(20);
        full.Close();
        empty.Close();
        writer.Join();
        reader.Join();
        Assert.False(published);
        Assert.Null(taken);
    }

    private static void Put(FrameMailbox mailbox, int number)
    {
        mailbox.Writing.Resize(1, 1);
        mailbox.Writing.Pixels[0] = (byte)number;
        mailbox.Writing.Number = number;
        mailbox.Publish();
    }
}
