using System.Numerics;
using CnnVulkan.Scenes;

namespace CnnVulkan.DemoTests.Scenes;

public sealed class CameraTests
{
    private static readonly ViewPoint View = new(new Vector3(1, 2, 5), new Vector3(0, 0.5f, 0), 0.6f);

    [Fact]
    public void What_is_looked_at_is_in_the_middle_and_up_is_up()
    {
        Assert.Equal(0.5f, View.Project(View.Target, 1.7f).X, 1e-4f);
        Assert.Equal(0.5f, View.Project(View.Target, 1.7f).Y, 1e-4f);
        Assert.True(View.Project(View.Target + Vector3.UnitY, 1.7f).Y < 0.5f);
        Assert.True(View.Project(View.Target + View.Right, 1.7f).X > 0.5f);
    }

    [Fact]
    public void Depth_runs_from_0_to_1()
    {
        float Depth(float distance)
        {
            Vector4 clip = Vector4.Transform(new Vector4(View.Eye + View.Forward * distance, 1), View.ViewProjection(1));
            return clip.Z / clip.W;
        }
        Assert.Equal(0, Depth(ViewPoint.Near), 1e-4f);
        Assert.Equal(1, Depth(ViewPoint.Far), 1e-4f);
        Assert.True(Depth(2) < Depth(3));
    }

    [Fact]
    public void The_sun_sees_all_that_throws_shadows()
    {
        var view = new SceneView([], View, new SceneLight(), new Vector3(0, 1, 0), 2);
        Matrix4x4 sun = view.ShadowProjection();
        foreach (Vector3 direction in new[] { Vector3.UnitX, -Vector3.UnitX, Vector3.UnitY, -Vector3.UnitY, Vector3.UnitZ, -Vector3.UnitZ, view.Light.SunDirection, -view.Light.SunDirection })
        {
            Vector3 seen = Vector3.Transform(view.ShadowCentre + direction * 2, sun);
            Assert.InRange(seen.X, -1.001f, 1.001f);
            Assert.InRange(seen.Y, -1.001f, 1.001f);
            Assert.InRange(seen.Z, 0, 1);
        }
        // What is nearer to the sun has the smaller depth.
        Assert.True(Vector3.Transform(view.ShadowCentre + view.Light.SunDirection, sun).Z < Vector3.Transform(view.ShadowCentre, sun).Z);
    }

    [Fact]
    public void Dragging_turns_the_camera_and_never_beneath_the_ground()
    {
        var camera = new OrbitCamera(0, 0.4f, 6, 0.8f);
        camera.Drag(900, 0);
        Assert.Equal(-MathF.PI, camera.Yaw, 1e-4f);
        camera.Drag(0, -100000);
        Settle(camera);
        Assert.True(camera.View.Eye.Y > 0.1f);
        camera.Drag(0, 100000);
        Settle(camera);
        Assert.True(camera.Pitch < MathF.PI / 2);
        Assert.True(float.IsFinite(camera.View.Right.X));
    }

    [Fact]
    public void The_wheel_moves_in_and_out_within_bounds()
    {
        var camera = new OrbitCamera(0, 0.4f, 6, 0.8f);
        camera.Zoom(1);
        Assert.InRange(camera.Distance, 5, 5.9f);
        camera.Zoom(-1);
        Assert.Equal(6, camera.Distance, 1e-4f);
        camera.Zoom(1000);
        Assert.InRange(camera.Distance, 1.5f, 3);
        camera.Zoom(-1000);
        Assert.InRange(camera.Distance, 10, ViewPoint.Far / 2);
    }

    [Fact]
    public void Movement_is_smooth_and_arrives()
    {
        var camera = new OrbitCamera(0, 0.4f, 6, 0.8f);
        camera.Turn(1);
        float before = Vector3.Distance(camera.View.Eye, Settled().View.Eye);
        camera.Update(1 / 60f);
        float after = Vector3.Distance(camera.View.Eye, Settled().View.Eye);
        Assert.InRange(after / before, 0.8f, 0.95f);
        Settle(camera);
        Assert.True(Vector3.Distance(camera.View.Eye, Settled().View.Eye) < 1e-3f);

        static OrbitCamera Settled() => new(1, 0.4f, 6, 0.8f);
    }

    private static void Settle(OrbitCamera camera)
    {
        for (int i = 0; i < 180; i++)
            camera.Update(1 / 60f);
    }
}
