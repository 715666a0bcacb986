using System.Collections.Immutable;
using CnnVulkan.Demo.Overlay;
using Silk.NET.Input;

namespace CnnVulkan.Demo.App;

/// <summary>All keys: the window acts by this table, the help panel shows it, and --press knows it.</summary>
internal static class KeyBindings
{
    public static ImmutableArray<KeyGroup> Groups { get; } =
    [
        new("Picture", "Next source", Bind(Key.S, "S", DemoAction.NextSource)),
        new("Picture", "Scene, camera, pictures",
            Bind(Key.Number1, "1", DemoAction.ShowScene), Bind(Key.Number2, "2", DemoAction.ShowCamera), Bind(Key.Number3, "3", DemoAction.ShowPictures)),
        new("Picture", "Video, pad to draw on", Bind(Key.Number4, "4", DemoAction.ShowVideo), Bind(Key.Number5, "5", DemoAction.ShowPad)),
        new("Picture", "Pause", Bind(Key.Space, "Space", DemoAction.TogglePause)),
        new("Picture", "One frame further", Bind(Key.Period, ".", DemoAction.SingleStep)),
        new("Network", "Next network", Bind(Key.M, "M", DemoAction.NextModel)),
        new("Network", "32-bit or 16-bit numbers", Bind(Key.P, "P", DemoAction.TogglePrecision)),
        new("Network", "Layer", Bind(Key.Left, "←", DemoAction.PreviousLayer), Bind(Key.Right, "→", DemoAction.NextLayer)),
        new("Network", "Page of maps", Bind(Key.Up, "↑", DemoAction.PreviousPage), Bind(Key.Down, "↓", DemoAction.NextPage)),
        new("Network", "Heat map: where it looks", Bind(Key.H, "H", DemoAction.ToggleHeatMap)),
        new("Network", "Heat map of the leader", Bind(Key.L, "L", DemoAction.ChooseHeatClass, -1)),
        new("Network", "Filters of the first layer", Bind(Key.F, "F", DemoAction.ToggleFilters)),
        new("Network", "Time of each layer", Bind(Key.T, "T", DemoAction.ToggleLayerTimes)),
        new("Scene", "Prop, or picture", Bind(Key.B, "B", DemoAction.PreviousProp), Bind(Key.N, "N", DemoAction.NextProp)),
        new("Scene", "Other colours", Bind(Key.C, "C", DemoAction.Recolour)),
        new("Scene", "Scatter props, or one alone", Bind(Key.G, "G", DemoAction.ToggleScatter)),
        new("Scene", "Turning", Bind(Key.R, "R", DemoAction.ToggleSpin)),
        new("Scene", "Props, or pictures, by turns", Bind(Key.X, "X", DemoAction.ToggleCycle)),
        new("Pad", "Clear (C does it too)", Bind(Key.Delete, "Del", DemoAction.ClearPad)),
        new("Pad", "Eraser", Bind(Key.E, "E", DemoAction.ToggleEraser)),
        new("Teach", "Classes of your own", Bind(Key.K, "K", DemoAction.ToggleTeaching)),
        new("Teach", "Hold: example of A, B, C", Class(Key.F2, "F2", 0), Class(Key.F3, "F3", 1), Class(Key.F4, "F4", 2)),
        new("Teach", "Hold: D, E, F", Class(Key.F5, "F5", 3), Class(Key.F6, "F6", 4), Class(Key.F7, "F7", 5)),
        new("Teach", "Hold: G, H", Class(Key.F8, "F8", 6), Class(Key.F9, "F9", 7)),
        new("Teach", "Save, forget all", Bind(Key.V, "V", DemoAction.SaveTaught), Bind(Key.U, "U", DemoAction.ForgetTaught)),
        new("Window", "Panels", Bind(Key.Tab, "Tab", DemoAction.TogglePanels)),
        new("Window", "Text size", Bind(Key.Minus, "-", DemoAction.SmallerText), Bind(Key.Equal, "+", DemoAction.LargerText)),
        new("Window", "Full screen", Bind(Key.F11, "F11", DemoAction.ToggleFullscreen)),
        new("Window", "Screenshot", Bind(Key.F12, "F12", DemoAction.Screenshot)),
        new("Window", "Help", Bind(Key.F1, "F1", DemoAction.ToggleHelp)),
        new("Window", "Close what is open", Bind(Key.Escape, "Esc", DemoAction.Back)),
        new("Window", "Quit", Bind(Key.Q, "Q", DemoAction.Quit)),
    ];

    /// <summary>What the mouse does; it has no place in the table of keys.</summary>
    private static readonly KeyHelp[] Mouse =
    [
        new("Mouse", "Drag", "Walk around; draw"),
        new("Mouse", "Right", "Erase on the pad"),
        new("Mouse", "Wheel", "Zoom; pages of maps"),
        new("Mouse", "Click", "Enlarge a map; map a class"),
        new("Mouse", "Drop", "Pictures, a video, a model"),
    ];

    /// <summary>The keys' names.</summary>
    public static IEnumerable<string> Names => All.Select(k => k.Name);

    /// <summary>What the help panel lists.</summary>
    public static IReadOnlyList<KeyHelp> Help { get; } =
        [.. Groups.Select(g => new KeyHelp(g.Group, string.Join(' ', g.Keys.Select(k => k.Name)), g.Text)), .. Mouse];

    private static IEnumerable<KeyBinding> All => Groups.SelectMany(g => g.Keys);

    /// <summary>What a key does; null for nothing.</summary>
    public static KeyBinding? Find(Key key) => All.FirstOrDefault(k => k.Key == key);

    /// <summary>A key by what is written on it, in any case, or by Silk.NET's name for it.</summary>
    public static KeyBinding? Find(string name) => All.FirstOrDefault(
        k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || k.Key.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));

    private static KeyBinding Class(Key key, string name, int number) => Bind(key, name, DemoAction.TeachClass, number);

    private static KeyBinding Bind(Key key, string name, DemoAction action, int argument = 0) => new(key, name, action, argument);
}
