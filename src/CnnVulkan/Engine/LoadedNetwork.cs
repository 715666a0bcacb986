using CnnVulkan.Dispatching;
using CnnVulkan.Files;

namespace CnnVulkan.Engine;

/// <summary>A network on the GPU, ready to run: made on any thread, then used by that of the host alone.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    private readonly Stack<IDisposable> _owned = new();
    private readonly Dictionary<string, PictureTensor> _pictures = [];
    private readonly RecentlyUsed<PictureKind, PictureFeed> _feeds = new(MostFeeds);
    private readonly Tensor<long> _heatClass = new(new TensorShape(1));

    /// <exception cref="CnnVulkanException">It does not fit the device, or there is not enough memory.</exception>
    public LoadedNetwork(VisionDevice device, NetworkSetup setup, PictureKernels kernels, ArenaPool arenas, int queue)
    {
        Setup = setup;
        NetworkRequest request = setup.Request;
        try
        {
            if (request.Kind.Width > 0)
                _feeds.Add(request.Kind, new PictureFeed(device, setup.Preprocessing, request.Precision, queue, request.Kind));
            Worker = Own(new Worker(setup.Graph, device, new WorkerOptions
            {
                Precision = request.Precision,
                Keep = [.. setup.Kept.Where(v => !setup.Graph.Outputs.Contains(v))],
                InputShapes = new Dictionary<string, TensorShape> { [setup.InputName] = setup.InputShape },
                Readback = setup.Readback,
                RunsInFlight = MostRuns,
                Queue = queue,
                Arenas = arenas,
            }));
            foreach (string value in setup.Kept.Where(v => v != setup.Head?.Distribution).Concat(setup.Request.Needs.Outputs))
            {
                if (Worker.PeekOutput(value) is { Shape.Rank: 4, IsOnGpu: true } tensor)
                    _pictures[value] = Own(kernels.Bind(tensor));
            }
            if (setup.HasHeat)
                _pictures[ClassActivationMap.Output] = Own(kernels.Bind(Worker.PeekOutput(ClassActivationMap.Output)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs that are told apart: of frames in flight, of those whose results are held back, and some more.</summary>
    public const int MostRuns = 12;

    /// <summary>Photos of two cameras held both ways.</summary>
    private const int MostFeeds = 4;

    /// <summary>What it computes and can show.</summary>
    public NetworkSetup Setup { get; }

    public Worker Worker { get; }

    /// <summary>Whether a layer's activations are there to be drawn.</summary>
    public bool Keeps(string value) => _pictures.ContainsKey(value);

    /// <summary>A kept value, to be drawn.</summary>
    public PictureTensor Picture(string value) => _pictures[value];

    /// <summary>What makes its input of such pictures; null where that is still to be made.</summary>
    public PictureFeed? FindFeed(in PictureKind kind) => _feeds.Find(kind);

    /// <summary>Takes what makes its input of other pictures.</summary>
    /// <param name="feed">What makes it.</param>
    /// <param name="retire">Frees what there is no room for any more, when no frame uses it.</param>
    public void Add(PictureFeed feed, Action<PictureFeed> retire)
    {
        _feeds.MakeRoom(retire);
        _feeds.Add(feed.Kind, feed);
    }

    /// <summary>Forgets an image that is about to be destroyed.</summary>
    public void Forget(ulong image)
    {
        foreach (PictureFeed feed in _feeds.Values)
            feed.Converter.Forget(image);
    }

    /// <summary>Records the preprocessing of a picture as the input of the next run.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="feed">What makes the input of it.</param>
    /// <param name="commandBuffer">Where.</param>
    /// <param name="heatClass">The class that is mapped; -1 for the one that leads.</param>
    /// <returns>The picture's version; null where the source has one of another kind by now.</returns>
    public long? TryRecordInput(FrameSource source, PictureFeed feed, nint commandBuffer, int heatClass)
    {
        if (source.TryRecord(feed, commandBuffer, out long version) is not { } input)
            return null;
        Worker.SetInput(Setup.InputName, input);
        if (Setup.HasHeat)
        {
            // Every time: the memory that it was copied into may have been another network's since.
            _heatClass.Data[0] = heatClass >= 0 && heatClass < Setup.Head!.Classes ? heatClass : -1;
            Worker.SetInput(ClassActivationMap.ClassInput, _heatClass);
        }
        return version;
    }

    public void Dispose()
    {
        _feeds.Clear();
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
