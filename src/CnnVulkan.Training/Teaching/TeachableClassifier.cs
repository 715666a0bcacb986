using System.Collections.Immutable;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>
/// A classifier that is taught while it looks: a trained network keeps its eyes and gets a new last layer, or a new last block, for classes
/// of which it is shown some twenty examples each. Training goes on in what a frame's budget leaves; nothing ever waits.
/// </summary>
/// <remarks>
/// In a game: call <see cref="Record(nint, in HostImage, TimeSpan)"/> once per frame, set <see cref="Recording"/> while the player holds a key,
/// and read <see cref="Predictions"/>. Without frames: <see cref="Teach"/>, <see cref="Train(int)"/>, <see cref="Classify"/>, which wait. Not
/// thread-safe; the device outlives it. Its memory goes with the classes' examples, which are copies of what the network makes of a picture.
/// </remarks>
/// <example>
/// <code>
/// using var teacher = new TeachableClassifier(ModelLoader.Load("models/props"), device);
/// teacher.Converter.Prepare(cameraImage);
/// // In each frame:
/// teacher.Recording = keys.A ? "mug" : keys.B ? "rocket" : null;
/// teacher.Record(commandBuffer, cameraImage, TimeSpan.FromMilliseconds(2));
/// foreach (Prediction p in teacher.Predictions)
///     Draw($"{p.Label} {p.Probability:P0}");
/// // At the end:
/// teacher.Save("taught");
/// </code>
/// </example>
public sealed class TeachableClassifier : IDisposable
{
    /// <summary>Steps that are queued before their results are asked for.</summary>
    private const int StepsAtOnce = 8;

    private readonly Stack<IDisposable> _owned = new();
    private readonly Model _model;
    private readonly TeachableOptions _options;
    private readonly TeachableGraph _graph;
    private readonly Graph _beginning;
    private readonly Trainer _trainer;
    private readonly Worker _worker;
    private readonly TextureConverter _converter;
    private readonly TaughtClasses _classes;
    private readonly TeachingFrames _frames;
    private readonly Lesson _lesson;
    private readonly LiveWeights _weights;
    private readonly float[] _features, _probabilities;
    private int? _recording;
    private bool _disposed;

    /// <summary>Makes a network ready to be taught; it knows none of the new classes yet.</summary>
    /// <param name="model">A trained classifier: one input for pictures, its first output scores or probabilities.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">How it is taught; null for the defaults.</param>
    /// <exception cref="ShapeException">The network is no classifier, or cannot be cut where the options say, or not be trained behind that.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public TeachableClassifier(Model model, VisionDevice device, TeachableOptions? options = null)
        : this(model, device, options ?? new TeachableOptions(), goesOn: false)
    {
    }

    private TeachableClassifier(Model model, VisionDevice device, TeachableOptions options, bool goesOn)
    {
        int most = Math.Max(options.MaxClasses, goesOn ? model.Labels!.Count : 0);
        if (most < 2 || options.BatchSize < 1 || options.MaxExamples < 1 || options.FramesInFlight < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options, "There must be at least two classes, one example of each, one sample in a batch and one frame.");
        (_model, _options) = (model, options);
        Preprocessing = Preprocessing.For(model);
        (int width, int height) = Preprocessing.OutputSize(Preprocessing.CropWidth, Preprocessing.CropHeight);
        var shape = new TensorShape(1, Preprocessing.DoGrayscale ? 1 : 3, height, width);
        _graph = TeachableGraph.Of(model.Graph, shape, most, options);
        _beginning = _graph.Beginning(null);
        int elements = _graph.CutShape.Count;
        var cut = new TensorShape([.. _graph.CutShape.Dimensions.Skip(1)]);
        (_features, _probabilities) = (new float[elements], new float[most]);
        _classes = new TaughtClasses(most, elements, (int)Math.Clamp(options.MaxExampleBytes / (4L * elements * most), 1, options.MaxExamples), cut);
        _lesson = new Lesson(options, _classes, most);
        try
        {
            _trainer = Own(new Trainer(goesOn ? _graph.Beginning(model.Graph) : _beginning, device, new TrainingOptions
            {
                BatchSize = options.BatchSize,
                Optimizer = new Sgd(0.9f),
                MaxGradientNorm = 10,
                FrozenStatistics = true,
                Seed = options.Seed,
            }, cut));
            string[] trained = [.. _trainer.Trained];
            _worker = Own(new Worker(_graph.Live(shape, trained), device, new WorkerOptions { Precision = options.Precision, Keep = [_graph.Cut] }));
            _converter = Own(new TextureConverter(device, Preprocessing, options.Precision));
            _frames = Own(new TeachingFrames(device, _worker, _trainer, _graph.Cut, options.FramesInFlight));
            _weights = new LiveWeights(_worker, _classes, most);
            _weights.Take(_trainer.ReadWeights());
        }
        catch
        {
            Free();
            throw;
        }
        if (!goesOn)
            return;
        foreach (string name in model.Labels!)
            _classes.Add(name);
    }

