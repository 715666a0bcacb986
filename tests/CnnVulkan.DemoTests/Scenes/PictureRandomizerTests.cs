using System.Numerics;
using CnnVulkan.Scenes;
using CnnVulkan.Scenes.Pictures;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.DemoTests.Scenes;

public sealed class PictureRandomizerTests
{
    private static readonly int[] All = [.. Enumerable.Range(0, PropCatalog.Labels.Count)];

    private static readonly Lazy<PictureRecipe[]> Many = new(() => [.. Enumerable.Range(0, 240).Select(new PictureRandomizer(9, All).Make)]);

    [Fact]
    public void A_picture_is_its_seed_and_number()
    {
        PictureRecipe again = new PictureRandomizer(9, All).Make(100);
        Assert.Equal(Many.Value[100].View.Camera, again.View.Camera);
        Assert.Equal(Many.Value[100].View.Objects.Select(o => o.Place), again.View.Objects.Select(o => o.Place));
        Assert.Equal(Many.Value[100].View.Light, again.View.Light);
        Assert.NotEqual(Many.Value[100].View.Camera, new PictureRandomizer(10, All).Make(100).View.Camera);
    }

    [Fact]
    public void Labels_are_even_and_what_is_labelled_comes_first()
    {
        Assert.All(Many.Value.CountBy(r => r.Annotation.Label), pair => Assert.Equal(10, pair.Value));
        Assert.All(Many.Value, r => Assert.Equal(r.Annotation.Label, r.View.Objects[0].Prop.Label));
        Assert.All(Many.Value, r => Assert.DoesNotContain(r.View.Objects.Skip(1), o => o.Prop.Label == r.Annotation.Label));
    }

    [Fact]
    public void Class_numbers_are_places_in_the_chosen_labels()
    {
        var randomizer = new PictureRandomizer(1, [PropCatalog.IndexOf("car"), PropCatalog.IndexOf("mug")]);
        Assert.Equal([("car", 0), ("mug", 1), ("car", 0)], Enumerable.Range(0, 3).Select(i => randomizer.Make(i).Annotation).Select(a => (a.Label, a.Class)));
    }

    [Fact]
    public void The_thing_is_in_the_picture_and_large_enough_to_see()
    {
        foreach (PictureRecipe recipe in Many.Value)
        {
            (Vector2 least, Vector2 most) = recipe.Annotation.Box;
            Vector2 size = most - least;
            Assert.True(Math.Max(size.X, size.Y) > 0.27f, $"Picture {recipe.Annotation.Index} ({recipe.Annotation.Label}) shows it at {size}.");
            Assert.InRange(least.X, 0, 0.6f);
            Assert.InRange(most.Y, 0.4f, 1);
            Assert.True(recipe.View.Camera.Eye.Y > 0);
            Assert.All(recipe.View.Objects, o => Assert.True(o.Place.Translation.Y >= -1e-4f || !o.Upright));
        }
    }

    [Fact]
    public void Everything_that_is_to_vary_varies()
    {
        PictureAnnotation[] all = [.. Many.Value.Select(r => r.Annotation)];
        Assert.InRange(all.Count(a => a.Occluder is not null), 15, 75);
        Assert.All(all.Where(a => a.Occluder is not null), a => Assert.InRange(a.Occlusion, 0.05f, 0.4f));
        Assert.InRange(all.Count(a => a.Tilt > 0), 40, 110);
        Assert.InRange(all.Count(a => a.Clutter.Count > 0), 70, 220);
        Assert.InRange(all.Count(a => a.Recoloured), 80, 160);
        Assert.Equal(4, all.Select(a => a.Ground).Distinct().Count());
        Assert.True(all.Max(a => a.Yaw) > 330 && all.Min(a => a.Yaw) < 30);
        Assert.True(all.Max(a => a.CameraPitch) > 45 && all.Min(a => a.CameraPitch) < 10);
    }

    [Fact]
    public void Leaning_things_touch_the_ground()
    {
        foreach (SceneObject thing in Many.Value.Where(r => r.Annotation.Tilt > 0).Select(r => r.View.Objects[0]))
        {
            Assert.False(thing.Upright);
            Assert.Equal(0, thing.Prop.Mesh.Vertices.Min(v => Vector3.Transform(v.Position, thing.Place).Y), 1e-3f);
        }
    }
}
