using System.Diagnostics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

/// <summary>Waits for what other threads and processes do; the limit is for slow machines, not for the code.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Is(Func<bool> condition, Func<string> what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, what());
            Thread.Sleep(5);
        }
    }

    public static PixelFrame Frame(VideoFeed feed)
    {
        PixelFrame? frame = null;
        Is(() => (frame = feed.Take()) is not null, () => $"No frame: {feed.State}");
        return frame!;
    }

    public static string Failure(VideoFeed feed)
    {
        Is(() => feed.State.Phase == Phase.Failed, () => $"No failure: {feed.State}");
        return feed.State.Message;
    }
}
