using System.Numerics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class TextRunTests : IDisposable
{
    private readonly GlyphAtlas _atlas = new();
    private readonly DrawList _list;

    public TextRunTests()
    {
        _list = new DrawList(_atlas);
        _list.Begin(1000, 500, 1);
    }

    public void Dispose() => _atlas.Dispose();

    [Theory]
    [InlineData(nameof(TextAlign.Left))]
    [InlineData(nameof(TextAlign.Center))]
    [InlineData(nameof(TextAlign.Right))]
    public void Text_stands_where_it_is_aligned(string name)
    {
        TextAlign align = Enum.Parse<TextAlign>(name);
        Rect ink = Draw(new Rect(100, 50, 300, 20), "Habitat", align);
        (float left, float right) = (ink.X - 100, 400 - ink.Right);
        Assert.True(align switch { TextAlign.Left => left < 3, TextAlign.Right => right < 3, _ => MathF.Abs(left - right) < 3 }, $"{left} {right}");
        // The capital letter stands in the middle of the line.
        Assert.Equal(60, ink.Y + ink.Height / 2, 1.5f);
    }

    [Theory]
    [InlineData("studio couch, day bed, convertible sofa", false)]
    [InlineData("features.denseblock2.denselayer11.conv1", true)]
    public void What_is_too_wide_ends_in_an_ellipsis_within_the_box(string text, bool keepEnd)
    {
        float whole = _list.MeasureText(text, Theme.Body);
        for (float width = 12; width < whole + 20; width += 7)
        {
            Rect ink = Draw(new Rect(100, 50, width, 20), text, TextAlign.Left, keepEnd);
            Assert.True(ink.X >= 99 && ink.Right <= 100 + width + 1, $"{width}: {ink}");
            int glyphs = _list.Instances.Length;
            Assert.True(width >= whole ? glyphs == text.Count(c => c != ' ') : glyphs < text.Length);
        }
    }

    [Fact]
    public void Kerning_and_scale_count()
    {
        float pair = _list.MeasureText("AV", Theme.Title), apart = _list.MeasureText("A", Theme.Title) + _list.MeasureText("V", Theme.Title);
        Assert.InRange(apart - pair, 0.5f, 4);
        _list.Begin(2000, 1000, 2);
        Assert.Equal(pair, _list.MeasureText("AV", Theme.Title), 0.02f);
    }

    [Fact]
    public void Lines_break_between_words_and_the_last_one_is_cut()
    {
        const string Text = "Nothing answers at /dev/video0. Plug a camera in and it will be used, or choose another source.";
        var box = new Rect(0, 0, 200, 1000);
        float height = _list.TextBlock(box, Text, Theme.Body, null);
        Assert.InRange(height / Theme.Body.LineHeight, 3, 5);
        Assert.Equal(height, _list.TextBlock(box, Text, Theme.Body, Theme.Text));
        Rect all = Ink();
        Assert.True(all.Right <= 201 && all.Bottom <= height + 4);
        Assert.Equal(Text.Count(c => c != ' '), _list.Instances.Length);
        Begin();
        Assert.Equal(2 * Theme.Body.LineHeight, _list.TextBlock(box with { Height = 40 }, Text, Theme.Body, Theme.Text));
        Assert.True(Ink().Bottom <= 44);
    }

    [Fact]
    public void A_letter_the_font_lacks_is_a_box_and_half_a_letter_is_replaced()
    {
        Assert.True(_list.MeasureText("猫", Theme.Body) > 4);
        Assert.True(_list.MeasureText("a\uD83D", Theme.Body) > _list.MeasureText("a", Theme.Body));
    }

    private void Begin() => _list.Begin(1000, 500, 1);

    private Rect Draw(Rect box, string text, TextAlign align, bool keepEnd = false)
    {
        Begin();
        _list.Text(box, text, Theme.Body, Theme.Text, align, keepEnd);
        return Ink();
    }

    private Rect Ink()
    {
        _list.NextLayer();
        if (_list.Instances.Length == 0)
            return new Rect(100, 50, 0, 0);
        Vector4[] boxes = [.. _list.Instances.ToArray().Select(i => i.Rect)];
        float x = boxes.Min(b => b.X), y = boxes.Min(b => b.Y);
        return new Rect(x, y, boxes.Max(b => b.X + b.Z) - x, boxes.Max(b => b.Y + b.W) - y);
    }
}
