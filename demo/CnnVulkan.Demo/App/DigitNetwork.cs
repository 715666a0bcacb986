using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.Demo.App;

/// <summary>
/// Sees that a network for digits looks at the pad: the trained one comes when the pad is chosen and what runs reads no digits, and what ran
/// before comes back with another source. Whoever chooses a network at the pad by hand keeps it.
/// </summary>
internal sealed class DigitNetwork(DemoApp app, DemoActions actions, DemoOptions options)
{
    private SourceKind _kind = SourceKind.Scene;
    private string? _before;

    /// <summary>Takes note of the source on show; to be called when it may have changed.</summary>
    public void Follow()
    {
        SourceKind before = _kind;
        _kind = app.Sources.Kind;
        if (_kind == before)
            return;
        if (_kind == SourceKind.Pad)
            Enter();
        else if (before == SourceKind.Pad)
            Leave();
    }

    private void Enter()
    {
        // What is on its way is known by its name alone: one named for the pad at the start is taken at its word.
        bool reads = app.Vision.Model is not null ? app.Vision.ReadsDigits : (actions.Model == options.StartModel && options.Model is not null);
        if (reads || actions.Model == BundledModels.Digits)
        {
            // Started at the pad, without a wish: another source has its usual network.
            _before = actions.Model == BundledModels.Digits && options.Model is null ? options.UsualModel : null;
            return;
        }
        if (options.Bundled.Has(BundledModels.Digits))
        {
            _before = actions.Model;
            actions.ShowModel(BundledModels.Digits);
            app.Tell("The network 'digits' reads the pad");
        }
        else
        {
            app.Tell("No trained network for digits is here: drop one on the window", ToastKind.Warning);
        }
    }

    private void Leave()
    {
        if (_before is { } model && actions.Model == BundledModels.Digits)
        {
            actions.ShowModel(model);
            app.Tell($"Back to the network '{Path.GetFileName(model.TrimEnd('/'))}'");
        }
        _before = null;
    }
}
