using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CnnVulkan.Dispatching;
using CnnVulkan.Images;
using CnnVulkan.Results;

namespace CnnVulkan;

/// <summary>
/// Says what is on a picture: preprocessing, network, softmax and the choice of the best all run on the GPU, in one submission; only those
/// few numbers come back. Not thread-safe; several classifiers may share a device.
/// </summary>
public sealed class ImageClassifier : IDisposable
{
    private readonly Func<VisionDevice, PictureRun> _make;
    private readonly float[] _probabilities;
    private PictureRun _run;
    private ReadbackSlot _indices, _best;
    // Only where this created it.
    private VisionDevice? _ownDevice;

    /// <summary>Makes a loaded network ready.</summary>
    /// <param name="model">The network: one input for pictures, its first output one score per class.</param>
    /// <param name="device">The device; it must outlive this.</param>
    /// <param name="options">How many classes are told, and the precision.</param>
    /// <exception cref="ShapeException">The network is not a classifier of single pictures.</exception>
    /// <exception cref="ModelFormatException">The labels are not one per score.</exception>
    public ImageClassifier(Model model, VisionDevice device, ImageClassifierOptions? options = null)
    {
        options ??= new ImageClassifierOptions();
        if (options.Top <= 0)
            throw new ArgumentOutOfRangeException(nameof(options), options.Top, "At least one class must be asked for.");
        Labels = model.Labels;
        Preprocessing preprocessing = Preprocessing.For(model);
        (int width, int height) = preprocessing.OutputSize(preprocessing.CropWidth, preprocessing.CropHeight);
        var shape = new TensorShape(1, preprocessing.Channels, height, width);
        ClassifierHead head = ClassifierHead.Append(model, shape, options.Top);
        Labels?.Check(head.Classes);
        _make = on => new PictureRun(head.Graph, preprocessing, shape, on, options.Precision);
        _run = _make(device);
        (_indices, _best) = (_run.Output(ClassifierHead.Indices), _run.Output(ClassifierHead.Probabilities));
        _probabilities = new float[_best.View.Count];
    }

    /// <summary>The names of the classes; null where the model has none.</summary>
    public Labels? Labels { get; }

    /// <summary>How long the GPU took for the last picture, preprocessing included. Zero where the device has no time stamps.</summary>
    public TimeSpan LastGpuTime => _run.LastGpuTime;

    /// <summary>Loads a model file or folder and makes it ready on a device of its own, created with the defaults and freed with this.</summary>
    /// <param name="path">An <c>.onnx</c> file or a model folder.</param>
    /// <param name="options">How many classes are told, and the precision.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported.</exception>
    /// <exception cref="NoVulkanDeviceException">There is no loader, no driver or no device.</exception>
    public static ImageClassifier Load(string path, ImageClassifierOptions? options = null)
    {
        Model model = ModelLoader.Load(path);
        VisionDevice device = VisionDevice.Create();
        try
        {
            return new ImageClassifier(model, device, options) { _ownDevice = device };
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Loads a model file or folder and makes it ready.</summary>
    /// <param name="path">An <c>.onnx</c> file or a model folder.</param>
    /// <param name="device">The device; it must outlive this.</param>
    /// <param name="options">How many classes are told, and the precision.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged.</exception>
    /// <exception cref="UnsupportedOperatorException">The model uses operators that are not supported.</exception>
    public static ImageClassifier Load(string path, VisionDevice device, ImageClassifierOptions? options = null)
        => new(ModelLoader.Load(path), device, options);

    /// <summary>Classifies one picture and waits for the answer.</summary>
    /// <returns>The likeliest classes, best first.</returns>
    public ImmutableArray<Prediction> Classify(ImageView image)
    {
        _run.Run(image);
        _best.Read(_probabilities);
        ReadOnlySpan<int> indices = _indices.Integers();
        var predictions = new Prediction[indices.Length];
        for (int i = 0; i < indices.Length; i++)
            predictions[i] = new Prediction(indices[i], Labels?[indices[i]] ?? $"{indices[i]}", _probabilities[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(predictions);
    }

    /// <summary>Classifies one picture and waits for the answer.</summary>
    /// <param name="pixels">Rows from the top without gaps, per pixel a byte each of red, green, blue and alpha.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The likeliest classes, best first.</returns>
    /// <exception cref="ShapeException">The extents are not positive, or there are too few bytes.</exception>
    public ImmutableArray<Prediction> Classify(ReadOnlyMemory<byte> pixels, int width, int height) => Classify(new ImageView(pixels, width, height));

    /// <summary>Goes on with another device, such as one made after the last was lost, with the weights it has.</summary>
    /// <param name="device">The device; it must outlive this.</param>
    /// <exception cref="UnsupportedDeviceException">The device cannot store reals like that.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public void Attach(VisionDevice device)
    {
        Dispose();
        _ownDevice = null;
        _run = _make(device);
        (_indices, _best) = (_run.Output(ClassifierHead.Indices), _run.Output(ClassifierHead.Probabilities));
    }

    /// <summary>Frees what it holds on the GPU.</summary>
    public void Dispose()
    {
        _run.Dispose();
        _ownDevice?.Dispose();
    }
}