    /// <summary>What is done to pictures before the network sees them.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>What makes inputs of pictures: images of a host are prepared for here, before <see cref="Record(nint, in HostImage, TimeSpan)"/>.</summary>
    public TextureConverter Converter => _converter;

    /// <summary>
    /// The class that pictures are examples of, each picture that <see cref="Record(nint, in HostImage, TimeSpan)"/> begins to look at while this
    /// is set; null for none. A name that was not seen before is a new class.
    /// </summary>
    /// <exception cref="TeachingException">There are as many classes as there can be.</exception>
    public string? Recording
    {
        get => _recording is { } slot ? _classes.NameOf(slot) : null;
        set
        {
            int before = _classes.Slots.Count;
            _recording = value is null ? null : _classes.Add(value);
            _weights.HasNews |= _classes.Slots.Count != before;
        }
    }

    /// <summary>The classes taught so far, in the order in which they came.</summary>
    public IReadOnlyList<TaughtClass> Classes => _classes.List;

    /// <summary>
    /// What the newest picture whose result has come back shows: the classes taught so far, likeliest first. Empty before, and while no class is
    /// taught.
    /// </summary>
    public ImmutableArray<Prediction> Predictions { get; private set; } = [];

    /// <summary>How many pictures' results have come back.</summary>
    public long Looks { get; private set; }

    /// <summary>How many steps of training were done or begun.</summary>
    public long Steps => _trainer.Steps;

    /// <summary>The mean loss of the newest step whose result has come back; infinity before the first.</summary>
    public double Loss => _lesson.Loss;

    /// <summary>Whether there is something to be learnt: examples of two classes, and the newest of them not taken in yet.</summary>
    public bool IsTraining => _lesson.IsOpen;

    /// <summary>How long the GPU took for the network's newest run whose time is known, without waiting after frames.</summary>
    public TimeSpan LastGpuTime => _worker.LastGpuTime;

    /// <summary>Goes on from what <see cref="Save"/> wrote: the classes with what was learnt of them, and their examples where they were saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="options">How it is taught; null for the defaults.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged, or there are no labels.</exception>
    /// <exception cref="ShapeException">The network is no classifier.</exception>
    public static TeachableClassifier Load(string folder, VisionDevice device, TeachableOptions? options = null)
    {
        Model model = ModelLoader.Load(folder);
        if (model.Labels is null)
            throw new ModelFormatException($"{folder}: the network does not name its classes, so it cannot be taught on. Begin anew with it, as with any other.");
        var taught = new TeachableClassifier(model, device, options ?? new TeachableOptions(), goesOn: true);
        try
        {
            ExampleFiles.Read(folder, taught._classes);
        }
        catch
        {
            taught.Dispose();
            throw;
        }
        return taught;
    }

