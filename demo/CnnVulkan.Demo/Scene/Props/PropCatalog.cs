namespace CnnVulkan.Demo.Scene.Props;

/// <summary>All props there are. A label's place in the list is its class number in pictures made for training.</summary>
internal static class PropCatalog
{
    private static readonly Lazy<IReadOnlyList<Prop>> Made = new(MakeAll);

    private static readonly (string Label, Func<Prop> Make)[] Makers =
    [
        ("barrel", Treasures.Barrel), ("boat", Vehicles.Boat), ("cactus", Nature.Cactus), ("car", Vehicles.Car), ("chair", Furniture.Chair),
        ("chest", Treasures.Chest), ("crown", Treasures.Crown), ("guitar", Leisure.Guitar), ("hammer", Weapons.Hammer), ("house", Buildings.House),
        ("key", Treasures.Key), ("lamp", Furniture.Lamp), ("mug", Tableware.Mug), ("mushroom", Nature.Mushroom), ("potion", Tableware.Bottle),
        ("rocket", Vehicles.Rocket), ("shield", Weapons.Shield), ("snowman", Nature.Snowman), ("sword", Weapons.Sword), ("table", Furniture.Table),
        ("teapot", Tableware.Teapot), ("tree", Nature.Tree), ("umbrella", Leisure.Umbrella), ("windmill", Buildings.Windmill),
    ];

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. Makers.Select(m => m.Label)];

    /// <summary>The props themselves, in the order of <see cref="Labels"/>; made when first asked for, on all cores.</summary>
    public static IReadOnlyList<Prop> All => Made.Value;

    private static Prop[] MakeAll()
    {
        var props = new Prop[Makers.Length];
        Parallel.For(0, props.Length, i => props[i] = Makers[i].Make());
        return props;
    }
}
