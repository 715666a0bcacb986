namespace CnnVulkan.Demo.Overlay;

/// <summary>The overlay's colours, type scale and measures; every distance is a multiple of 4, blocks lie on a grid of 8 logical pixels.</summary>
internal static class Theme
{
    /// <summary>Panels: dark enough that all text on them keeps a contrast of 4.5 (WCAG AA) over a white picture.</summary>
    public static readonly Rgba Panel = Rgba.Hex(0x0D1117, 0.88f);

    /// <summary>Panels that must be read before all else: help, messages.</summary>
    public static readonly Rgba PanelSolid = Rgba.Hex(0x0D1117, 0.96f);

    public static readonly Rgba PanelEdge = Rgba.Hex(0xFFFFFF, 0.09f);

    public static readonly Rgba Shadow = Rgba.Hex(0x000000, 0.35f);

    /// <summary>Where there is no picture.</summary>
    public static readonly Rgba Backdrop = Rgba.Hex(0x080A0E);

    public static readonly Rgba Scrim = Rgba.Hex(0x05070A, 0.62f);

    public static readonly Rgba Text = Rgba.Hex(0xF2F5F9);

    public static readonly Rgba TextSoft = Rgba.Hex(0xB4BDCA);

    public static readonly Rgba TextFaint = Rgba.Hex(0x98A3B2);

    /// <summary>The one accent: what leads, what is on, what the pointer is over.</summary>
    public static readonly Rgba Accent = Rgba.Hex(0x3FDDB2);

    public static readonly Rgba OnAccent = Rgba.Hex(0x04211A);

    /// <summary>Only for what went wrong.</summary>
    public static readonly Rgba Warning = Rgba.Hex(0xFFB65C);

    public static readonly Rgba Track = Rgba.Hex(0xFFFFFF, 0.10f);

    public static readonly Rgba Hover = Rgba.Hex(0xFFFFFF, 0.08f);

    /// <summary>Bars and graphs of what does not lead.</summary>
    public static readonly Rgba Neutral = Rgba.Hex(0x8793A5);

    public static readonly TextStyle Figure = new(FontWeight.SemiBold, 22, 28);
    public static readonly TextStyle Title = new(FontWeight.SemiBold, 16, 24);
    public static readonly TextStyle Strong = new(FontWeight.SemiBold, 13, 20);
    public static readonly TextStyle Body = new(FontWeight.Regular, 13, 20);
    public static readonly TextStyle Caption = new(FontWeight.Regular, 11.5f, 16);
    public static readonly TextStyle CaptionStrong = new(FontWeight.SemiBold, 11.5f, 16);

    /// <summary>Corner radius of panels.</summary>
    public const float PanelRadius = 10;

    /// <summary>Corner radius of what lies in panels.</summary>
    public const float InnerRadius = 4;

    /// <summary>Between neighbouring panels.</summary>
    public const float Gap = 8;
}