    /// <summary>
    /// Records a frame into a command buffer of the host: where nothing is looked at, the picture as the network's next input; then as much of the
    /// network, and of a step of training, as fits the budget. Call it once per frame, whether or not <see cref="Recording"/> is set.
    /// </summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="image">The picture; as for <see cref="TextureConverter.Record(nint, in HostImage)"/>.</param>
    /// <param name="budget">GPU time for this frame.</param>
    /// <returns>Whether a look at a picture ended in this frame; its result is in <see cref="Predictions"/> some frames later.</returns>
    /// <exception cref="ArgumentException">A handle is null, or the budget negative.</exception>
    /// <exception cref="InvalidOperationException">The image was not prepared for.</exception>
    public bool Record(nint commandBuffer, in HostImage image, TimeSpan budget)
    {
        BeginFrame(commandBuffer, budget);
        if (!_worker.IsPartlyRecorded)
        {
            _worker.SetInput(_worker.Graph.Inputs[0].Name, _converter.Record(commandBuffer, image));
            _frames.BeginLook(_recording);
        }
        return RecordParts(commandBuffer, budget);
    }

    /// <summary>Records a frame without a new picture: the rest of what is under way, and training.</summary>
    /// <param name="commandBuffer">A <c>VkCommandBuffer</c> in the recording state, outside a render pass, of the queue's family.</param>
    /// <param name="budget">GPU time for this frame.</param>
    /// <returns>Whether a look at a picture ended in this frame.</returns>
    /// <exception cref="ArgumentException">The handle is null, or the budget negative.</exception>
    public bool Record(nint commandBuffer, TimeSpan budget)
    {
        BeginFrame(commandBuffer, budget);
        return RecordParts(commandBuffer, budget);
    }

    /// <summary>Takes a picture as an example; waits for the GPU.</summary>
    /// <param name="name">Its class; one that was not seen before is new.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="TeachingException">There are as many classes as there can be.</exception>
    public void Teach(string name, ImageView image)
    {
        ThrowIfDisposed();
        int slot = _classes.Add(name);
        Look(image);
        _worker.PeekOutput(_graph.Cut).ReadbackInto(_features);
        Keep(slot);
        _weights.HasNews = true;
    }

    /// <summary>Says what a picture shows; waits for the GPU.</summary>
    /// <returns>The classes taught so far, likeliest first.</returns>
    public ImmutableArray<Prediction> Classify(ImageView image)
    {
        ThrowIfDisposed();
        Look(image);
        _worker.PeekOutput(TeachableGraph.Probabilities).ReadbackInto(_probabilities);
        Looks++;
        return Predictions = _classes.Rank(_probabilities);
    }

    /// <summary>Trains until it rests, or some steps at most; waits for the GPU.</summary>
    /// <param name="steps">How many steps at most.</param>
    /// <returns>How many steps were done.</returns>
    /// <exception cref="TeachingException">Fewer than two classes have examples.</exception>
    public int Train(int steps = int.MaxValue)
    {
        ThrowIfDisposed();
        if (_classes.Examples.ClassesWithExamples < 2)
            throw new TeachingException($"Examples of two classes are needed to tell them apart; there are some of {_classes.Examples.ClassesWithExamples}. Teach another class.");
        int done = 0;
        while (done < steps && IsTraining)
        {
            // Results are asked for after so many steps, not whenever they arrive: so that the same is done every time.
            for (int i = Math.Min(StepsAtOnce, steps - done); i > 0; i--, done++)
            {
                _lesson.NextBatch(_trainer.Steps);
                _trainer.Step(_lesson.Inputs, _lesson.Targets, _lesson.Rate);
            }
            _trainer.Finish();
            while (_trainer.TryGetResult(out StepResult result))
                _lesson.Take(result);
        }
        _weights.Take(_trainer.ReadWeights());
        return done;
    }

    /// <summary>Forgets a class and its examples; another may take its place.</summary>
    /// <exception cref="TeachingException">There is no such class.</exception>
    public void Forget(string name)
    {
        ThrowIfDisposed();
        int slot = _classes.Remove(name);
        if (_recording == slot)
            _recording = null;
        _frames.ForgetLooks(slot);
        _weights.HasNews = true;
        _lesson.Reopen();
    }

    /// <summary>Forgets all classes, examples and what was learnt; waits for the GPU, so not for every frame.</summary>
    public void Clear()
    {
        ThrowIfDisposed();
        foreach (TaughtClass taught in Classes)
            Forget(taught.Name);
        _trainer.Begin(_beginning);
        _frames.ForgetStep();
        _weights.Take(_trainer.ReadWeights());
        Predictions = [];
    }

