using System.Numerics;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>
/// Makes up pictures to train a network with that shall also say when there is nothing: one prop, large or small, whole or partly hidden
/// by something, among plain bodies and smaller props at the edges; or none of the props, but an empty stage or plain bodies.
/// </summary>
/// <param name="seed">Chooses all that is random.</param>
/// <param name="props">The props there are, by their numbers in the catalogue; what follows counts places in this list.</param>
internal sealed class SceneDataRandomizer(ulong seed, IReadOnlyList<int> props)
{
    private const float Degree = MathF.PI / 180;

    private const float ChanceOfTilt = 0.3f, MostTilt = 32;
    private const float ChanceOfOccluder = 0.35f;

    /// <summary>An occluder is taken if it covers that much of the thing's box.</summary>
    private const float LeastOcclusion = 0.1f, MostOcclusion = 0.4f;

    private const int MostClutter = 5;
    private const float ChanceOfShape = 0.6f;

    /// <summary>Clutter may stand before the thing if it covers no more than that.</summary>
    private const float CoveredByClutter = 0.05f;

    /// <summary>Another prop may be seen if its box is no larger than that part of the thing's, so that there is no doubt which is meant.</summary>
    private const float LargestNeighbour = 0.3f;

    /// <summary>Where there is no prop, a plain body is taken if its box is that part of the picture.</summary>
    private const float LeastShape = 0.01f;

    private const float ChanceOfEmptyStage = 0.15f;

    private const int Attempts = 16;

    /// <summary>The number of the class of pictures without any prop.</summary>
    private int Nothing => props.Count;

    public int LabelOf(long index) => (int)(index % (props.Count + 1));

    public SceneView Make(long index)
    {
        var random = new SeededRandom(SeededRandom.SeedOf(seed, (ulong)index));
        int kind = LabelOf(index);
        return kind == Nothing ? Empty(random) : With(kind, random);
    }

    private SceneView With(int kind, SeededRandom random)
    {
        Prop prop = PropCatalog.Get(props[kind]);
        float yaw = random.Between(0, 360), scale = random.Between(0.8f, 1.15f), tilt = random.Chance(ChanceOfTilt) ? random.Between(4, MostTilt) : 0;
        var thing = new SceneObject(
            prop, Placing.Pose(prop, yaw, tilt, random.Between(0, 360), scale), PictureColors.Of(prop, random).Palette, Upright: tilt == 0);
        (Vector3 least, Vector3 most) = prop.Bounds;
        ViewPoint camera = Aim(Vector3.Transform((least + most) / 2, thing.Place), Extent(least, most) * scale, random);
        var objects = new List<SceneObject> { thing };
        PictureBox box = PictureBox.Of(thing, camera);
        if (random.Chance(ChanceOfOccluder))
            AddOccluder(objects, kind, camera, box, random);
        AddClutter(objects, kind, camera, box, random);
        return View(objects, camera, random);
    }

    private static SceneView Empty(SeededRandom random)
    {
        ViewPoint camera = Aim(new Vector3(0, random.Between(0.1f, 0.9f), 0), random.Between(0.5f, 1), random);
        var objects = new List<SceneObject>();
        int wanted = random.Chance(ChanceOfEmptyStage) ? 0 : 1 + random.Below(MostClutter);
        for (int attempt = 0; attempt < Attempts && objects.Count < wanted; attempt++)
        {
            SceneObject shape = Shape(Around(camera, random), random.Between(0.25f, 1), random);
            if (PictureBox.Of(shape, camera).InPicture.Area > LeastShape && !objects.Any(o => Placing.Touching(o, shape)))
                objects.Add(shape);
        }
        return View(objects, camera, random);
    }

    private static SceneView View(List<SceneObject> objects, ViewPoint camera, SeededRandom random)
        => new(objects, camera, PictureColors.Light(random).Light, new Vector3(0, 0.6f, 0), 4);

    private static float Extent(Vector3 least, Vector3 most) => Math.Max(most.Y - least.Y, Math.Max(most.X - least.X, most.Z - least.Z)) / 2;

