using System.Numerics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class HudLayoutTests
{
    /// <summary>Windows from tiny to 4K, whole and odd sizes, wide and tall.</summary>
    public static readonly TheoryData<string> States = [.. HudStates.All().Select(s => s.Name)];

    private static readonly int[] Widths = [160, 320, 479, 480, 599, 600, 640, 719, 720, 800, 999, 1000, 1199, 1200, 1280, 1759, 1760, 1920, 3840];
    private static readonly int[] Heights = [120, 200, 320, 480, 599, 600, 720, 800, 1080, 1440, 2160];

    [Theory]
    [MemberData(nameof(States))]
    public void No_two_panels_overlap_and_none_leaves_the_window(string name)
    {
        HudState state = State(name);
        foreach ((int width, int height) in Sizes())
        {
            var window = new Rect(0, 0, width, height);
            HudLayout layout = HudLayout.Compute(window, state);
            (string Name, Rect Place)[] panels =
            [
                .. new (string, Rect)[]
                {
                    ("bar", layout.Bar), ("predictions", layout.Predictions), ("heat", layout.Heat), ("layer times", layout.LayerTimes),
                    ("timing", layout.Timing), ("maps", layout.Maps), ("filters", layout.Filters), ("stage", layout.Stage),
                }.Where(p => !p.Item2.IsEmpty),
            ];
            foreach ((string panel, Rect place) in panels)
            {
                Assert.True(window.Contains(place), $"{width}×{height}: {panel} {place}");
                foreach ((string other, Rect otherPlace) in panels)
                    Assert.True(panel == other || !place.Overlaps(otherPlace), $"{width}×{height}: {panel} {place} on {other} {otherPlace}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void All_text_stays_in_its_panel(string name)
    {
        HudState state = State(name);
        using var atlas = new GlyphAtlas();
        var hud = new Hud(new DrawList(atlas));
        foreach ((int width, int height) in Sizes())
        {
            float scale = width > 2000 ? 2 : 1;
            hud.Build(state, width, height, scale);
            Rect[] panels = [.. hud.Hits.ToArray().Where(h => h.Command.Action == DemoAction.None).Select(h => h.Rect), .. state.Pad is null ? Array.Empty<Rect>() : [PadPanel.PadPlace(hud.Layout.Stage)]];
            foreach (DrawInstance glyph in hud.List.Instances.ToArray().Where(i => i.Kind == (uint)DrawKind.Glyph))
            {
                Vector4 r = glyph.Rect / scale, clip = glyph.Clip / scale;
                Rect ink = new Rect(r.X, r.Y, r.Z, r.W).Intersect(new Rect(clip.X, clip.Y, clip.Z - clip.X, clip.W - clip.Y));
                Assert.True(panels.Any(p => p.Contains(ink)), $"{width}×{height}: text at {ink} is in no panel");
            }
        }
    }

    [Fact]
    public void The_usual_windows_show_everything()
    {
        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[(1280, 720), (1920, 1080), (800, 600)])
        {
            HudLayout layout = HudLayout.Compute(new Rect(0, 0, width, height), HudStates.Everything());
            Assert.All(
                [layout.Predictions, layout.Heat, layout.LayerTimes, layout.Timing, layout.Maps, layout.Filters, layout.Stage],
                place => Assert.False(place.IsEmpty));
        }
    }

    [Fact]
    public void Small_windows_keep_what_matters_most()
    {
        HudLayout layout = HudLayout.Compute(new Rect(0, 0, 640, 360), HudStates.Everything());
        Assert.False(layout.Predictions.IsEmpty);
        Assert.False(layout.Maps.IsEmpty);
        Assert.True(layout.LayerTimes.IsEmpty);
    }

    private static HudState State(string name)
    {
        HudState state = HudStates.All().Single(s => s.Name == name).State;
        // Messages that pass are meant to lie over the rest.
        state.Toasts.Update(1000);
        return state;
    }

    private static IEnumerable<(int Width, int Height)> Sizes() => from width in Widths from height in Heights select (width, height);
}
