using CnnVulkan.Dispatching;

namespace CnnVulkan.Engine;

/// <summary>
/// Makes networks ready off the thread that renders, one after another: two at once would need the memory of both at its largest. Of several requests
/// for one component only the newest counts. What comes out is taken by the host's thread when it likes.
/// </summary>
internal sealed class NetworkLoader(VisionDevice device, PictureKernels kernels, ArenaPool arenas, int queue) : IDisposable
{
    private readonly object _lock = new();
    private readonly List<Job> _waiting = [];
    private readonly List<Loaded> _loaded = [];
    private Task _work = Task.CompletedTask;
    private FrameNetwork? _current;
    private bool _running, _disposed;

    /// <summary>Whether nothing is being loaded, or waits to be taken.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return !_running && _loaded.Count == 0;
        }
    }

    /// <summary>Whether something is being loaded for a component, or waits to be.</summary>
    public bool IsBusy(FrameNetwork network)
    {
        lock (_lock)
            return _current == network || _waiting.Exists(w => w.For == network) || _loaded.Exists(l => l.For == network);
    }

    /// <summary>Wants a network.</summary>
    public void Request(FrameNetwork network, NetworkRequest request) => Request(new Job(network, request, null));

    /// <summary>Wants a network that runs already to be made ready for the pictures of a request.</summary>
    public void Request(FrameNetwork network, NetworkRequest request, LoadedNetwork running) => Request(new Job(network, request, running));

    private void Request(Job job)
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _waiting.RemoveAll(w => w.For == job.For);
            _waiting.Add(job);
            if (_running)
                return;
            _running = true;
            _work = Task.Run(Work);
        }
    }

    /// <summary>Wants nothing more for a component.</summary>
    public void Cancel(FrameNetwork network)
    {
        lock (_lock)
            _waiting.RemoveAll(w => w.For == network);
    }

    /// <summary>What has been loaded since; null where nothing was.</summary>
    public Loaded? Take()
    {
        lock (_lock)
        {
            if (_loaded.Count == 0)
                return null;
            Loaded first = _loaded[0];
            _loaded.RemoveAt(0);
            return first;
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
            _waiting.Clear();
        }
        Wait();
        foreach (Loaded loaded in _loaded)
            loaded.Dispose();
        _loaded.Clear();
    }

    private void Work()
    {
        while (true)
        {
            Job job;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    (_running, _current) = (false, null);
                    return;
                }
                job = _waiting[0];
                _waiting.RemoveAt(0);
                _current = job.For;
            }
            LoadedNetwork? network = null;
            PictureFeed? feed = null;
            Exception? error = null;
            try
            {
                if (job.Running is { } running)
                    feed = new PictureFeed(device, running.Setup.Preprocessing, running.Setup.Request.Precision, queue, job.Request.Kind);
                else
                    network = new LoadedNetwork(device, NetworkSetup.Make(job.Request), kernels, arenas, queue);
            }
            catch (Exception failure)
            {
                // Whatever is wrong with a file must not take the game with it, nor those that wait behind it.
                error = failure;
            }
            lock (_lock)
                _loaded.Add(new Loaded(job.For, job.Request, job.Running, network, feed, error));
        }
    }

    /// <summary>A request that has been seen to.</summary>
    /// <param name="For">Whose.</param>
    /// <param name="Request">The request.</param>
    /// <param name="Running">The network that was made ready for other pictures; null where another was loaded.</param>
    /// <param name="Network">The network that was loaded.</param>
    /// <param name="Feed">What was made for the one that runs.</param>
    /// <param name="Error">Why it failed, where it did.</param>
    public sealed record Loaded(FrameNetwork For, NetworkRequest Request, LoadedNetwork? Running, LoadedNetwork? Network, PictureFeed? Feed, Exception? Error) : IDisposable
    {
        /// <summary>Frees it: nobody wants it any more.</summary>
        public void Dispose()
        {
            Network?.Dispose();
            Feed?.Dispose();
        }
    }

    private sealed record Job(FrameNetwork For, NetworkRequest Request, LoadedNetwork? Running);
}
