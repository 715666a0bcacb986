using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class ColumnLayoutTests
{
    [Fact]
    public void With_room_enough_all_have_what_they_prefer()
    {
        Rect[] places = Arrange(500, new(200, 100, 3), new(50, 50, 1), new(100, 40, 2, atBottom: true));
        Assert.Equal([new(8, 16, 240, 200), new(8, 224, 240, 50), new(8, 416, 240, 100)], places);
    }

    [Fact]
    public void The_most_important_grows_first_and_by_whole_steps()
    {
        Rect[] places = Arrange(300, new(300, 100, 3, step: 36), new(200, 60, 1));
        Assert.Equal([208, 84], places.Select(p => p.Height));
    }

    [Fact]
    public void The_least_important_goes_first()
    {
        Assert.Equal([100, 0, 60], Arrange(200, new(100, 100, 3), new(50, 50, 1), new(60, 60, 2)).Select(p => p.Height));
        Assert.Equal([100, 0, 0], Arrange(120, new(100, 100, 3), new(50, 50, 1), new(60, 60, 2)).Select(p => p.Height));
        Assert.Equal([0, 0, 0], Arrange(60, new(100, 100, 3), new(50, 50, 1), new(62, 62, 2)).Select(p => p.Height));
    }

    [Fact]
    public void What_is_not_wanted_takes_no_room()
    {
        Rect[] places = Arrange(300, new(0, 80, 9), new(100, 100, 1));
        Assert.Equal((true, 16), (places[0].IsEmpty, places[1].Y));
    }

    private static Rect[] Arrange(float height, params ColumnSlot[] slots)
    {
        ColumnLayout.Arrange(slots, new Rect(8, 16, 240, height), 8);
        return [.. slots.Select(s => s.Place)];
    }
}
