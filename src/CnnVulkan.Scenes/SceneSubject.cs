using System.Numerics;
using CnnVulkan.Scenes.Pictures;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes;

/// <summary>What a part of a picture of the stage is about: the truth beside a network's answer.</summary>
internal static class SceneSubject
{
    /// <summary>The label of a part in which no prop stands out.</summary>
    public const string Nothing = "nothing";

    /// <summary>The longer edge of a prop's box, at least, in parts of what is seen.</summary>
    private const float LeastExtent = 0.15f;

    /// <summary>How much of its box must lie in what is seen.</summary>
    private const float LeastInside = 0.5f;

    /// <summary>How far the middle of its box may be from the middle of what is seen, in parts of its edge.</summary>
    private const float MostAside = 0.35f;

    /// <summary>A prop whose box another one, nearer to the camera, covers by more than this is hidden.</summary>
    private const float MostCovered = 0.6f;

    /// <summary>The prop nearest to the middle of what is seen, of those that are large enough, mostly inside and not hidden.</summary>
    /// <param name="view">The stage.</param>
    /// <param name="aspect">The picture's width over its height.</param>
    /// <param name="least">The upper left corner of what is seen, in fractions of the picture.</param>
    /// <param name="most">The lower right corner.</param>
    /// <returns>The prop's label, or <see cref="Nothing"/>.</returns>
    public static string Of(SceneView view, float aspect, Vector2 least, Vector2 most)
    {
        string subject = Nothing;
        float nearest = MostAside;
        for (int i = 0; i < view.Objects.Count; i++)
        {
            SceneObject thing = view.Objects[i];
            // The turntable is no prop.
            if (PropCatalog.IndexOf(thing.Prop.Label) < 0)
                continue;
            PictureBox box = BoxOf(thing, view.Camera, aspect, least, most);
            PictureBox inside = box.InPicture;
            float extent = Math.Max(inside.Size.X, inside.Size.Y), aside = ((inside.Least + inside.Most) / 2 - new Vector2(0.5f)).Length();
            if (extent < LeastExtent || inside.Area < LeastInside * box.Area || aside >= nearest || IsHidden(view, i, box, aspect, least, most))
                continue;
            (subject, nearest) = (thing.Prop.Label, aside);
        }
        return subject;
    }

    private static bool IsHidden(SceneView view, int index, PictureBox box, float aspect, Vector2 least, Vector2 most)
    {
        float distance = DistanceOf(view.Objects[index], view.Camera);
        for (int i = 0; i < view.Objects.Count; i++)
        {
            SceneObject other = view.Objects[i];
            if (i != index && DistanceOf(other, view.Camera) < distance && PropCatalog.IndexOf(other.Prop.Label) >= 0
                && box.CoveredBy(BoxOf(other, view.Camera, aspect, least, most)) > MostCovered)
                return true;
        }
        return false;
    }

    private static float DistanceOf(SceneObject thing, ViewPoint camera) => Vector3.DistanceSquared(thing.Place.Translation, camera.Eye);

    /// <summary>The box in fractions of what is seen.</summary>
    private static PictureBox BoxOf(SceneObject thing, ViewPoint camera, float aspect, Vector2 least, Vector2 most)
    {
        PictureBox box = PictureBox.Of(thing, camera, aspect);
        return new PictureBox((box.Least - least) / (most - least), (box.Most - least) / (most - least));
    }
}
