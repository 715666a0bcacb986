using System.Numerics;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pad;

namespace CnnVulkan.DemoTests.Sources;

public sealed class PadCanvasTests
{
    private readonly PadCanvas _canvas = new();

    [Fact]
    public void A_point_is_a_round_dot_as_wide_as_the_brush()
    {
        _canvas.Draw(new(0.5f, 0.5f), new(0.5f, 0.5f));
        float radius = PadCanvas.BrushWidth / 2;
        Assert.Equal(255, At(0.5f, 0.5f));
        Assert.Equal(255, At(0.5f + radius * 0.8f, 0.5f));
        Assert.Equal(0, At(0.5f + radius * 1.2f, 0.5f));
        // Round: the corner of the square around it is empty.
        Assert.Equal(0, At(0.5f + radius * 0.9f, 0.5f + radius * 0.9f));
        double area = _canvas.Ink.ToArray().Sum(i => i / 255.0) / (PadCanvas.Size * PadCanvas.Size);
        Assert.Equal(Math.PI * radius * radius, area, 2e-4);
    }

    [Fact]
    public void However_far_the_mouse_went_the_stroke_has_no_gap()
    {
        _canvas.Draw(new(0.1f, 0.2f), new(0.9f, 0.7f));
        for (float t = 0; t <= 1; t += 0.001f)
            Assert.Equal(255, At(0.1f + 0.8f * t, 0.2f + 0.5f * t));
    }

    [Fact]
    public void Pieces_that_meet_are_as_one()
    {
        _canvas.Draw(new(0.2f, 0.5f), new(0.5f, 0.5f));
        _canvas.Draw(new(0.5f, 0.5f), new(0.8f, 0.5f));
        var whole = new PadCanvas();
        whole.Draw(new(0.2f, 0.5f), new(0.8f, 0.5f));
        Assert.True(_canvas.Ink.SequenceEqual(whole.Ink));
    }

    [Fact]
    public void Strokes_may_leave_the_pad()
    {
        _canvas.Draw(new(-3, 0.5f), new(4, 0.5f));
        _canvas.Draw(new(0.5f, -1), new(0.5f, -0.5f));
        Assert.Equal((255, 255), (At(0, 0.5f), At(0.999f, 0.5f)));
        Assert.Equal(0, At(0.5f, 0.1f));
    }

    [Fact]
    public void An_eraser_takes_all_of_a_stroke_and_clearing_everything()
    {
        _canvas.Draw(new(0.2f, 0.5f), new(0.8f, 0.5f));
        _canvas.Erase(new(0.1f, 0.5f), new(0.9f, 0.5f));
        Assert.Equal(-1, _canvas.Ink.IndexOfAnyExcept((byte)0));
        _canvas.Draw(new(0.2f, 0.5f), new(0.8f, 0.5f));
        long version = _canvas.Version;
        _canvas.Clear();
        Assert.Equal(-1, _canvas.Ink.IndexOfAnyExcept((byte)0));
        Assert.True(_canvas.Version > version);
    }

    [Fact]
    public void Strokes_can_be_written_down()
    {
        PadStrokes.Draw(_canvas, PadStrokes.Parse("0.2,0.5 0.5,0.5 0.8,0.5; 0.5,0.9"));
        Assert.Equal((255, 255, 0), (At(0.7f, 0.5f), At(0.5f, 0.9f), At(0.5f, 0.7f)));
        Assert.Empty(PadStrokes.Parse(""));
        Assert.Throws<SourceException>(() => PadStrokes.Parse("0.2"));
        Assert.Throws<SourceException>(() => PadStrokes.Parse("0.2,2"));
    }

    private byte At(float x, float y) => _canvas.Ink[(int)(y * PadCanvas.Size) * PadCanvas.Size + (int)(x * PadCanvas.Size)];
}
