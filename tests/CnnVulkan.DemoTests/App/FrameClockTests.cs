using CnnVulkan.Demo.App;

namespace CnnVulkan.DemoTests.App;

public sealed class FrameClockTests
{
    [Fact]
    public void Time_goes_with_the_wall_clock_but_never_leaps()
    {
        var clock = new FrameClock();
        Assert.Equal(0.02, clock.Next(0.02).Seconds, 9);
        Assert.Equal(0.12, clock.Next(30).Seconds, 9);
        Assert.Equal(0, clock.Next(-1).DeltaSeconds);
    }

    [Fact]
    public void Paused_time_stands_and_goes_on_by_single_steps()
    {
        var clock = new FrameClock();
        clock.Next(0.05);
        clock.Paused = true;
        Assert.Equal((0.05, 0f), (Math.Round(clock.Next(0.05).Seconds, 9), clock.Next(0.05).DeltaSeconds));
        clock.StepOnce();
        Assert.Equal(1 / 60f, clock.Next(0.05).DeltaSeconds);
        Assert.Equal(0, clock.Next(0.05).DeltaSeconds);
        clock.Paused = false;
        Assert.Equal(0.05f, clock.Next(0.05).DeltaSeconds);
    }

    [Fact]
    public void Rates_are_those_of_the_last_second()
    {
        var rate = new RateMeter();
        for (int i = 0; i <= 120; i++)
            rate.Add(i / 60.0);
        Assert.Equal(60, rate.At(2), 0.5);
        Assert.Equal(0, rate.At(4));
    }
}
