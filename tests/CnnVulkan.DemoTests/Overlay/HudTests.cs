using System.Numerics;
using System.Runtime.CompilerServices;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class HudTests : IDisposable
{
    private readonly GlyphAtlas _atlas = new();
    private readonly Hud _hud;

    public HudTests() => _hud = new Hud(new DrawList(_atlas));

    public void Dispose() => _atlas.Dispose();

    [Fact]
    public void A_frame_like_the_one_before_allocates_nothing()
    {
        HudState state = HudStates.Everything();
        state.Pointer = new Vector2(1000, 300);
        state.Maps = state.Maps! with { Selected = 130 };
        state.Toasts.Add("Saved", ToastKind.Done, 12);
        state.ShowHelp = true;
        for (int i = 0; i < 3; i++)
            _hud.Build(state, 1280, 720, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            _hud.Build(state, 1280, 720, 1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_click_on_a_tile_names_its_channel_at_any_scale()
    {
        HudState state = HudStates.Everything();
        foreach (float scale in (float[])[1, 1.5f, 2])
        {
            _hud.Build(state, (int)(1920 * scale), (int)(1080 * scale), scale);
            HitArea[] tiles = [.. _hud.Hits.ToArray().Where(h => h.Command.Action == DemoAction.SelectMap)];
            Assert.Equal(Enumerable.Range(128, 64), tiles.Select(t => t.Command.Argument));
            Assert.All(tiles, t => Assert.Equal(t.Command, _hud.Click(new Vector2(t.Rect.CenterX, t.Rect.CenterY) * scale)));
        }
    }

    [Fact]
    public void Switches_and_arrows_ask_for_what_they_say()
    {
        _hud.Build(HudStates.Everything(), 1280, 720, 1);
        DemoAction[] actions = [.. _hud.Hits.ToArray().Select(h => h.Command.Action).Distinct()];
        Assert.Superset(
            new HashSet<DemoAction>
            {
                DemoAction.NextSource, DemoAction.TogglePause, DemoAction.ToggleHelp, DemoAction.ToggleHeatMap, DemoAction.ToggleFilters,
                DemoAction.ToggleLayerTimes, DemoAction.PreviousLayer, DemoAction.NextLayer, DemoAction.PreviousPage, DemoAction.NextPage, DemoAction.ChooseHeatClass,
            },
            actions.ToHashSet());
        foreach (HitArea hit in _hud.Hits.ToArray().Where(h => h.Command.Action is not (DemoAction.None or DemoAction.NextSource)))
            Assert.Equal(hit.Command, _hud.Click(new Vector2(hit.Rect.CenterX, hit.Rect.CenterY)));
    }

    [Fact]
    public void At_the_first_layer_there_is_no_way_back()
    {
        HudState state = HudStates.Running();
        state.Maps = state.Maps! with { Index = 0 };
        _hud.Build(state, 1280, 720, 1);
        Assert.DoesNotContain(_hud.Hits.ToArray(), h => h.Command.Action is DemoAction.PreviousLayer or DemoAction.PreviousPage or DemoAction.NextPage);
    }

    [Fact]
    public void Panels_stop_clicks_and_the_picture_lets_them_through()
    {
        _hud.Build(HudStates.Running(), 1280, 720, 1);
        Assert.Null(_hud.Click(new Vector2(640, 400)));
        Rect timing = _hud.Layout.Timing;
        Assert.Equal(new HudCommand(DemoAction.None), _hud.Click(new Vector2(timing.CenterX, timing.CenterY)));
    }

    [Fact]
    public void While_help_is_open_any_click_outside_closes_it()
    {
        HudState state = HudStates.Everything();
        state.ShowHelp = true;
        _hud.Build(state, 1280, 720, 1);
        Assert.Equal(DemoAction.ToggleHelp, _hud.Click(new Vector2(4, 4))!.Value.Action);
        Assert.Equal(DemoAction.None, _hud.Click(new Vector2(640, 360))!.Value.Action);
    }

    [Theory]
    [InlineData(640, 480)]
    [InlineData(800, 600)]
    [InlineData(1280, 720)]
    public void Help_lists_every_key(int width, int height)
    {
        HudState state = HudStates.Everything();
        _hud.Build(state, width, height, 1);
        int without = Glyphs();
        state.ShowHelp = true;
        _hud.Build(state, width, height, 1);
        int letters = "Keys".Length + HudStates.Keys.Select(k => k.Group).Distinct().Sum(Letters) + HudStates.Keys.Sum(k => Letters(k.Keys) + Letters(k.Text));
        // In a small window the longest lines may end in an ellipsis.
        Assert.InRange(Glyphs() - without, width < 700 ? letters * 0.9 : letters, letters);
    }

    [Fact]
    public void Without_panels_only_the_picture_is_left()
    {
        HudState state = HudStates.Running();
        state.ShowPanels = false;
        _hud.Build(state, 1280, 720, 1);
        Assert.Equal((uint)DrawKind.Image, Assert.Single(_hud.List.Instances.ToArray()).Kind);
        Assert.Empty(_hud.Hits.ToArray());
    }

    [Fact]
    public void Below_the_threshold_it_says_so_instead_of_guessing()
    {
        HudState state = HudStates.Running();
        Assert.Contains(Theme.Accent.Packed, GlyphColors(state));
        state.Predictions = new PredictionStatus(HudStates.Unsure);
        Assert.DoesNotContain(Theme.Accent.Packed, GlyphColors(state));
    }

    [Fact]
    public void The_truth_stands_beside_the_answer_and_says_whether_it_is_right()
    {
        HudState state = HudStates.Running();
        _hud.Build(state, 1280, 720, 1);
        int letters = Glyphs();
        state.Predictions = state.Predictions with { Truth = "tabby cat" };
        _hud.Build(state, 1280, 720, 1);
        // In place of "top 5".
        Assert.Equal(Letters("shown: tabby cat") - Letters("top 5"), Glyphs() - letters);
        Assert.Equal(2, Lines(Theme.Accent));
        state.Predictions = state.Predictions with { Truth = "lynx" };
        _hud.Build(state, 1280, 720, 1);
        Assert.Equal(0, Lines(Theme.Accent));

        int Lines(Rgba color) => _hud.List.Instances.ToArray().Count(i => i.Kind == (uint)DrawKind.Line && i.Top == color.Packed);
    }

    [Theory]
    [InlineData(1280, 720)]
    [InlineData(1920, 1080)]
    [InlineData(800, 600)]
    public void The_pad_is_a_square_between_the_panels_with_its_strip_below(int width, int height)
    {
        HudState state = HudStates.All().Single(s => s.Name == "pad").State;
        _hud.Build(state, width, height, 1);
        Rect place = StagePanel.PicturePlace(new Rect(0, 0, width, height), _hud.Layout, state);
        Assert.True(_hud.Layout.Stage.Contains(place));
        Assert.Equal(place.Width, place.Height);
        // It stays where it is while the network is loaded.
        state.Maps = null;
        Assert.Equal(place, StagePanel.PicturePlace(new Rect(0, 0, width, height), HudLayout.Compute(new Rect(0, 0, width, height), state), state));
        // Strokes begin on the pad, not in a panel.
        Assert.Null(_hud.Click(new Vector2(place.CenterX, place.CenterY)));
        Assert.Equal(DemoAction.None, _hud.Click(new Vector2(place.CenterX, place.Bottom + 24))!.Value.Action);
    }

    [Theory]
    [InlineData(1280, 720, 0, 0, 1280, 720)]
    [InlineData(640, 480, 312, 72, 608, 632)]
    public void A_picture_of_the_windows_shape_fills_it_and_another_stands_between_the_panels(
        int width, int height, int x, int y, int across, int down)
    {
        HudState state = HudStates.Running();
        HudLayout layout = HudLayout.Compute(new Rect(0, 0, 1280, 720), state);
        Rect place = StagePanel.PicturePlace(new Rect(0, 0, 1280, 720), layout.Stage, new PictureStatus(width, height, default));
        Assert.True(new Rect(x, y, across, down).Contains(place), $"{place}");
        Assert.Equal((float)width / height, place.Width / place.Height, 1e-3f);
    }

    [Fact]
    public void An_instance_is_as_large_as_the_shader_reads_it() => Assert.Equal(DrawInstance.Size, Unsafe.SizeOf<DrawInstance>());

    private static int Letters(string text) => text.Count(c => c != ' ');

    private int Glyphs() => _hud.List.Instances.ToArray().Count(i => i.Kind == (uint)DrawKind.Glyph);

    private HashSet<uint> GlyphColors(HudState state)
    {
        _hud.Build(state, 1280, 720, 1);
        return [.. _hud.List.Instances.ToArray().Where(i => i.Kind == (uint)DrawKind.Glyph).Select(i => i.Top)];
    }
}
