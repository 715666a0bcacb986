using CnnVulkan.Demo;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pad;

namespace CnnVulkan.DemoTests.Sources;

public sealed class CentredDigitTests
{
    [Theory]
    [InlineData("0.3,0.2 0.7,0.2 0.45,0.8")]
    [InlineData("0.1,0.1 0.3,0.1 0.2,0.4")]
    [InlineData("0.7,0.6 0.95,0.6 0.8,0.97")]
    public void Wherever_it_was_drawn_it_is_twenty_pixels_long_around_its_centre_of_mass(string strokes)
    {
        float[] grey = Of(strokes);
        (float x, float y) = Mass(grey);
        Assert.Equal(CentredDigit.Size / 2f, x, 0.05f);
        Assert.Equal(CentredDigit.Size / 2f, y, 0.05f);
        (int left, int top, int right, int bottom) = Extents(grey);
        // Twenty pixels that need not begin at a pixel's edge.
        Assert.InRange(Math.Max(right - left, bottom - top), 20, 21);
    }

    [Fact]
    public void The_same_strokes_elsewhere_and_smaller_have_the_same_proportions()
    {
        (int left, int top, int right, int bottom) = Extents(Of("0.4,0.1 0.4,0.9"));
        Assert.True(right - left <= 5 && bottom - top >= 20);
        (left, top, right, bottom) = Extents(Of("0.1,0.4 0.9,0.4"));
        Assert.True(right - left >= 20 && bottom - top <= 5);
    }

    [Fact]
    public void Strokes_are_as_wide_as_those_of_MNIST()
    {
        float[] grey = Of("0.5,0.13 0.5,0.87");
        float across = Enumerable.Range(0, CentredDigit.Size).Sum(x => grey[14 * CentredDigit.Size + x]) / 255;
        Assert.InRange(across, 1.8f, 3);
    }

    [Fact]
    public void Greys_are_means_of_the_ink()
    {
        byte[] ink = new byte[56 * 56];
        // Every second row.
        for (int y = 0; y < 56; y += 2)
            ink.AsSpan(y * 56, 56).Fill(200);
        var picture = new PixelFrame();
        CentredDigit.Draw(ink, 56, new Rect(0, 0, 1, 1), picture);
        Assert.All(Greys(picture), g => Assert.Equal(100, g));
    }

    [Fact]
    public void Nothing_is_black_and_a_dot_stays_a_dot()
    {
        Assert.All(Of(""), g => Assert.Equal(0, g));
        Assert.Equal(new Rect(0, 0, 1, 1), CentredDigit.Place(new PadCanvas().Ink, PadCanvas.Size));
        (int left, _, int right, _) = Extents(Of("0.2,0.2"));
        Assert.InRange(right - left, 4, 10);
    }

    private static float[] Of(string strokes)
    {
        var canvas = new PadCanvas();
        PadStrokes.Draw(canvas, PadStrokes.Parse(strokes));
        var picture = new PixelFrame();
        CentredDigit.Draw(canvas.Ink, PadCanvas.Size, CentredDigit.Place(canvas.Ink, PadCanvas.Size), picture);
        return Greys(picture);
    }

    private static float[] Greys(PixelFrame picture) => [.. Enumerable.Range(0, CentredDigit.Size * CentredDigit.Size).Select(i => (float)picture.Pixels[4 * i])];

    private static (float X, float Y) Mass(float[] grey)
    {
        float mass = grey.Sum(), x = 0, y = 0;
        for (int i = 0; i < grey.Length; i++)
        {
            x += grey[i] * (i % CentredDigit.Size + 0.5f);
            y += grey[i] * (i / CentredDigit.Size + 0.5f);
        }
        return (x / mass, y / mass);
    }

    private static (int Left, int Top, int Right, int Bottom) Extents(float[] grey)
    {
        // The brush's soft edge leaves traces of less than this.
        int[] inked = [.. Enumerable.Range(0, grey.Length).Where(i => grey[i] > 4)];
        int[] columns = [.. inked.Select(i => i % CentredDigit.Size)], rows = [.. inked.Select(i => i / CentredDigit.Size)];
        return (columns.Min(), rows.Min(), columns.Max() + 1, rows.Max() + 1);
    }
}
