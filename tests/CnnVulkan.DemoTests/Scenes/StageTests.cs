using System.Numerics;
using CnnVulkan.Scenes;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.DemoTests.Scenes;

public sealed class StageTests
{
    [Fact]
    public void One_prop_stands_on_the_turntable_and_turns()
    {
        var stage = new Stage { Cycles = false };
        SceneView first = stage.View();
        Assert.Equal(["podium", PropCatalog.Labels[stage.PropIndex]], first.Objects.Select(o => o.Prop.Label));
        Matrix4x4 before = first.Objects[1].Place;
        stage.Update(0.5f);
        Assert.NotEqual(before, stage.View().Objects[1].Place);
        stage.Spins = false;
        before = stage.View().Objects[1].Place;
        stage.Update(0.5f);
        Assert.Equal(before, stage.View().Objects[1].Place);
    }

    [Fact]
    public void Stepping_goes_around_all_props()
    {
        var stage = new Stage();
        int first = stage.PropIndex;
        stage.Step(-1);
        stage.Step(1);
        Assert.Equal(first, stage.PropIndex);
        var seen = new HashSet<int>();
        for (int i = 0; i < PropCatalog.Labels.Count; i++, stage.Step(1))
            seen.Add(stage.PropIndex);
        Assert.Equal(PropCatalog.Labels.Count, seen.Count);
        Assert.Equal(first, stage.PropIndex);
    }

    [Fact]
    public void The_next_prop_comes_by_itself_unless_told_not_to()
    {
        var (stage, still) = (new Stage(), new Stage { Cycles = false });
        int first = stage.PropIndex;
        for (int i = 0; i < 60 * 12; i++)
        {
            stage.Update(1 / 60f);
            still.Update(1 / 60f);
        }
        Assert.NotEqual(first, stage.PropIndex);
        Assert.Equal(first, still.PropIndex);
    }

    [Fact]
    public void Recolouring_changes_the_paint_and_comes_around()
    {
        var stage = new Stage();
        Palette before = stage.View().Objects[1].Palette;
        stage.Recolour();
        Assert.False(before.Surfaces.SequenceEqual(stage.View().Objects[1].Palette.Surfaces));
        for (int i = 1; i < stage.View().Objects[1].Prop.Colourways; i++)
            stage.Recolour();
        Assert.Same(before, stage.View().Objects[1].Palette);
    }

    [Fact]
    public void Scattered_props_are_many_apart_and_the_same_for_a_seed()
    {
        SceneView view = Scattered(seed: 5);
        Assert.InRange(view.Objects.Count, 16, 64);
        Assert.True(view.Objects.Select(o => o.Prop.Label).Distinct().Count() >= 16);
        foreach (SceneObject a in view.Objects)
            Assert.All(view.Objects.Where(b => b != a), b => Assert.True(Vector3.Distance(a.Place.Translation, b.Place.Translation) > 0.7f));
        Assert.Equal(view.Objects.Select(o => o.Place), Scattered(seed: 5).Objects.Select(o => o.Place));
        Assert.NotEqual(view.Objects.Select(o => o.Place), Scattered(seed: 6).Objects.Select(o => o.Place));
    }

    [Fact]
    public void Scattering_again_gives_another_stage_and_toggling_goes_back()
    {
        var stage = new Stage();
        stage.ToggleMode();
        Assert.Equal(StageMode.Scattered, stage.Mode);
        Matrix4x4[] first = Places(stage);
        stage.Scatter();
        Assert.NotEqual(first, Places(stage));
        stage.ToggleMode();
        Assert.Equal((StageMode.Single, 2), (stage.Mode, Grown(stage).Objects.Count));
    }

    [Fact]
    public void The_camera_obeys_while_time_stands_still()
    {
        var stage = new Stage();
        Vector3 before = stage.View().Camera.Eye;
        stage.Camera.Drag(100, 0);
        stage.Update(0);
        Assert.NotEqual(before, stage.View().Camera.Eye);
    }

    private static SceneView Scattered(ulong seed)
    {
        var stage = new Stage(seed);
        stage.Scatter();
        return Grown(stage);
    }

    private static Matrix4x4[] Places(Stage stage) => [.. Grown(stage).Objects.Select(o => o.Place)];

    private static SceneView Grown(Stage stage)
    {
        for (int i = 0; i < 120; i++)
            stage.Update(1 / 60f);
        return stage.View();
    }
}
