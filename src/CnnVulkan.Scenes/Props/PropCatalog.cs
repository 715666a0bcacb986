namespace CnnVulkan.Scenes.Props;

/// <summary>All props there are. A label's place in the list is its class number in pictures made for training.</summary>
internal static class PropCatalog
{
    private static readonly (string Label, Func<Prop> Make)[] Makers =
    [
        ("barrel", Treasures.Barrel), ("boat", Vehicles.Boat), ("cactus", Nature.Cactus), ("car", Vehicles.Car), ("chair", Furniture.Chair),
        ("chest", Treasures.Chest), ("crown", Treasures.Crown), ("guitar", Leisure.Guitar), ("hammer", Weapons.Hammer), ("house", Buildings.House),
        ("key", Treasures.Key), ("lamp", Furniture.Lamp), ("mug", Tableware.Mug), ("mushroom", Nature.Mushroom), ("potion", Tableware.Potion),
        ("rocket", Vehicles.Rocket), ("shield", Weapons.Shield), ("snowman", Nature.Snowman), ("sword", Weapons.Sword), ("table", Furniture.Table),
        ("teapot", Tableware.Teapot), ("tree", Nature.Tree), ("umbrella", Leisure.Umbrella), ("windmill", Buildings.Windmill),
    ];

    private static readonly Lazy<Prop>[] Made = Array.ConvertAll(Makers, maker => new Lazy<Prop>(maker.Make));

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Labels { get; } = Array.ConvertAll(Makers, maker => maker.Label);

    /// <summary>The place of a label, or -1.</summary>
    public static int IndexOf(string label) => Array.FindIndex(Makers, maker => maker.Label == label);

    /// <summary>A prop by its number; made when first asked for, which takes some 60 ms.</summary>
    public static Prop Get(int index) => Made[index].Value;

    /// <summary>Makes all props, on all cores, so that none is waited for later.</summary>
    public static void Prepare() => Parallel.For(0, Made.Length, i => _ = Made[i].Value);
}
