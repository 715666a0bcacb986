using CnnVulkan.Scenes;

namespace CnnVulkan.DemoTests.Scenes;

public sealed class SeededRandomTests
{
    /// <summary>The first numbers of SplitMix64 for the seed 1234567, as its authors' program prints them.</summary>
    [Fact]
    public void The_numbers_are_those_of_SplitMix64()
    {
        var random = new SeededRandom(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423], Enumerable.Range(0, 3).Select(_ => random.Next()));
    }

    [Fact]
    public void Numbers_stay_within_their_bounds()
    {
        var random = new SeededRandom(1);
        for (int i = 0; i < 2000; i++)
        {
            Assert.InRange(random.Unit(), 0, 0.99999999f);
            Assert.InRange(random.Between(-3, 5), -3, 5);
            Assert.InRange(random.Below(7), 0, 6);
            Assert.Equal(1, random.Direction().Length(), 1e-4f);
        }
    }

    [Fact]
    public void Seeds_of_neighbours_have_nothing_in_common()
        => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => new SeededRandom(SeededRandom.SeedOf(3, (ulong)i)).Below(1 << 30)).Distinct().Count());
}