    /// <summary>
    /// What was taught as an ordinary network with labels, which any runtime reads: of the classes there are, with the weights as they came back
    /// last.
    /// </summary>
    /// <exception cref="TeachingException">There are fewer than two classes.</exception>
    public Model ToModel()
    {
        ThrowIfDisposed();
        int[] slots = [.. _classes.Slots];
        if (slots.Length < 2)
            throw new TeachingException($"A network tells at least two classes apart; {slots.Length} {(slots.Length == 1 ? "was" : "were")} taught. Teach another class.");
        return new Model(_graph.Taught(_model.Graph, _weights.Newest, slots), _model.Name)
        {
            Preprocessing = Preprocessing,
            Labels = new Labels([.. slots.Select(_classes.NameOf)]),
        };
    }

    /// <summary>Writes a model folder with what was taught, and the examples beside it, so that <see cref="Load"/> can go on.</summary>
    /// <param name="folder">The folder; files of an earlier one are replaced.</param>
    /// <exception cref="TeachingException">There are fewer than two classes.</exception>
    /// <exception cref="IOException">A file cannot be written; an older one of its name stays as it was.</exception>
    public void Save(string folder)
    {
        Model model = ToModel();
        Directory.CreateDirectory(folder);
        ModelWriter.Save(folder, model);
        ExampleFiles.Write(folder, _classes);
    }

    /// <summary>Frees everything. The host must know that what was recorded into its frames has finished.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Free();
    }

    private void BeginFrame(nint commandBuffer, TimeSpan budget)
    {
        ThrowIfDisposed();
        if (commandBuffer == 0)
            throw new ArgumentException("The command buffer is null.", nameof(commandBuffer));
        if (budget < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget must not be negative.");
        _frames.Next();
        if (_frames.TryTakeLook(_probabilities, _features, out int? slot))
        {
            Looks++;
            Predictions = _classes.Rank(_probabilities);
            if (slot is { } label && _classes.Has(label))
                Keep(label);
        }
        if (_frames.TryTakeStep() is { } step)
        {
            _lesson.Take(step.Result);
            _weights.Take(step.Weights);
        }
        // Inputs have room for two sets: one may still be copied by a frame under way while the other is written.
        if (_weights.HasNews && _frames.TryPublish())
            _weights.Publish();
    }

    private bool RecordParts(nint commandBuffer, TimeSpan budget)
    {
        bool trains = _trainer.IsPartlyRecorded || (IsTraining && _frames.MayBeginStep);
        TimeSpan forTraining = !trains ? TimeSpan.Zero : _frames.IsLooking ? TimeSpan.FromTicks((long)(budget.Ticks * _options.TrainingShare)) : budget;
        // A budget of nothing would be a dispatch uncut: who has no share has no part in the frame, but a look that was begun goes on.
        TimeSpan forLooking = TimeSpan.FromTicks(Math.Max((budget - forTraining).Ticks, Math.Min(budget.Ticks, TimeSpan.TicksPerMillisecond / 10)));
        bool looked = _frames.IsLooking && _frames.RecordLook(commandBuffer, forLooking);
        if (!trains || (forTraining == TimeSpan.Zero && budget > TimeSpan.Zero))
            return looked;
        if (!_trainer.IsPartlyRecorded)
        {
            _lesson.NextBatch(_trainer.Steps);
            _trainer.BeginStep(_lesson.Inputs, _lesson.Targets, _lesson.Rate);
            _frames.StepBegun();
        }
        _frames.RecordStep(commandBuffer, forTraining);
        return looked;
    }

    private void Look(in ImageView image)
    {
        _frames.AbandonLook();
        if (_weights.HasNews)
            _weights.Publish();
        _worker.SetInput(_worker.Graph.Inputs[0].Name, _converter.ToTensor(image));
        _worker.Schedule();
    }

    /// <summary>Keeps the features read last as an example.</summary>
    private void Keep(int slot)
    {
        _classes.Keep(slot, _features);
        _lesson.Reopen();
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }

    private void Free()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(TeachableClassifier));
    }
}
