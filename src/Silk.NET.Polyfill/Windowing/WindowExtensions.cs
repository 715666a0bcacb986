namespace Silk.NET.Windowing;

/// <summary>What can be done with any view.</summary>
internal static class WindowExtensions
{
    /// <summary>Opens the view, raises its events until it is closed, and closes it.</summary>
    public static void Run(this IView view)
    {
        view.Initialize();
        view.Run(() =>
        {
            view.DoEvents();
            if (!view.IsClosing)
                view.DoUpdate();
            if (!view.IsClosing)
                view.DoRender();
        });
        view.DoEvents();
        view.Reset();
    }
}
