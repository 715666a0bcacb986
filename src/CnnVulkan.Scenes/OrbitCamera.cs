using System.Numerics;

namespace CnnVulkan.Scenes;

/// <summary>A camera that circles the stage. What is asked of it, it does smoothly.</summary>
internal sealed class OrbitCamera
{
    private const float LeastPitch = 0.04f;
    private const float MostPitch = 1.45f;
    private const float LeastDistance = 2.2f;
    private const float MostDistance = 14f;

    /// <summary>Half a turn for a drag over 900 pixels.</summary>
    private const float RadiansPerPixel = MathF.PI / 900;

    private const float DistancePerStep = 0.9f;

    /// <summary>Of the way left, the camera goes 63 % in a ninth of a second.</summary>
    private const float Eagerness = 9;

    private float _yaw, _pitch, _distance, _height;

    public OrbitCamera(float yaw, float pitch, float distance, float height)
    {
        (Yaw, Pitch, Distance, Height) = (yaw, pitch, distance, height);
        (_yaw, _pitch, _distance, _height) = (yaw, pitch, distance, height);
    }

    /// <summary>Where it is heading: around the Y axis, in radians; 0 looks along -Z.</summary>
    public float Yaw { get; private set; }

    /// <summary>Above the ground, in radians.</summary>
    public float Pitch { get; private set; }

    public float Distance { get; private set; }

    /// <summary>Of the point it looks at.</summary>
    public float Height { get; private set; }

    public float FieldOfView { get; init; } = 0.5f;

    public ViewPoint View
    {
        get
        {
            var target = new Vector3(0, _height, 0);
            var back = new Vector3(MathF.Sin(_yaw) * MathF.Cos(_pitch), MathF.Sin(_pitch), MathF.Cos(_yaw) * MathF.Cos(_pitch));
            Vector3 eye = target + back * _distance;
            // The ground has no underside.
            return new ViewPoint(eye with { Y = Math.Max(eye.Y, 0.15f) }, target, FieldOfView);
        }
    }

    /// <summary>The mouse was dragged by so many pixels: the stage follows it.</summary>
    public void Drag(float right, float down)
    {
        Yaw -= right * RadiansPerPixel;
        Pitch = Math.Clamp(Pitch + down * RadiansPerPixel, LeastPitch, MostPitch);
    }

    /// <summary>Moves in (positive) or out, as a wheel steps.</summary>
    public void Zoom(float steps) => Distance = Math.Clamp(Distance * MathF.Pow(DistancePerStep, steps), LeastDistance, MostDistance);

    /// <summary>Goes on around by so many radians.</summary>
    public void Turn(float radians) => Yaw += radians;

    /// <summary>Heads for another place.</summary>
    public void MoveTo(float pitch, float distance, float height)
        => (Pitch, Distance, Height) = (Math.Clamp(pitch, LeastPitch, MostPitch), Math.Clamp(distance, LeastDistance, MostDistance), height);

    /// <summary>Time passes.</summary>
    public void Update(float seconds)
    {
        float part = 1 - MathF.Exp(-Eagerness * seconds);
        _yaw += (Yaw - _yaw) * part;
        _pitch += (Pitch - _pitch) * part;
        _distance += (Distance - _distance) * part;
        _height += (Height - _height) * part;
    }
}
