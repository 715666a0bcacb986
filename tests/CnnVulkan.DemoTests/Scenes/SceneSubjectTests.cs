using System.Numerics;
using CnnVulkan.Scenes;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.DemoTests.Scenes;

public sealed class SceneSubjectTests
{
    private const float Aspect = 16f / 9;
    private static readonly Vector2 Least = new((1 - 1 / Aspect) / 2, 0), Most = new((1 + 1 / Aspect) / 2, 1);

    [Fact]
    public void Each_prop_on_the_turntable_is_the_subject()
    {
        var stage = new Stage { Cycles = false };
        for (int i = 0; i < PropCatalog.Labels.Count; i++)
        {
            stage.Show(i);
            stage.Update(1);
            Assert.Equal(PropCatalog.Labels[i], SceneSubject.Of(stage.View(), Aspect, Least, Most));
        }
    }

    [Fact]
    public void While_a_prop_appears_there_is_nothing()
    {
        var stage = new Stage();
        stage.Step(1);
        Assert.Equal(SceneSubject.Nothing, SceneSubject.Of(stage.View(), Aspect, Least, Most));
    }

    [Fact]
    public void A_prop_far_away_or_at_the_edge_is_not_what_the_picture_is_about()
    {
        Assert.Equal("mug", Of(At("mug", Vector3.Zero)));
        Assert.Equal(SceneSubject.Nothing, Of(At("mug", new(0, 0, -28))));
        Assert.Equal(SceneSubject.Nothing, Of(At("mug", new(1.4f, 0, 0))));
        // In a part of the picture around it, it is.
        Assert.Equal("mug", SceneSubject.Of(View(At("mug", new(1.4f, 0, 0))), Aspect, new(0.6f, 0.2f), new(0.9f, 0.8f)));
        Assert.Equal(SceneSubject.Nothing, Of());
    }

    [Fact]
    public void Of_several_it_is_the_one_in_the_middle_that_is_not_hidden()
    {
        Assert.Equal("mug", Of(At("mug", new(0.2f, 0, 0)), At("teapot", new(-1, 0, 0))));
        Assert.Equal("teapot", Of(At("mug", new(1, 0, 0)), At("teapot", new(-0.2f, 0, 0))));
        // Behind a house twice its size nothing is seen of a mug.
        Assert.Equal("house", Of(At("mug", new(0, 0, -3), 0.4f), At("house", new(0.1f, 0, 0))));
    }

    private static string Of(params SceneObject[] things) => SceneSubject.Of(View(things), Aspect, Least, Most);

    private static SceneView View(params SceneObject[] things)
        => new(things, new ViewPoint(new Vector3(0, 1.5f, 6), new Vector3(0, 0.7f, 0), 0.5f), new SceneLight(), Vector3.Zero, 2);

    private static SceneObject At(string label, Vector3 place, float scale = 0.6f)
    {
        Prop prop = PropCatalog.Get(PropCatalog.IndexOf(label));
        return new SceneObject(prop, Matrix4x4.CreateScale(scale) * Matrix4x4.CreateTranslation(place), new Palette(prop, 0));
    }
}
