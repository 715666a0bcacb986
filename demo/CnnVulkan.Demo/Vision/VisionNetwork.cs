using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>A network on the GPU, ready to run for pictures of one size: made off the render thread, then used by it alone.</summary>
internal sealed class VisionNetwork : IDisposable
{
    private readonly Stack<IDisposable> _owned = new();
    private readonly Tensor<long> _heatClass = new(new TensorShape(1));
    private readonly PreparedImage _picture;
    private bool _isHeatClassSet;

    private VisionNetwork(GraphicsDevice device, NetworkSetup setup)
    {
        Setup = setup;
        try
        {
            NetworkRequest request = setup.Request;
            Converter = Own(new TextureConverter(device.Vision, setup.Preprocessing, request.Precision));
            var inputs = new Dictionary<string, TensorShape> { [setup.InputName] = setup.InputShape };
            Worker = Own(new Worker(setup.Graph, device.Vision, new WorkerOptions
            {
                Precision = request.Precision,
                Keep = [.. setup.Kept.Where(v => !setup.Graph.Outputs.Contains(v))],
                InputShapes = inputs,
            }));
            for (int i = 0; i < FrameContext.FramesInFlight && setup.Classes > 0; i++)
            {
                Probabilities.Add(Readback(device, ClassifierHead.Probabilities));
                Indices.Add(Readback(device, ClassifierHead.Indices));
            }
            Filters = FilterSheet.TryMake(setup.Model, setup.Preprocessing.FlipChannelOrder);
            FilterAtlas = Filters is null ? null : Own(Filters.Upload(device));
            // What pictures of this size need is compiled and allocated here, not in a frame.
            Converter.PrepareSize(request.PictureWidth, request.PictureHeight);
            _picture = new PreparedImage(device, Converter.Prepare, Converter.Forget);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What it computes and can show.</summary>
    public NetworkSetup Setup { get; }

    public TextureConverter Converter { get; }

    public Worker Worker { get; }

    /// <summary>The filters of the first convolution; null where there is none.</summary>
    public FilterSheet? Filters { get; }

    /// <summary>The picture of them.</summary>
    public GraphicsImage? FilterAtlas { get; }

    /// <summary>The readbacks of the best classes, one per frame in flight; none where the network knows no classes.</summary>
    public List<RecordedReadback> Probabilities { get; } = [];

    public List<RecordedReadback> Indices { get; } = [];

    /// <summary>Bytes of its weights and activations on the GPU.</summary>
    public long GpuBytes => Worker.Plan is { } plan ? plan.ArenaBytes + plan.ConstantBytes : 0;

    /// <summary>Makes a network ready.</summary>
    /// <exception cref="CnnVulkanException">It cannot be loaded, is no network of pictures, or does not fit the device.</exception>
    public static VisionNetwork Load(GraphicsDevice device, NetworkRequest request, VisionOptions options)
        => new(device, NetworkSetup.Make(request, options, device.IsCpu));

    /// <summary>Records the preprocessing of a picture as the input of the next run, which maps the given class, or the leading one (-1).</summary>
    public void RecordInput(nint commands, GraphicsImage picture, int heatClass)
    {
        Worker.SetInput(Setup.InputName, Converter.Record(commands, _picture.Of(picture)));
        int mapped = heatClass >= 0 && heatClass < Setup.Classes ? heatClass : -1;
        if (Setup.HeatShape is null || (_isHeatClassSet && _heatClass.Data[0] == mapped))
            return;
        _heatClass.Data[0] = mapped;
        _isHeatClassSet = true;
        Worker.SetInput(ClassActivationMap.ClassInput, _heatClass);
    }

    public void Dispose()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private RecordedReadback Readback(GraphicsDevice device, string output)
        => Own(new RecordedReadback(device.Vision, Worker.Plan!.Outputs[output].Bytes));

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}
