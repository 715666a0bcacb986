using System.Numerics;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Scenes.Props;
using CnnVulkan.Scenes.Rendering;

namespace CnnVulkan.DemoTests.Scenes;

/// <summary>What the stage's pictures show, by regions; under validation layers where they are installed.</summary>
public sealed class SceneRendererTests
{
    private const int Size = 96;

    private static readonly ViewPoint Camera = new(new Vector3(1.4f, 1.6f, 4.2f), new Vector3(0, 0.7f, 0), 0.55f);

    [SkippableFact]
    public void Every_prop_stands_out_from_the_empty_stage() => DemoDevice.Run(device =>
    {
        using var renderer = new SceneRenderer(device, SceneQuality.Full);
        byte[] empty = Draw(device, renderer, View());
        for (int i = 0; i < PropCatalog.Labels.Count; i++)
        {
            byte[] shown = Draw(device, renderer, View(PropCatalog.Get(i)));
            int changed = Enumerable.Range(0, Size * Size).Count(p => Difference(shown, empty, p) > 30);
            Assert.True(changed > Size * Size / 25, $"{PropCatalog.Labels[i]} changes {changed} of {Size * Size} pixels.");
        }
    });

    [SkippableTheory]
    [InlineData(SceneQuality.Full)]
    [InlineData(SceneQuality.Fast)]
    internal void Sky_ground_shadow_and_contact_are_where_they_belong(SceneQuality quality) => DemoDevice.Run(device =>
    {
        using var renderer = new SceneRenderer(device, quality);
        SceneView view = View(PropCatalog.Get(PropCatalog.IndexOf("barrel")));
        (byte[] empty, byte[] shown) = (Draw(device, renderer, View()), Draw(device, renderer, view));
        int At(Vector3 place)
        {
            Vector2 at = Camera.Project(place, 1) * Size;
            return (int)at.Y * Size + (int)at.X;
        }
        // The sun comes from the left: to the right of the barrel lies its shadow, to the left the sun.
        int shadow = At(new Vector3(0.95f, 0, -0.55f)), lit = At(new Vector3(-1.1f, 0, 0.6f)), contact = At(new Vector3(-0.2f, 0, 0.62f));
        Assert.True(Light(shown, shadow) < 0.85f * Light(empty, shadow), $"Shadow {Light(shown, shadow)}, without {Light(empty, shadow)}.");
        Assert.InRange(Light(shown, lit) / Light(empty, lit), 0.97f, 1.01f);
        Assert.True(Light(shown, contact) < 0.97f * Light(empty, contact), $"Contact {Light(shown, contact)}, without {Light(empty, contact)}.");
        // The wood is redder than it is blue; the sky is bluer than it is red.
        int wood = At(new Vector3(0.1f, 0.55f, 0.5f)) * 4, sky = Size / 2 * 4;
        Assert.True(shown[wood] > shown[wood + 2] + 20);
        Assert.True(shown[sky + 2] > shown[sky] + 10);
        Assert.All(Enumerable.Range(0, Size * Size), p => Assert.Equal(255, shown[p * 4 + 3]));
    });

    [SkippableFact]
    public void The_same_view_gives_the_same_bytes_and_sizes_change_without_leaks() => DemoDevice.Run(device =>
    {
        using var renderer = new SceneRenderer(device);
        SceneView view = View(PropCatalog.Get(0));
        byte[] first = Draw(device, renderer, view);
        device.WaitIdle();
        int allocations = device.Memory.Count;
        foreach (int size in new[] { 33, 64, 7, Size })
            Assert.Equal(size * size * 4, Draw(device, renderer, view, size).Length);
        Assert.Equal(first, Draw(device, renderer, view));
        device.WaitIdle();
        Assert.Equal(allocations, device.Memory.Count);
    });

    [SkippableFact]
    public void A_shadow_follows_what_throws_it() => DemoDevice.Run(device =>
    {
        using var renderer = new SceneRenderer(device);
        SceneView view = View(PropCatalog.Get(0), PropCatalog.Get(1));
        byte[] first = Draw(device, renderer, view);
        SceneView moved = view with { Objects = [view.Objects[0], view.Objects[1] with { Place = Matrix4x4.CreateTranslation(0.9f, 0, 0) }] };
        byte[] second = Draw(device, renderer, moved);
        Assert.NotEqual(first, second);
        SceneView evening = moved with { Light = moved.Light with { SunDirection = Vector3.Normalize(new Vector3(1, 0.6f, 0.2f)) } };
        Assert.NotEqual(second, Draw(device, renderer, evening));
        // Back to the first: what was drawn for the others must not be left in the shadow map.
        Assert.Equal(first, Draw(device, renderer, view));
        using var fresh = new SceneRenderer(device);
        Assert.Equal(second, Draw(device, fresh, moved));
    });

    [SkippableFact]
    public void Frames_in_flight_do_not_disturb_each_other() => DemoDevice.Run(device =>
    {
        using var renderer = new SceneRenderer(device);
        using var target = new OffscreenTarget(device, 64, 48);
        var stage = new Stage();
        for (int i = 1; i <= 6; i++)
        {
            if (i == 4)
                stage.Scatter();
            FrameContext frame = target.Begin(new FrameTime(i / 60.0, 1 / 60f))!;
            stage.Update(frame.DeltaSeconds);
            GraphicsImage picture = renderer.Record(frame, stage.View());
            Assert.Equal((64, 48), (picture.Width, picture.Height));
            target.End(frame);
        }
        device.WaitIdle();
    });

    private static SceneView View(params Prop[] props)
        => new([.. props.Select(p => new SceneObject(p, Matrix4x4.Identity, new Palette(p, 0)))], Camera, new SceneLight(), new Vector3(0, 0.7f, 0), 1.6f);

    private static byte[] Draw(GraphicsDevice device, SceneRenderer renderer, SceneView view, int size = Size)
    {
        GraphicsImage? picture = null;
        device.RunOnce(commands => picture = renderer.Record(new FrameContext(commands, 0, 1, 0, 0, size, size, 1), view));
        return PixelReader.Read(device, picture!);
    }

    private static int Difference(byte[] a, byte[] b, int pixel) => Enumerable.Range(pixel * 4, 3).Sum(i => Math.Abs(a[i] - b[i]));

    private static float Light(byte[] picture, int pixel) => picture[pixel * 4] + picture[pixel * 4 + 1] + picture[pixel * 4 + 2];
}
