using CnnVulkan.Demo;
using CnnVulkan.Demo.App;
using Silk.NET.Input;

namespace CnnVulkan.DemoTests.App;

public sealed class KeyBindingsTests
{
    private static readonly KeyBinding[] All = [.. KeyBindings.Groups.SelectMany(g => g.Keys)];

    [Fact]
    public void Each_key_does_one_thing()
    {
        Assert.Equal(All.Length, All.Select(k => k.Key).Distinct().Count());
        Assert.Equal(All.Length, All.Select(k => k.Name.ToUpperInvariant()).Distinct().Count());
    }

    [Fact]
    public void Every_action_that_names_no_place_has_a_key()
    {
        DemoAction[] clicked = [DemoAction.None, DemoAction.SelectMap, DemoAction.CloseMap, DemoAction.DismissModelMessage];
        Assert.Empty(Enum.GetValues<DemoAction>().Except(clicked).Except(All.Select(k => k.Action)));
    }

    [Fact]
    public void The_help_lists_every_key()
        => Assert.All(All, k => Assert.Contains(KeyBindings.Help, h => h.Keys.Split(' ').Contains(k.Name)));

    [Fact]
    public void Lines_of_a_group_follow_one_another()
    {
        string[] groups = [.. KeyBindings.Help.Select(h => h.Group)];
        Assert.Equal(groups.Distinct().Count(), groups.Where((g, i) => i == 0 || groups[i - 1] != g).Count());
    }

    [Theory]
    [InlineData("h", DemoAction.ToggleHeatMap)]
    [InlineData("F1", DemoAction.ToggleHelp)]
    [InlineData("f1", DemoAction.ToggleHelp)]
    [InlineData("left", DemoAction.PreviousLayer)]
    [InlineData("←", DemoAction.PreviousLayer)]
    [InlineData("period", DemoAction.SingleStep)]
    [InlineData("space", DemoAction.TogglePause)]
    public void Keys_are_found_by_their_names(string name, object action) => Assert.Equal(action, KeyBindings.Find(name)!.Action);

    [Fact]
    public void A_key_without_a_meaning_is_none()
    {
        Assert.Null(KeyBindings.Find(Key.ScrollLock));
        Assert.Null(KeyBindings.Find("scroll-lock"));
    }
}