    /// <summary>From so far that what has a half extent fills between a third and nearly all of the picture, aimed a little past it.</summary>
    private static ViewPoint Aim(Vector3 middle, float half, SeededRandom random)
    {
        float yaw = random.Between(0, 360), pitch = 4 + 54 * MathF.Pow(random.Unit(), 1.4f), field = random.Between(22, 48);
        float part = random.Between(0.36f, 0.95f);
        float distance = half / (MathF.Tan(field * Degree / 2) * part) + half * 0.5f;
        // The smaller it is in the picture, the farther from the middle it may be.
        Vector3 target = middle + random.Direction() * (half * random.Between(0, 0.3f + 0.6f * (1 - part)));
        (float sine, float cosine) = MathF.SinCos(pitch * Degree);
        var back = new Vector3(MathF.Sin(yaw * Degree) * cosine, sine, MathF.Cos(yaw * Degree) * cosine);
        Vector3 eye = target + back * distance;
        return new ViewPoint(eye with { Y = Math.Max(eye.Y, 0.1f) }, target, field * Degree);
    }

    /// <summary>Puts something between the camera and the thing that hides part of it, if a place for it is found.</summary>
    private void AddOccluder(List<SceneObject> objects, int kind, ViewPoint camera, PictureBox box, SeededRandom random)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            float along = random.Between(0.3f, 0.65f);
            Vector3 side = camera.Right * (random.Between(-0.8f, 0.8f) * (1 - along * 0.5f));
            Vector3 at = Vector3.Lerp(camera.Target, camera.Eye, along) + side;
            SceneObject occluder = random.Chance(ChanceOfShape) ? Shape(at, random.Between(0.3f, 1), random) : Other(kind, at, random.Between(0.3f, 0.7f), random);
            PictureBox covering = PictureBox.Of(occluder, camera);
            if (box.CoveredBy(covering) is < LeastOcclusion or > MostOcclusion || IsProp(occluder) && covering.InPicture.Area > LargestNeighbour * box.InPicture.Area
                || Placing.Touching(occluder, objects[0]))
                continue;
            objects.Add(occluder);
            return;
        }
    }

    private void AddClutter(List<SceneObject> objects, int kind, ViewPoint camera, PictureBox box, SeededRandom random)
    {
        int wanted = objects.Count + Math.Max(0, random.Below(MostClutter + 3) - 2);
        for (int attempt = 0; attempt < Attempts && objects.Count < wanted; attempt++)
        {
            Vector3 at = Around(camera, random);
            SceneObject other = random.Chance(ChanceOfShape) ? Shape(at, random.Between(0.3f, 1), random) : Other(kind, at, random.Between(0.4f, 0.9f), random);
            if (objects.Any(o => Placing.Touching(o, other)))
                continue;
            PictureBox seen = PictureBox.Of(other, camera);
            if (IsProp(other) && seen.InPicture.Area > LargestNeighbour * box.InPicture.Area
                || Placing.InFront(other, objects[0], camera) && box.CoveredBy(seen) > CoveredByClutter)
                continue;
            objects.Add(other);
        }
    }

    /// <summary>Somewhere on the ground: behind the middle as the camera sees it, more often than beside it.</summary>
    private static Vector3 Around(ViewPoint camera, SeededRandom random)
        => camera.Right * random.Between(-2.6f, 2.6f) + camera.Forward with { Y = 0 } * random.Between(-0.6f, 3.5f);

    private static bool IsProp(SceneObject thing) => thing.Prop.Label != Shapes.Label;

    private static SceneObject Shape(Vector3 at, float scale, SeededRandom random)
    {
        Prop shape = Shapes.Get(random.Below(Shapes.Count));
        Matrix4x4 place = Placing.Pose(shape, random.Between(0, 360), 0, 0, scale) * Matrix4x4.CreateTranslation(at with { Y = 0 });
        return new SceneObject(shape, place, Shapes.Colors(shape, random));
    }

    private SceneObject Other(int kind, Vector3 at, float scale, SeededRandom random)
    {
        int other = random.Below(props.Count - 1);
        return Placing.Standing(PropCatalog.Get(props[other < kind ? other : other + 1]), scale, at, random);
    }
}
