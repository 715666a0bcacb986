using System.Numerics;
using CnnVulkan.Demo.Overlay;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pad;
using CnnVulkan.Demo.Vision;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.App;

/// <summary>
/// The demo itself, in whatever it is shown: each frame it takes the source's picture, lets the network look at it, and draws both with the
/// overlay. For the render thread.
/// </summary>
internal sealed class DemoApp : IDisposable
{
    private readonly GraphicsDevice _device;
    private readonly Stack<IDisposable> _owned = new();
    private readonly DemoActions _actions;
    private readonly DigitNetwork _digits;
    private readonly Func<Rect, string> _sceneSubject;
    private readonly HudFeeder _feeder;
    private readonly OverlayRenderer _overlay;
    private readonly Hud _hud;
    private readonly TimeHistory _frameTimes = new(), _inferenceTimes = new();
    private readonly RateMeter _frameRate = new(), _resultRate = new();
    private readonly List<VisionResult> _results = [];

    /// <param name="device">The device; outlives this.</param>
    /// <param name="options">What to start with.</param>
    /// <param name="host">The window it runs in; null without one: then nothing shown depends on a clock.</param>
    /// <exception cref="SourceException">The source is none.</exception>
    public DemoApp(GraphicsDevice device, DemoOptions options, IDemoHost? host = null)
    {
        _device = device;
        HasClock = host is not null;
        try
        {
            Sources = Own(new SourceSlots(device, options.Seed, HasClock ? Pacing.Newest : Pacing.EveryFrame));
            Vision = Own(new VisionSession(device, VisionOptionsOf(options), options.Width, options.Height));
            Teaching = Own(new TeachSession(device, Vision.Budget));
            Teach = new TeachMode(this, options);
            GlyphAtlas glyphs = Own(new GlyphAtlas());
            _overlay = Own(new OverlayRenderer(device, glyphs));
            _hud = new Hud(new DrawList(glyphs));
            _feeder = new HudFeeder(device, State, Sources, Vision, Teaching, HasClock);
            _actions = new DemoActions(this, host, options.StartModel, options.Bundled);
            _digits = new DigitNetwork(this, _actions, options);
            _sceneSubject = Sources.Scene.Subject;
            State.Keys = KeyBindings.Help;
            State.Timing = new TimingStatus(_frameTimes, _inferenceTimes, 0, 0);
            PadStrokes.Draw(Sources.Canvas, PadStrokes.Parse(options.Draw));
            Sources.Show(SourceSpec.Parse(options.Source));
            _digits.Follow();
            foreach (string key in options.Press)
            {
                if (KeyBindings.Find(key) is { } binding)
                    Do(binding.Action, binding.Argument);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether times and rates are shown: without a window they would make each run's pictures different.</summary>
    public bool HasClock { get; }

    /// <summary>Whether networks can store 16-bit numbers on this device.</summary>
    public bool CanStore16Bit => _device.Vision.Limits.Storage16Bit;

    public SourceSlots Sources { get; }

    public VisionSession Vision { get; }

    public TeachSession Teaching { get; }

    public TeachMode Teach { get; }

    /// <summary>What the overlay shows.</summary>
    public HudState State { get; } = new();

    /// <summary>Whether the heat map is wanted; it shows when there is one.</summary>
    public bool WantsHeat { get; set; }

    public bool WantsFilters { get; set; }

    public bool WantsLayerTimes { get; set; }

    /// <summary>Takes away the message about a network that could not be loaded; false where none is shown.</summary>
    public bool DismissModelMessage() => _feeder.DismissModelMessage();

    /// <summary>How many results of the network have come back.</summary>
    public int ResultCount { get; private set; }

    /// <summary>Does what a key or click asks for.</summary>
    public void Do(DemoAction action, int argument = 0)
    {
        _actions.Do(action, argument);
        _digits.Follow();
    }

    /// <summary>A key that does something while it is held is up again.</summary>
    public void Release(DemoAction action, int argument)
    {
        if (action == DemoAction.TeachClass)
            Teach.Release(argument);
    }

    /// <summary>Opens what was dropped on the window: a model, or files to look at.</summary>
    public void Open(IReadOnlyList<string> paths)
    {
        try
        {
            if (paths.Count == 1 && DroppedFiles.IsModel(paths[0]))
                _actions.ShowModel(Path.GetFullPath(paths[0]));
            else
                Sources.Show(SourceSpec.FromPaths(paths));
            _digits.Follow();
        }
        catch (SourceException error)
        {
            Tell(error.Message, ToastKind.Warning);
        }
    }

    /// <summary>A click at a place in pixels; false where it hits nothing but the picture.</summary>
    public bool Click(Vector2 pixel)
    {
        if (_hud.Click(pixel) is not { } command)
            return false;
        Do(command.Action, command.Argument);
        return true;
    }

    /// <summary>Whether a panel lies over the picture at a place in pixels.</summary>
    public bool Covers(Vector2 pixel) => _hud.Click(pixel) is not null;

    /// <summary>The wheel was turned at a place in pixels.</summary>
    public void Scroll(Vector2 pixel, float steps)
    {
        Vector2 at = pixel / _hud.List.Scale;
        if (_hud.Layout.Maps.Contains(at.X, at.Y))
            Do(steps > 0 ? DemoAction.PreviousPage : DemoAction.NextPage);
        else if (Sources.Kind == SourceKind.Scene)
            Sources.Scene.Stage.Camera.Zoom(steps);
    }

    /// <summary>The mouse was dragged over the picture, by layout units.</summary>
    public void Drag(Vector2 by)
    {
        if (Sources.Kind == SourceKind.Scene)
            Sources.Scene.Stage.Camera.Drag(by.X, by.Y);
    }

    /// <summary>A button went down over the picture: on the pad it begins a stroke.</summary>
    /// <param name="pixel">The place in pixels.</param>
    /// <param name="erase">Whether it is the button that erases.</param>
    public void BeginStroke(Vector2 pixel, bool erase)
    {
        if (Sources.Pad is { } pad && PadPlace() is { } place && place.Contains(pixel.X / _hud.List.Scale, pixel.Y / _hud.List.Scale))
            pad.Begin(OnPad(place, pixel), erase || pad.Erases);
    }

    /// <summary>The mouse moved: a stroke that was begun goes on.</summary>
    public void ContinueStroke(Vector2 pixel)
    {
        if (Sources.Pad is { IsDrawing: true } pad && PadPlace() is { } place)
            pad.Continue(OnPad(place, pixel));
    }

    /// <summary>The button is up again.</summary>
    public void EndStroke() => Sources.Pad?.End();

    /// <summary>Shows a message for a few seconds.</summary>
    public void Tell(string text, ToastKind kind = ToastKind.Note) => State.Toasts.Add(text, kind, State.Seconds);

    /// <summary>Records a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="target">What it is drawn on.</param>
    /// <param name="clock">Seconds by the wall clock; null to go by the frame's.</param>
    public void Record(FrameContext frame, RenderTarget target, double? clock = null)
    {
        double now = clock ?? frame.Seconds;
        float passed = clock is null ? frame.DeltaSeconds : (float)Math.Max(0, now - State.Seconds);
        State.Seconds = now;
        GraphicsImage? picture = Sources.Record(frame, passed);
        Teach.Follow(wait: false);
        Teach.Show(frame.Number);
        GraphicsImage? fed = picture is null ? null : Sources.Current?.Fed ?? picture;
        if (Teaching.IsReady)
            Vision.Rest();
        if (fed is not null && Teaching.IsReady)
            Teaching.Record(frame, fed);
        else if (!Teaching.IsReady)
            Vision.Record(frame, fed, Sources.Version, Sources.Kind == SourceKind.Scene ? _sceneSubject : null, Sources.Kind == SourceKind.Pictures, passed);
        Take(Teaching.IsReady ? Teaching.Poll() : Vision.Poll());
        Measure(now, passed);
        State.Teach = Teach.Status();
        _feeder.Update(picture, passed);
        State.Filters = WantsFilters ? _feeder.Filters() : null;
        State.Heat = WantsHeat && !Teaching.IsReady ? _feeder.Heat() : null;
        State.LayerTimes = WantsLayerTimes && HasClock && !Teaching.IsReady ? Vision.LayerTimes() : null;
        Draw(frame, target, picture);
    }

    /// <summary>Waits for the network asked for last, so that frames do not depend on how long loading takes.</summary>
    /// <exception cref="DemoException">It cannot be loaded.</exception>
    public void WaitForNetwork()
    {
        Vision.WaitUntilLoaded();
        if (Vision.State.Phase == Phase.Failed)
            throw new DemoException(Vision.State.Message);
        Teach.Follow(wait: true);
    }

    /// <summary>The results since the last call, the oldest first.</summary>
    /// <param name="idle">Whether the GPU has finished all frames.</param>
    public IReadOnlyList<VisionResult> TakeResults(bool idle)
    {
        if (idle)
            Take(Vision.Poll(idle: true));
        VisionResult[] results = [.. _results];
        _results.Clear();
        return results;
    }

    public void Dispose()
    {
        _device.WaitIdle();
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
        _device.WaitIdle();
    }

    private VisionOptions VisionOptionsOf(DemoOptions options) => new()
    {
        Model = options.StartModel,
        Bundled = options.Bundled,
        Precision = options.Precision,
        Layer = options.Layer,
        Budget = HasClock ? null : TimeSpan.MaxValue,
        Waits = !HasClock,
    };

    private void Take(IReadOnlyList<VisionResult> results)
    {
        if (results.Count == 0)
            return;
        _feeder.Observe(results);
        ResultCount += results.Count;
        if (!HasClock)
            _results.AddRange(results);
        foreach (VisionResult result in results)
        {
            _resultRate.Add(State.Seconds);
            if (HasClock && result.GpuMilliseconds > 0)
                _inferenceTimes.Add((float)result.GpuMilliseconds);
        }
    }

    private void Measure(double now, float passed)
    {
        _frameRate.Add(now);
        _frameTimes.Add(passed * 1000);
        State.Timing = new TimingStatus(_frameTimes, _inferenceTimes, _frameRate.At(now), _resultRate.At(now));
    }

    private void Draw(FrameContext frame, RenderTarget target, GraphicsImage? picture)
    {
        _hud.Build(State, frame.Width, frame.Height, frame.Scale);
        _overlay.Bind(OverlayTexture.Picture, picture);
        _overlay.Bind(OverlayTexture.Fed, Sources.Current?.Fed);
        _overlay.Bind(OverlayTexture.Maps, Vision.MapsPicture);
        _overlay.Bind(OverlayTexture.Enlarged, Vision.EnlargedPicture);
        _overlay.Bind(OverlayTexture.Filters, Vision.Filters?.Picture);
        _overlay.Bind(OverlayTexture.Heat, Vision.HeatMap);
        _overlay.Prepare(frame, _hud.List);
        target.Begin(frame.Commands);
        _overlay.Record(frame, _hud.List);
        target.End(frame.Commands);
    }

    /// <summary>Where the pad lies; null before the first frame.</summary>
    private Rect? PadPlace() => State.Pad is null || State.Picture.Width == 0 ? null : StagePanel.PicturePlace(_hud.List.Bounds, _hud.Layout, State);

    private Vector2 OnPad(Rect place, Vector2 pixel)
        => new((pixel.X / _hud.List.Scale - place.X) / place.Width, (pixel.Y / _hud.List.Scale - place.Y) / place.Height);

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
