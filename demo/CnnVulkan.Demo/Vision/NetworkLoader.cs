using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// Loads networks off the render thread, one after another; of several that were asked for meanwhile only the newest. What comes out is
/// taken by the render thread when it likes.
/// </summary>
internal sealed class NetworkLoader(GraphicsDevice device, VisionOptions options) : IDisposable
{
    private readonly object _lock = new();
    private NetworkRequest? _next;
    private Task _work = Task.CompletedTask;
    private VisionNetwork? _loaded;
    private string? _error;
    private bool _running;
    private bool _disposed;

    /// <summary>Whether something is being loaded or waits to be.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _running;
        }
    }

    public void Request(NetworkRequest request)
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _next = request;
            if (_running)
                return;
            _running = true;
            _work = Task.Run(Work);
        }
    }

    /// <summary>What was loaded since, or why it was not; neither where nothing has ended.</summary>
    public (VisionNetwork? Network, string? Error) Take()
    {
        lock (_lock)
        {
            (VisionNetwork?, string?) taken = (_loaded, _error);
            (_loaded, _error) = (null, null);
            return taken;
        }
    }

    /// <summary>Waits until everything asked for has been loaded.</summary>
    public void Wait()
    {
        Task work;
        lock (_lock)
            work = _work;
        work.Wait();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _next = null;
        }
        Wait();
        _loaded?.Dispose();
        _loaded = null;
    }

    private void Work()
    {
        while (true)
        {
            NetworkRequest request;
            lock (_lock)
            {
                if (_next is null)
                {
                    _running = false;
                    return;
                }
                (request, _next) = (_next, null);
            }
            VisionNetwork? network = null;
            string? error = null;
            try
            {
                network = VisionNetwork.Load(device, request, options);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // Whatever is wrong with a file must not take the window with it.
                error = failure.Message;
            }
            VisionNetwork? unseen;
            lock (_lock)
            {
                // No frame has used the one before, if it is still here.
                unseen = _loaded;
                (_loaded, _error) = (network, error);
            }
            unseen?.Dispose();
        }
    }
}
