using CnnVulkan.Demo.Overlay;
using CnnVulkan.Demo.Sources;
using CnnVulkan.Demo.Sources.Pictures;
using CnnVulkan.Demo.Vision;
using CnnVulkan.Scenes;

namespace CnnVulkan.Demo.App;

/// <summary>Carries out what keys and clicks ask for.</summary>
internal sealed class DemoActions
{
    /// <summary>A step of the text's size.</summary>
    private const float ZoomStep = 1.125f;

    private readonly DemoApp _app;
    private readonly IDemoHost? _host;
    private readonly List<string> _models;

    /// <param name="app">The demo.</param>
    /// <param name="host">The window; null without one.</param>
    /// <param name="model">The first network.</param>
    /// <param name="bundled">The trained networks to step through.</param>
    public DemoActions(DemoApp app, IDemoHost? host, string model, BundledModels bundled)
    {
        (_app, _host, Model) = (app, host, model);
        _models = [.. bundled.Names, ModelSource.Filters];
        Remember(model);
    }

    /// <summary>The network asked for last.</summary>
    public string Model { get; private set; }

    private Stage Stage => _app.Sources.Scene.Stage;

    /// <summary>Loads a network, and keeps it among those to step through.</summary>
    public void ShowModel(string model)
    {
        _app.Teach.Leave();
        Remember(model);
        Model = model;
        _app.Vision.RequestModel(model);
    }

    public void Do(DemoAction action, int argument)
    {
        if (!DoSource(action) && !DoTeaching(action, argument) && !DoNetwork(action, argument) && !DoPanels(action) && !DoPictures(action) && !DoPad(action) && !DoScene(action))
            DoWindow(action);
    }

    private bool DoSource(DemoAction action)
    {
        switch (action)
        {
            case DemoAction.NextSource:
                _app.Sources.ShowNext();
                return true;
            case DemoAction.ShowScene:
                _app.Sources.Show(SourceKind.Scene);
                return true;
            case DemoAction.ShowCamera:
                _app.Sources.Show(SourceKind.Camera);
                return true;
            case DemoAction.ShowPictures:
                _app.Sources.Show(SourceKind.Pictures);
                return true;
            case DemoAction.ShowVideo:
                _app.Sources.Show(SourceKind.Video);
                return true;
            case DemoAction.ShowPad:
                _app.Sources.Show(SourceKind.Pad);
                return true;
            default:
                return false;
        }
    }

    private bool DoTeaching(DemoAction action, int argument)
    {
        TeachMode teach = _app.Teach;
        switch (action)
        {
            case DemoAction.ToggleTeaching:
                teach.Toggle();
                return true;
            case DemoAction.TeachClass:
                teach.Hold(argument);
                return true;
            case DemoAction.SaveTaught:
                teach.Save();
                return true;
            case DemoAction.ForgetTaught:
                teach.Forget();
                return true;
            default:
                return false;
        }
    }

    private bool DoNetwork(DemoAction action, int argument)
    {
        VisionSession vision = _app.Vision;
        switch (action)
        {
            case DemoAction.NextModel:
                NextModel();
                return true;
            case DemoAction.TogglePrecision:
                TogglePrecision();
                return true;
            case DemoAction.PreviousLayer or DemoAction.NextLayer:
                if (vision.Layers.Length > 0)
                    vision.SelectLayer((vision.LayerIndex + (action == DemoAction.NextLayer ? 1 : vision.Layers.Length - 1)) % vision.Layers.Length);
                return true;
            case DemoAction.PreviousPage:
                vision.SelectPage(vision.Page - 1);
                return true;
            case DemoAction.NextPage:
                vision.SelectPage(vision.Page + 1);
                return true;
            case DemoAction.SelectMap:
                vision.EnlargedMap = vision.EnlargedMap == argument ? -1 : argument;
                return true;
            case DemoAction.CloseMap:
                vision.EnlargedMap = -1;
                return true;
            case DemoAction.ToggleHeatMap:
                ToggleHeat();
                return true;
            case DemoAction.ChooseHeatClass:
                vision.HeatClass = argument;
                _app.WantsHeat |= vision.NoHeatReason.Length == 0;
                return true;
            default:
                return false;
        }
    }

