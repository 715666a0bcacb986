using System.Numerics;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes.Pictures;

/// <summary>
/// Makes up labelled pictures: what is shown is drawn evenly over the labels, everything else at random (domain randomisation), so that
/// a network learns the thing and not its surroundings. Picture i of a seed is the same whatever is made besides it.
/// </summary>
internal sealed class PictureRandomizer(ulong seed, IReadOnlyList<int> kinds)
{
    private const float Degree = MathF.PI / 180;

    private const float ChanceOfTilt = 0.3f;
    private const float MostTilt = 32;
    private const float ChanceOfOccluder = 0.25f;

    /// <summary>An occluder is taken if it covers that much of the thing's box.</summary>
    private const float LeastOcclusion = 0.08f, MostOcclusion = 0.35f;

    private const int MostClutter = 4;

    /// <summary>Clutter may stand before the thing if it covers no more than that.</summary>
    private const float CoveredByClutter = 0.04f;

    private const int Attempts = 24;

    /// <param name="index">Which picture.</param>
    public PictureRecipe Make(int index)
    {
        ulong own = SeededRandom.SeedOf(seed, (ulong)index);
        var random = new SeededRandom(own);
        int place = index % kinds.Count, kind = kinds[place];
        Prop prop = PropCatalog.Get(kind);
        (Palette palette, int colourway, bool recoloured) = PictureColors.Of(prop, random);
        float yaw = random.Between(0, 360), scale = random.Between(0.8f, 1.15f), tilt = random.Chance(ChanceOfTilt) ? random.Between(4, MostTilt) : 0;
        var thing = new SceneObject(prop, Placing.Pose(prop, yaw, tilt, random.Between(0, 360), scale), palette, Upright: tilt == 0);

        float cameraYaw = random.Between(0, 360), pitch = 4 + 54 * MathF.Pow(random.Unit(), 1.4f), field = random.Between(22, 48);
        ViewPoint camera = Aim(thing, scale, cameraYaw, pitch, field, random);
        (SceneLight light, float sunYaw, float sunPitch, float strength) = PictureColors.Light(random);
        var objects = new List<SceneObject> { thing };
        PictureBox box = PictureBox.Of(thing, camera);
        (string? occluder, float occlusion) = random.Chance(ChanceOfOccluder) ? AddOccluder(objects, kind, camera, box, random) : (null, 0);
        List<string> clutter = AddClutter(objects, kind, camera, box, random);
        PictureBox inPicture = box.InPicture;
        return new PictureRecipe(new SceneView(objects, camera, light, new Vector3(0, 0.6f, 0), 4), new PictureAnnotation
        {
            Index = index,
            Seed = own,
            Label = prop.Label,
            Class = place,
            Yaw = yaw,
            Tilt = tilt,
            Scale = scale,
            Colourway = colourway,
            Recoloured = recoloured,
            CameraYaw = cameraYaw,
            CameraPitch = pitch,
            CameraDistance = (camera.Eye - camera.Target).Length(),
            FieldOfView = field,
            SunYaw = sunYaw,
            SunPitch = sunPitch,
            SunStrength = strength,
            Ambient = light.Ambient,
            Ground = light.Pattern,
            Clutter = clutter,
            Occluder = occluder,
            Occlusion = occlusion,
            Box = (inPicture.Least, inPicture.Most),
        });
    }

    /// <summary>From so far that the thing fills between half and nearly all of the picture, aimed a little past it.</summary>
    private static ViewPoint Aim(SceneObject thing, float scale, float yaw, float pitch, float field, SeededRandom random)
    {
        (Vector3 least, Vector3 most) = thing.Prop.Bounds;
        Vector3 middle = Vector3.Transform((least + most) / 2, thing.Place);
        float half = Math.Max(most.Y - least.Y, Math.Max(most.X - least.X, most.Z - least.Z)) / 2 * scale;
        float distance = half / (MathF.Tan(field * Degree / 2) * random.Between(0.5f, 0.92f)) + half * 0.5f;
        Vector3 target = middle + random.Direction() * (half * random.Between(0, 0.28f));
        (float sine, float cosine) = MathF.SinCos(pitch * Degree);
        var back = new Vector3(MathF.Sin(yaw * Degree) * cosine, sine, MathF.Cos(yaw * Degree) * cosine);
        Vector3 eye = target + back * distance;
        return new ViewPoint(eye with { Y = Math.Max(eye.Y, 0.1f) }, target, field * Degree);
    }

    /// <summary>Puts something between the camera and the thing that hides part of it, if a place for it is found.</summary>
    private static (string? Label, float Occlusion) AddOccluder(List<SceneObject> objects, int kind, ViewPoint camera, PictureBox box, SeededRandom random)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Prop prop = OtherThan(kind, random);
            float scale = random.Between(0.3f, 0.75f), along = random.Between(0.3f, 0.65f);
            Vector3 side = camera.Right * (random.Between(-0.8f, 0.8f) * (1 - along * 0.5f));
            Vector3 ground = Vector3.Lerp(camera.Target, camera.Eye, along) + side;
            SceneObject occluder = Placing.Standing(prop, scale, ground, random);
            float covered = box.CoveredBy(PictureBox.Of(occluder, camera));
            if (covered is < LeastOcclusion or > MostOcclusion || Placing.Touching(occluder, objects[0]))
                continue;
            objects.Add(occluder);
            return (prop.Label, covered);
        }
        return (null, 0);
    }

    private static List<string> AddClutter(List<SceneObject> objects, int kind, ViewPoint camera, PictureBox box, SeededRandom random)
    {
        var labels = new List<string>();
        int wanted = Math.Max(0, random.Below(MostClutter + 3) - 2);
        for (int attempt = 0; attempt < Attempts && labels.Count < wanted; attempt++)
        {
            Prop prop = OtherThan(kind, random);
            // Behind the thing as the camera sees it, more often than beside it.
            Vector3 ground = camera.Right * random.Between(-2.6f, 2.6f) + camera.Forward with { Y = 0 } * random.Between(-0.6f, 3.5f);
            SceneObject other = Placing.Standing(prop, random.Between(0.5f, 1.1f), ground, random);
            if (objects.Any(o => Placing.Touching(o, other)) || Placing.InFront(other, objects[0], camera) && box.CoveredBy(PictureBox.Of(other, camera)) > CoveredByClutter)
                continue;
            objects.Add(other);
            labels.Add(prop.Label);
        }
        return labels;
    }

    private static Prop OtherThan(int kind, SeededRandom random)
    {
        int other = random.Below(PropCatalog.Labels.Count - 1);
        return PropCatalog.Get(other < kind ? other : other + 1);
    }
}
