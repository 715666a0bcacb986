using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnVulkan.Demo.Overlay;

/// <summary>What the panels draw with: the draw list, the pointer, the places that can be clicked, and the parts all panels share.</summary>
internal sealed class HudCanvas(DrawList list)
{
    private readonly List<HitArea> _hits = new(256);
    private Vector2? _pointer;

    public DrawList List => list;

    public HudText Text { get; } = new();

    public double Seconds { get; private set; }

    public ReadOnlySpan<HitArea> Hits => CollectionsMarshal.AsSpan(_hits);

    /// <summary>Starts a frame.</summary>
    /// <param name="pointer">The pointer in logical pixels.</param>
    /// <param name="seconds">The time.</param>
    public void Begin(Vector2? pointer, double seconds)
    {
        _hits.Clear();
        (_pointer, Seconds) = (pointer, seconds);
    }

    /// <summary>True if the pointer is over the place.</summary>
    public bool Hovers(Rect rect) => _pointer is Vector2 at && rect.Contains(at.X, at.Y);

    /// <summary>Makes a place clickable, and says whether the pointer is there.</summary>
    public bool Hit(Rect rect, DemoAction action, int argument = 0)
    {
        _hits.Add(new HitArea(rect, new HudCommand(action, argument)));
        return Hovers(rect);
    }

    /// <summary>A place of the given size in the middle of the window, or, where it would leave the stage, in the middle of that.</summary>
    public Rect Centered(Rect stage, float width, float height)
    {
        Rect middle = stage.Center(width, height), window = list.Bounds.Center(width, height);
        return window.X >= stage.X && window.Right <= stage.Right ? middle with { X = window.X } : middle;
    }

    /// <summary>A panel's ground; clicks on it go nowhere else. Returns the room for what is in it.</summary>
    public Rect Panel(Rect rect, float padding, bool solid = false)
    {
        list.Panel(rect, solid ? Theme.PanelSolid : Theme.Panel, Theme.PanelEdge, Theme.Shadow, Theme.PanelRadius);
        Hit(rect, DemoAction.None);
        return rect.Inset(padding);
    }

    /// <summary>A panel's first line: its title at the left, a remark at the right. Returns what lies below.</summary>
    public Rect Header(Rect inside, ReadOnlySpan<char> title, ReadOnlySpan<char> remark = default)
    {
        Rect line = inside.CutTop(20, out Rect rest);
        float width = list.Text(line, title, Theme.Strong, Theme.Text);
        line.CutLeft(width + 12, out Rect right);
        if (right.Width > 32)
            list.Text(right, remark, Theme.Caption, Theme.TextFaint, TextAlign.Right);
        rest.CutTop(8, out rest);
        return rest;
    }

    /// <summary>A horizontal bar: how much of it is filled, with a tick at another value.</summary>
    public void Bar(Rect rect, float value, Rgba color, float tick = -1)
    {
        float radius = rect.Height / 2;
        list.Fill(rect, Theme.Track, radius);
        float width = rect.Width * Math.Clamp(value, 0, 1);
        if (width > 0.5f)
            list.Fill(rect with { Width = MathF.Max(width, rect.Height) }, color, radius);
        if (tick < 0)
            return;
        float x = rect.X + (rect.Width - 2) * Math.Clamp(tick, 0, 1);
        list.Fill(new Rect(x, rect.Y - 2, 2, rect.Height + 4), Theme.Text, 1);
    }

    /// <summary>A small button with an arrow; greyed and dead where it leads nowhere.</summary>
    public void Arrow(Rect rect, bool right, bool enabled, DemoAction action)
    {
        bool hover = enabled && Hit(rect, action);
        if (hover)
            list.Fill(rect, Theme.Hover, Theme.InnerRadius);
        Icons.Chevron(list, rect, right, enabled ? hover ? Theme.Accent : Theme.Text : Theme.TextFaint.Fade(0.4f));
    }

    /// <summary>A switch with a word on it, filled in the accent colour while it is on.</summary>
    public void Switch(Rect rect, ReadOnlySpan<char> word, bool on, bool enabled, DemoAction action)
    {
        bool hover = enabled && Hit(rect, action);
        if (on)
            list.Fill(rect, Theme.Accent, rect.Height / 2);
        else
            list.Fill(rect, hover ? Theme.Hover.Fade(2) : Theme.Hover, rect.Height / 2);
        Rgba ink = on ? Theme.OnAccent : enabled ? Theme.Text : Theme.TextFaint.Fade(0.55f);
        list.Text(rect, word, on ? Theme.CaptionStrong : Theme.Caption, ink, TextAlign.Center);
    }

    /// <summary>A legend: the colours from low to high.</summary>
    public void Legend(Rect rect, ColorMap map, float from = 0)
    {
        int steps = Math.Clamp((int)(rect.Width / 2), 1, 128);
        for (int i = 0; i < steps; i++)
        {
            Rgba color = ColorMaps.Sample(map, from + (1 - from) * (i + 0.5f) / steps) with { A = 255 };
            list.Fill(new Rect(rect.X + rect.Width * i / steps, rect.Y, rect.Width / steps, rect.Height), color);
        }
    }

    /// <summary>Writes a value in the few digits that tell it apart.</summary>
    public ReadOnlySpan<char> Short(float value) => MathF.Abs(value) switch
    {
        0 => "0",
        < 0.01f or >= 1e5f => Text.Format($"{value:0.0e0;−0.0e0}"),
        < 10 => Text.Format($"{value:0.00;−0.00}"),
        < 100 => Text.Format($"{value:0.0;−0.0}"),
        _ => Text.Format($"{value:0;−0}"),
    };
}
