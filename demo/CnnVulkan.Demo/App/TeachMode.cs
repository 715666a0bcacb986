using CnnVulkan.Demo.Overlay;
using CnnVulkan.Demo.Vision;
using CnnVulkan.Training;

namespace CnnVulkan.Demo.App;

/// <summary>
/// Teach mode: keys that are held, or a script, show examples of classes to the network that runs; leaving it gives the picture back to that
/// network as it was.
/// </summary>
internal sealed class TeachMode
{
    private readonly DemoApp _app;
    private readonly TeachScript? _script;
    private readonly string _folder;
    private bool _isScriptBegun;
    private int _held = -1;

    /// <param name="app">The demo.</param>
    /// <param name="options">Where what was taught is saved, and the script.</param>
    public TeachMode(DemoApp app, DemoOptions options)
    {
        _app = app;
        _script = options.Teach.Length > 0 ? TeachScript.Parse(options.Teach) : null;
        _folder = Path.Combine(options.Out, "taught");
    }

    private TeachSession Session => _app.Teaching;

    /// <summary>What a held key's class is called.</summary>
    public static string NameOf(int key) => ((char)('A' + key)).ToString();

    /// <summary>Enters or leaves.</summary>
    public void Toggle()
    {
        if (Session.IsOn)
            Leave();
        else
            Enter();
    }

    /// <summary>A class's key is held.</summary>
    public void Hold(int key)
    {
        if (!Session.IsOn)
            Enter();
        _held = key;
    }

    /// <summary>A class's key is up again.</summary>
    public void Release(int key)
    {
        if (_held == key)
            _held = -1;
    }

    /// <summary>Leaves, so that another network can come.</summary>
    public void Leave()
    {
        if (!Session.IsOn)
            return;
        Session.End();
        _held = -1;
        _app.Tell($"Back to '{_app.Vision.ModelName}' as it was");
    }

    /// <summary>Writes what was taught.</summary>
    public void Save()
    {
        if (!Session.IsReady)
        {
            _app.Tell("Nothing is being taught: K begins");
            return;
        }
        try
        {
            Session.Save(_folder);
            _app.Tell($"Saved {Path.Combine(_folder, "model.onnx")}", ToastKind.Done);
        }
        catch (Exception error) when (error is TeachingException or IOException or UnauthorizedAccessException)
        {
            _app.Tell(error.Message, ToastKind.Warning);
        }
    }

    /// <summary>Forgets what was taught.</summary>
    public void Forget()
    {
        if (!Session.IsReady)
            return;
        Session.Clear();
        _app.Tell("All that was taught is forgotten");
    }

    /// <summary>Writes what a script has taught, if there is a script.</summary>
    public void SaveScripted()
    {
        if (_script is not null && Session.Classes.Count > 1)
            Session.Save(_folder);
    }

    /// <summary>Begins what a script wants, where its network is there.</summary>
    /// <param name="wait">Whether to wait for it.</param>
    public void Follow(bool wait)
    {
        if (_script is not null && !_isScriptBegun && _app.Vision.Model is not null)
        {
            _isScriptBegun = true;
            Enter();
        }
        if (Session.Take(wait) is { } reason)
            _app.Tell(reason, ToastKind.Warning);
    }

    /// <summary>Says what a frame shows.</summary>
    public void Show(long frame) => Session.Shown = _held >= 0 ? NameOf(_held) : _script?.At(frame);

    /// <summary>For the overlay; null outside teach mode.</summary>
    public TeachStatus? Status()
        => Session.IsOn ? new TeachStatus(Session.IsReady ? Phase.Ready : Phase.Waiting, Session.Classes.Count, Session.Shown, Session.IsTraining, Session.Steps) : null;

    private void Enter()
    {
        if (_app.Vision.Model is not { } network)
            return;
        if (_app.Vision.ClassCount == 0)
        {
            _app.Tell($"'{_app.Vision.ModelName}' tells no classes apart, so it cannot be taught any: choose another network (M)", ToastKind.Warning);
            return;
        }
        Session.Begin(network, _app.Vision.RunningPrecision, _app.Vision.PictureSize);
    }
}
