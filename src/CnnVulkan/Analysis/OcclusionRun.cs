using System.Collections.Immutable;
using System.Numerics;
using CnnVulkan.Graphs;
using CnnVulkan.Results;

namespace CnnVulkan.Analysis;

/// <summary>The runs behind one <see cref="OcclusionMap"/>: the whole picture first, then one covered place after the other, in batches.</summary>
internal sealed class OcclusionRun : IDisposable
{
    /// <summary>Steps along the longer edge where none is asked for: 196 runs show where a network looks, and take seconds.</summary>
    private const int UsualSteps = 14;

    /// <summary>Edge of the square in steps where none is asked for: a square must hide an object's part, and neighbours overlap.</summary>
    private const int UsualSquare = 4;

    /// <summary>Middle grey of 8 bits.</summary>
    private const float Grey = 128;

    private readonly Model _model;
    private readonly OcclusionOptions _options;
    private readonly Tensor<float> _picture;
    private readonly ClassScores _scores;
    private readonly float[] _grey;
    private readonly Tensor<float> _batch;
    private readonly Worker _worker;

    public OcclusionRun(Model model, VisionDevice device, ImageView image, OcclusionOptions options)
    {
        _model = model;
        _options = options;
        Preprocessing preprocessing = Preprocessing.For(model);
        using (var converter = new TextureConverter(device, preprocessing))
            _picture = (Tensor<float>)converter.ToTensor(image).Readback();
        (Height, Width) = (_picture.Shape[2], _picture.Shape[3]);
        Step = Positive(options.Step ?? Math.Max(Math.Max(Width, Height) / UsualSteps, 1), nameof(options.Step));
        Square = Positive(options.Square ?? Math.Min(UsualSquare * Step, Math.Min(Width, Height)), nameof(options.Square));
        if (Square > Math.Max(Width, Height))
            throw new ShapeException($"A square of {Square} pixels is larger than all that {model.Name} sees of a picture, {Width}×{Height}. Take a smaller one.");
        _scores = ClassScores.Of(model, _picture.Shape);
        model.Labels?.Check(_scores.Classes);
        if (options.Class is { } wanted && (wanted < 0 || wanted >= _scores.Classes))
            throw new ShapeException($"{model.Name} has no class {wanted}: its classes are 0 to {_scores.Classes - 1}.");
        Vector3 grey = preprocessing.GreyLevel(Grey);
        _grey = preprocessing.DoGrayscale ? [grey.X] : [grey.X, grey.Y, grey.Z];
        int batch = BatchOf(Positive(options.BatchSize, nameof(options.BatchSize)));
        try
        {
            _worker = CreateWorker(device, batch);
        }
        catch (Exception error) when (batch > 1 && error is ShapeException or GpuOutOfMemoryException)
        {
            // What one picture takes may fit the device where what several take does not.
            batch = 1;
            _worker = CreateWorker(device, batch);
        }
        _batch = new Tensor<float>(_picture.Shape.With(0, batch));
    }

    private int Width { get; }

    private int Height { get; }

    private int Step { get; }

    private int Square { get; }

    public OcclusionMap Map(IProgress<(int Done, int All)>? progress, CancellationToken cancellation)
    {
        int columns = OcclusionMap.Places(Width, Step), places = columns * OcclusionMap.Places(Height, Step), batch = _batch.Shape[0];
        var scores = ImmutableArray.CreateBuilder<float>(places);
        Prediction? watched = null;
        // Run 0 covers nothing; place p is run p + 1.
        for (int first = 0; first <= places; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(batch, places + 1 - first);
            for (int i = 0; i < count; i++)
                Place(i, first + i == 0 ? default : OcclusionMap.Covered((first + i - 1) / columns, (first + i - 1) % columns, Square, Step).Within(Width, Height));
            float[] results = Run();
            watched ??= Watch(results.AsSpan(0, _scores.Classes));
            for (int i = first == 0 ? 1 : 0; i < count; i++)
                scores.Add(results[i * _scores.Classes + watched.Index]);
            progress?.Report((scores.Count, places));
        }
        return new OcclusionMap(watched!, Width, Height, Square, Step, scores.MoveToImmutable());
    }

    public void Dispose() => _worker.Dispose();

    private static int Positive(int value, string name)
        => value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 1.");

    /// <summary>Puts the picture into the batch, the area in grey.</summary>
    private void Place(int item, PixelArea area)
    {
        Span<float> target = _batch.Data.AsSpan(item * _picture.Shape.Count, _picture.Shape.Count);
        _picture.Data.CopyTo(target);
        for (int channel = 0; channel < _grey.Length; channel++)
        {
            for (int y = area.Top; y < area.Bottom; y++)
                target.Slice((channel * Height + y) * Width + area.Left, area.Width).Fill(_grey[channel]);
        }
    }

    private float[] Run()
    {
        _worker.SetInput(_batch);
        _worker.Schedule();
        return _worker.PeekOutput(_scores.Name).Readback().ToFloatArray();
    }

    private Prediction Watch(ReadOnlySpan<float> scores)
    {
        int index = _options.Class ?? TopK.Indices(scores, 1)[0];
        return new Prediction(index, _model.Labels?[index] ?? $"{index}", scores[index]);
    }

    /// <summary>The batch asked for, if the network takes it: files that write a batch of 1 into a reshape do not.</summary>
    private int BatchOf(int wanted)
    {
        if (wanted == 1)
            return 1;
        try
        {
            TensorShape shape = ClassScores.ShapeOf(WithOpenBatch(_scores.Graph), _scores.Name, _picture.Shape.With(0, wanted));
            return shape.Rank > 0 && shape[0] == wanted && shape.Count == wanted * _scores.Classes ? wanted : 1;
        }
        catch (ShapeException)
        {
            return 1;
        }
    }

    private Worker CreateWorker(VisionDevice device, int batch)
        => new(WithOpenBatch(_scores.Graph), device, new WorkerOptions { Precision = _options.Precision, BatchSize = batch });

    private Graph WithOpenBatch(Graph graph)
    {
        TensorShape picture = _picture.Shape;
        GraphInput input = graph.Inputs[0] with { Dimensions = [null, picture[1], picture[2], picture[3]] };
        return new Graph(graph.Name, [input], [_scores.Name], graph.Nodes, graph.Constants);
    }
}
