using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class ToastQueueTests
{
    [Fact]
    public void Messages_go_by_themselves()
    {
        var toasts = new ToastQueue();
        toasts.Add("saved", ToastKind.Done, 10);
        toasts.Update(13.9);
        Assert.Single(toasts.Shown);
        toasts.Update(14);
        Assert.Empty(toasts.Shown);
    }

    [Fact]
    public void The_oldest_gives_way_and_the_same_message_is_shown_once()
    {
        var toasts = new ToastQueue();
        foreach (string text in (string[])["a", "b", "c", "a", "d"])
            toasts.Add(text, ToastKind.Note, 1);
        Assert.Equal(["c", "a", "d"], toasts.Shown.Select(t => t.Text));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.075, 0.5)]
    [InlineData(1, 1)]
    [InlineData(3.8, 0.5)]
    [InlineData(5, 0)]
    public void They_come_and_go_softly(double age, double opacity) =>
        Assert.Equal(opacity, ToastQueue.Opacity(new Toast("", ToastKind.Note, 20), 20 + age), 1e-3);
}
