using CnnVulkan.Demo.Graphics;

namespace CnnVulkan.Demo.App;

/// <summary>The scene's time in a window: the wall clock's, but it stands still while paused, and never leaps.</summary>
internal sealed class FrameClock
{
    /// <summary>What a single step, and each frame without a window, takes.</summary>
    public const double Step = 1 / 60.0;

    // After a stall (a resize, a debugger) things go on where they were.
    private const double Longest = 0.1;

    private double _seconds;
    private bool _step;

    public bool Paused { get; set; }

    /// <summary>Lets the next frame be one step further although paused.</summary>
    public void StepOnce() => _step = true;

    /// <summary>The time of the next frame.</summary>
    /// <param name="passed">Seconds by the wall clock since the last one.</param>
    public FrameTime Next(double passed)
    {
        double delta = _step ? Step : Paused ? 0 : Math.Clamp(passed, 0, Longest);
        _step = false;
        _seconds += delta;
        return new FrameTime(_seconds, (float)delta);
    }
}