    private bool DoPanels(DemoAction action)
    {
        switch (action)
        {
            case DemoAction.ToggleFilters:
                _app.WantsFilters = !_app.WantsFilters;
                return true;
            case DemoAction.ToggleLayerTimes:
                _app.WantsLayerTimes = !_app.WantsLayerTimes;
                return true;
            case DemoAction.TogglePanels:
                _app.State.ShowPanels = !_app.State.ShowPanels;
                return true;
            case DemoAction.ToggleHelp:
                _app.State.ShowHelp = !_app.State.ShowHelp;
                return true;
            case DemoAction.Back:
                if (_app.State.ShowHelp)
                    _app.State.ShowHelp = false;
                else if (!_app.DismissModelMessage())
                    _app.Vision.EnlargedMap = -1;
                return true;
            case DemoAction.DismissModelMessage:
                _app.DismissModelMessage();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Keys of the scene's props that serve pictures while those are on show.</summary>
    private bool DoPictures(DemoAction action)
    {
        if (_app.Sources.Current is not PictureSource pictures)
            return false;
        switch (action)
        {
            case DemoAction.NextProp:
                pictures.Next();
                return true;
            case DemoAction.PreviousProp:
                pictures.Previous();
                return true;
            case DemoAction.ToggleCycle:
                pictures.Interval = pictures.Interval > 0 ? 0 : SourceFactory.SlideSeconds;
                _app.Tell(pictures.Interval > 0 ? "The next picture comes by itself" : "This picture stays");
                return true;
            default:
                return false;
        }
    }

    /// <summary>The pad's keys; the scene's that would do nothing to be seen while the pad is on show do nothing.</summary>
    private bool DoPad(DemoAction action)
    {
        if (_app.Sources.Pad is not { } pad)
            return action is DemoAction.ClearPad or DemoAction.ToggleEraser;
        switch (action)
        {
            case DemoAction.ClearPad or DemoAction.Recolour:
                pad.Clear();
                return true;
            case DemoAction.ToggleEraser:
                pad.Erases = !pad.Erases;
                return true;
            default:
                return action is DemoAction.NextProp or DemoAction.PreviousProp or DemoAction.ToggleSpin or DemoAction.ToggleCycle or DemoAction.ToggleScatter;
        }
    }

    private bool DoScene(DemoAction action)
    {
        switch (action)
        {
            case DemoAction.NextProp:
                Stage.Step(1);
                return true;
            case DemoAction.PreviousProp:
                Stage.Step(-1);
                return true;
            case DemoAction.ToggleSpin:
                Stage.Spins = !Stage.Spins;
                return true;
            case DemoAction.ToggleCycle:
                Stage.Cycles = !Stage.Cycles;
                _app.Tell(Stage.Cycles ? "The next prop comes by itself" : "This prop stays");
                return true;
            case DemoAction.Recolour:
                Stage.Recolour();
                return true;
            case DemoAction.ToggleScatter:
                Stage.ToggleMode();
                return true;
            default:
                return false;
        }
    }

    private void DoWindow(DemoAction action)
    {
        switch (action)
        {
            case DemoAction.TogglePause:
                _app.State.Paused = _host?.TogglePause() ?? false;
                break;
            case DemoAction.SingleStep:
                if (!_app.State.Paused)
                    _app.State.Paused = _host?.TogglePause() ?? false;
                _host?.SingleStep();
                break;
            case DemoAction.LargerText:
                _host?.Zoom(ZoomStep);
                break;
            case DemoAction.SmallerText:
                _host?.Zoom(1 / ZoomStep);
                break;
            case DemoAction.ToggleFullscreen:
                _host?.ToggleFullscreen();
                break;
            case DemoAction.Screenshot:
                _host?.Screenshot();
                break;
            case DemoAction.Quit:
                _host?.Quit();
                break;
        }
    }

    private void Remember(string model)
    {
        if (!_models.Contains(model))
            _models.Add(model);
    }

    private void NextModel()
    {
        if (_models.Count == 1)
        {
            _app.Tell("Drop an .onnx file or a model folder on the window to try another network");
            return;
        }
        ShowModel(_models[(_models.IndexOf(Model) + 1) % _models.Count]);
    }

    private void TogglePrecision()
    {
        VisionSession vision = _app.Vision;
        Precision wanted = vision.Precision == Precision.Float32 ? Precision.Float16 : Precision.Float32;
        if (wanted == Precision.Float16 && !_app.CanStore16Bit)
        {
            _app.Tell("This device has no 16-bit storage", ToastKind.Warning);
            return;
        }
        _app.Teach.Leave();
        vision.RequestModel(Model, wanted);
    }

    private void ToggleHeat()
    {
        string reason = _app.Vision.NoHeatReason;
        // While a network is on its way the wish is kept for it.
        if (!_app.WantsHeat && reason.Length > 0 && _app.Vision.State.Phase != Phase.Waiting)
            _app.Tell(reason, ToastKind.Warning);
        else
            _app.WantsHeat = !_app.WantsHeat;
    }
}
