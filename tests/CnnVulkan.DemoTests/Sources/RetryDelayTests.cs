using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.DemoTests.Sources;

public sealed class RetryDelayTests
{
    [Fact]
    public void Waits_double_up_to_the_limit_and_start_over_after_a_success()
    {
        var delay = new RetryDelay(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
        Assert.Equal([0.5, 1, 2, 4, 5, 5], Enumerable.Range(0, 6).Select(_ => delay.Next().TotalSeconds));
        for (int i = 0; i < 10000; i++)
            delay.Next();
        Assert.Equal(5, delay.Next().TotalSeconds);
        delay.Reset();
        Assert.Equal(0.5, delay.Next().TotalSeconds);
    }
}
