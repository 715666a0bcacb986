using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class ThemeTests
{
    /// <summary>WCAG 2.1 AA for text of normal size.</summary>
    private const float Readable = 4.5f;

    private static readonly Rgba White = Rgba.Hex(0xFFFFFF), Black = Rgba.Hex(0);

    public static readonly TheoryData<string, uint> Inks = new()
    {
        { nameof(Theme.Text), Theme.Text.Packed },
        { nameof(Theme.TextSoft), Theme.TextSoft.Packed },
        { nameof(Theme.TextFaint), Theme.TextFaint.Packed },
        { nameof(Theme.Accent), Theme.Accent.Packed },
        { nameof(Theme.Warning), Theme.Warning.Packed },
    };

    [Theory]
    [MemberData(nameof(Inks))]
    public void Text_can_be_read_on_panels_over_any_picture(string name, uint packed)
    {
        var ink = new Rgba((byte)packed, (byte)(packed >> 8), (byte)(packed >> 16));
        foreach (Rgba picture in (Rgba[])[White, Black, Rgba.Hex(0xFF0000), Rgba.Hex(0xFFFF00)])
        {
            Rgba ground = Theme.Panel.Over(picture);
            Assert.True(Rgba.Contrast(ink, ground) >= Readable, $"{name} on {ground}: {Rgba.Contrast(ink, ground):0.0}");
        }
        Assert.True(Rgba.Contrast(Theme.Text, Theme.Hover.Fade(2).Over(Theme.Panel.Over(White))) >= Readable);
    }

    [Fact]
    public void Text_can_be_read_on_the_accent_colour() => Assert.True(Rgba.Contrast(Theme.OnAccent, Theme.Accent) >= Readable);

    [Fact]
    public void Contrast_is_as_the_standard_defines_it()
    {
        Assert.Equal(21, Rgba.Contrast(Black, White), 0.01f);
        Assert.Equal(4.54f, Rgba.Contrast(Rgba.Hex(0x767676), White), 0.01f);
    }

    [Theory]
    [InlineData(0, 0x44, 0x01, 0x54)]
    [InlineData(0.5f, 0x21, 0x91, 0x8C)]
    [InlineData(1, 0xFD, 0xE7, 0x25)]
    public void Viridis_is_matplotlibs(float at, int red, int green, int blue)
    {
        Rgba color = ColorMaps.Sample(ColorMap.Viridis, at);
        Assert.InRange(Math.Abs(color.R - red), 0, 6);
        Assert.InRange(Math.Abs(color.G - green), 0, 6);
        Assert.InRange(Math.Abs(color.B - blue), 0, 6);
    }

    [Fact]
    public void A_heat_map_lets_the_picture_through_where_nothing_is_seen()
    {
        Assert.Equal(0, ColorMaps.Sample(ColorMap.Heat, 0.1f).A);
        Assert.Equal(191, ColorMaps.Sample(ColorMap.Heat, 1).A);
    }
}
