using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

public sealed class FontTests
{
    [Theory]
    [InlineData("Sans-Regular.otf")]
    [InlineData("Sans-SemiBold.otf")]
    public void The_fonts_have_what_the_overlay_writes(string file)
    {
        using FontFace face = FontFace.FromResource(file);
        string letters = string.Concat(Enumerable.Range(0x20, 0x5F).Concat(Enumerable.Range(0xA1, 0x5F)).Select(c => (char)c)).Replace("\u00AD", "")
            + "…−×·µμ←→↑↓Δ–—“”‘’•≤≥≈√∞▲▼✓";
        Assert.Equal("", string.Concat(letters.Where(c => face.Glyph(c) == 0)));
        Assert.InRange(face.CapHeight, 0.70f, 0.76f);
    }

    [Fact]
    public void All_figures_are_equally_wide_and_pairs_are_kerned()
    {
        using FontFace face = FontFace.FromResource("Sans-Regular.otf");
        Assert.Single("0123456789".Select(c => face.Advance(face.Glyph(c))).Distinct());
        Assert.InRange(face.Kerning(face.Glyph('A'), face.Glyph('V')), -0.2f, -0.02f);
        Assert.Equal(0, face.Kerning(face.Glyph('H'), face.Glyph('H')));
    }

    [Fact]
    public void What_is_no_font_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => new FontFace([1, 2, 3], "three bytes"));
        Assert.Throws<InvalidDataException>(() => new FontFace(new byte[64], "zeros"));
        Assert.Throws<FileNotFoundException>(() => FontFace.FromResource("Comic.otf"));
    }

    [Fact]
    public void The_licence_goes_where_the_fonts_go()
    {
        using Stream? licence = typeof(FontFace).Assembly.GetManifestResourceStream("CnnVulkan.Demo.Fonts.LICENSE.txt");
        Assert.Contains("SIL OPEN FONT LICENSE", new StreamReader(licence!).ReadToEnd());
    }

    [Fact]
    public void Glyphs_lie_apart_in_the_atlas_and_are_drawn_once()
    {
        using var atlas = new GlyphAtlas(512, 512);
        var places = new List<AtlasGlyph>();
        foreach (int size in (int[])[13, 22, 11])
        {
            foreach (char c in "The quick brown fox, 0123456789 %")
                places.Add(atlas.Get(new GlyphKey(FontWeight.Regular, size, atlas.Face(FontWeight.Regular).Glyph(c), size % 4)));
        }
        AtlasGlyph[] drawn = [.. places.Where(p => p.Width > 0).Distinct()];
        for (int i = 0; i < drawn.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.False(Place(drawn[i]).Overlaps(Place(drawn[j])), $"{drawn[i]} {drawn[j]}");
        }
        Assert.All(drawn, d => Assert.True(Ink(atlas, d) > 0));
        Assert.True(atlas.TakeChanged());
        atlas.Get(new GlyphKey(FontWeight.Regular, 13, atlas.Face(FontWeight.Regular).Glyph('T'), 1));
        Assert.False(atlas.TakeChanged());
    }

    [Fact]
    public void A_full_atlas_starts_anew_with_the_next_frame_only()
    {
        using var atlas = new GlyphAtlas(96, 96);
        GlyphKey Key(int glyph) => new(FontWeight.SemiBold, 40, glyph, 0);
        int first = atlas.Face(FontWeight.SemiBold).Glyph('A');
        AtlasGlyph before = atlas.Get(Key(first));
        int glyph = first + 1;
        while (atlas.Get(Key(glyph)).Width > 0)
            glyph++;
        Assert.Equal(before, atlas.Get(Key(first)));
        atlas.BeginFrame();
        Assert.Equal(0, atlas.Count);
        Assert.True(atlas.Get(Key(glyph)).Width > 0);
    }

    private static Rect Place(AtlasGlyph g) => new(g.X, g.Y, g.Width, g.Height);

    private static int Ink(GlyphAtlas atlas, AtlasGlyph g)
    {
        int sum = 0;
        for (int y = g.Y; y < g.Y + g.Height; y++)
        {
            foreach (byte b in atlas.Pixels.Slice(y * atlas.Width + g.X, g.Width))
                sum += b;
        }
        return sum;
    }
}
