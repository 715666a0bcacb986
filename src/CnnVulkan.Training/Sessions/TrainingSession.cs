using System.Diagnostics;
using CnnVulkan.Graphs;

namespace CnnVulkan.Training;

/// <summary>
/// Trains a network on labelled pictures from beginning to end: batches made ahead, rates by schedule, a validation after each epoch, the best
/// weights kept, checkpoints from which it goes on with the same bits. Not thread-safe.
/// </summary>
public sealed class TrainingSession : IDisposable
{
    /// <summary>Steps whose mean is shown as the loss now.</summary>
    private const int ShownSteps = 32;

    /// <summary>Of the time, at most one part in so many goes into writing checkpoints.</summary>
    private const int MostWriting = 20;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    private readonly Graph _graph;
    private readonly VisionDevice _device;
    private readonly DataSplit _data;
    private readonly BatchFormat _format;
    private readonly TrainingOptions _training;
    private readonly SessionOptions _options;
    private readonly Trainer _trainer;
    private readonly LearningRateSchedule _schedule;
    private readonly string _settings;
    private readonly List<EpochResult> _epochs = [];
    private readonly Queue<StepResult> _recent = new();
    private readonly Stopwatch _watch = new(), _sinceCheckpoint = new(), _sinceReport = new();
    private TimeSpan _before, _lastWrite;
    private TrainingState? _best;
    private int _bestEpoch, _epoch, _step;
    private long _firstStep;
    private double _lossSum;
    private long _hits, _collected;
    private float _rate;

    /// <summary>Makes a training ready.</summary>
    /// <param name="model">The network as it is used; its weights are where training begins.</param>
    /// <param name="device">The device; borrowed.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="training">How each step is done.</param>
    /// <param name="options">How long, and with what; null for the defaults.</param>
    /// <exception cref="ShapeException">The network cannot be trained, or tells apart another number of classes than the pictures have.</exception>
    /// <exception cref="TrainingDataException">There are fewer pictures than a batch, or the state to go on from is of another training.</exception>
    /// <exception cref="ModelFormatException">The state to go on from is damaged.</exception>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory, for a step or for the validation beside it.</exception>
    public TrainingSession(Model model, VisionDevice device, DataSplit data, TrainingOptions training, SessionOptions? options = null)
    {
        _options = options ?? new SessionOptions();
        _graph = model.Graph;
        _device = device;
        _data = data;
        _training = training with { Seed = _options.Seed };
        _format = BatchFormat.For(model);
        _schedule = _options.Schedule ?? new ConstantSchedule(0.01f);
        if (data.Training.Count < training.BatchSize)
            throw new TrainingDataException($"There are {data.Training.Count} pictures to train with, fewer than the {training.BatchSize} of one batch. Use smaller batches, or more pictures.");
        _trainer = new Trainer(model.Graph, device, _training, new TensorShape(_format.Channels, _format.Height, _format.Width));
        try
        {
            if (_trainer.Classes != data.Training.Classes.Count)
                throw new ShapeException($"The network tells {_trainer.Classes} classes apart, but the pictures are of {data.Training.Classes.Count}.");
            _settings = Settings();
            Resume();
            // What judging takes beside the training is asked for once now, not for the first time after the first epoch.
            if (data.Validation is not null)
                SampleScores.MakeWorker(new Model(model.Graph), device, Precision.Float32).Dispose();
        }
        catch
        {
            _trainer.Dispose();
            throw;
        }
    }

    /// <summary>The steps of an epoch.</summary>
    public int StepsPerEpoch => _data.Training.Count / _training.BatchSize;

    /// <summary>The epochs that were done, those of sessions before included.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <summary>What does the steps.</summary>
    public Trainer Trainer => _trainer;

    /// <summary>Trains until it is done, the time is up, or it is told to end; then the state is kept where checkpoints are.</summary>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="epochDone">Told what each epoch gave.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    /// <exception cref="TrainingDivergedException">The loss is no number any more.</exception>
    /// <exception cref="TrainingDataException">A picture could not be read.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    public SessionResult Run(Action<SessionProgress>? progress = null, Action<EpochResult>? epochDone = null, CancellationToken cancellation = default)
    {
        _watch.Start();
        _sinceCheckpoint.Start();
        _sinceReport.Start();
        SessionEnd end = SessionEnd.Finished;
        try
        {
            end = Train(progress, epochDone, cancellation);
        }
        finally
        {
            _watch.Stop();
        }
        SaveCheckpoint();
        return new SessionResult(_best is null ? _trainer.ToGraph() : _trainer.ToGraph(_best), _bestEpoch, [.. _epochs], end);
    }

    /// <summary>Waits for the GPU and frees everything.</summary>
    public void Dispose() => _trainer.Dispose();

    private SessionEnd Train(Action<SessionProgress>? progress, Action<EpochResult>? epochDone, CancellationToken cancellation)
    {
        using var loader = new BatchLoader(_data.Training, _format, Batches());
        while (_epoch < _options.Epochs)
        {
            while (_step < StepsPerEpoch)
            {
                if (cancellation.IsCancellationRequested)
                    return SessionEnd.Cancelled;
                if (_options.TimeLimit is { } limit && _before + _watch.Elapsed >= limit)
                    return SessionEnd.TimeLimit;
                Step(loader);
                Report(progress);
            }
            if (!EndEpoch(epochDone, cancellation))
                return SessionEnd.Cancelled;
            if (_options.Patience is { } patience && _epoch - _bestEpoch >= patience)
                return SessionEnd.NoBetter;
        }
        return SessionEnd.Finished;
    }

    private void Step(BatchLoader loader)
    {
        loader.TryNext(out LabelledBatch? batch);
        _rate = _schedule.RateAt(_trainer.Steps);
        _trainer.Step(batch!.Inputs, batch.Targets, _rate);
        _step++;
        Collect();
        if (_sinceCheckpoint.Elapsed >= _options.CheckpointInterval)
            SaveCheckpointIfCheap();
    }

    private void Collect()
    {
        while (_trainer.TryGetResult(out StepResult result))
        {
            if (!result.IsFinite)
                throw Diverged(result);
            _lossSum += result.Loss;
            _hits += result.Hits;
            _collected++;
            _recent.Enqueue(result);
            if (_recent.Count > ShownSteps)
                _recent.Dequeue();
        }
    }

    /// <summary>Validates, keeps what is best, and begins the next epoch; false where it was told to end meanwhile.</summary>
    private bool EndEpoch(Action<EpochResult>? epochDone, CancellationToken cancellation)
    {
        _trainer.Finish();
        Collect();
        (double Loss, double Accuracy)? validation = null;
        if (_data.Validation is { } pictures)
        {
            try
            {
                validation = Validation.Run(new Model(_trainer.ToGraph()), _device, pictures, _format, cancellation);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
        double loss = _lossSum / StepsPerEpoch, accuracy = (double)_hits / ((long)StepsPerEpoch * _training.BatchSize);
        _epoch++;
        var result = new EpochResult(_epoch, loss, accuracy, validation?.Loss, validation?.Accuracy, _rate, _before + _watch.Elapsed);
        bool better = _bestEpoch == 0 || validation is null || IsBetter(result, _epochs[_bestEpoch - 1]);
        _epochs.Add(result);
        if (better)
            (_best, _bestEpoch) = (_trainer.CaptureNetwork(), _epoch);
        _schedule.EndEpoch(validation?.Loss ?? loss);
        (_step, _lossSum, _hits) = (0, 0, 0);
        SaveCheckpointIfCheap();
        epochDone?.Invoke(result);
        return true;
    }

    private static bool IsBetter(EpochResult now, EpochResult best)
        => now.ValidationAccuracy > best.ValidationAccuracy || (now.ValidationAccuracy == best.ValidationAccuracy && now.ValidationLoss < best.ValidationLoss);

    private void Report(Action<SessionProgress>? progress)
    {
        if (progress is null || _sinceReport.Elapsed < ReportInterval || _recent.Count == 0)
            return;
        _sinceReport.Restart();
        double perStep = _watch.Elapsed.TotalSeconds / Math.Max(_trainer.Steps - _firstStep, 1);
        long left = (long)(_options.Epochs - _epoch) * StepsPerEpoch - _step;
        double seconds = left * perStep;
        if (_options.TimeLimit is { } limit)
            seconds = Math.Min(seconds, Math.Max((limit - _before - _watch.Elapsed).TotalSeconds, 0));
        progress(new SessionProgress(
            _epoch + 1,
            _step,
            StepsPerEpoch,
            _recent.Average(r => r.Loss),
            (double)_recent.Sum(r => r.Hits) / _recent.Sum(r => r.Samples),
            _training.BatchSize / perStep,
            TimeSpan.FromSeconds(seconds)));
    }

    private BatchOptions Batches() => new()
    {
        BatchSize = _training.BatchSize,
        Seed = (ulong)_options.Seed,
        Augmentation = _options.Augmentation,
        FirstEpoch = _epoch,
        FirstStep = _step,
    };

    /// <summary>The error for a step whose loss is no number: names the layer, and keeps the state, which that step has not touched.</summary>
    private TrainingDivergedException Diverged(StepResult result)
    {
        _trainer.Finish();
        while (_trainer.TryGetResult(out _))
        {
            // Steps that were under way meanwhile; broken ones among them changed nothing either.
        }
        WriteCheckpoint();
        long number = result.Step - 1;
        int epoch = (int)(number / StepsPerEpoch), step = (int)(number % StepsPerEpoch);
        string? layer;
        using (var loader = new BatchLoader(_data.Training, _format, Batches() with { FirstEpoch = epoch, FirstStep = step }))
        {
            loader.TryNext(out LabelledBatch? batch);
            try
            {
                layer = _trainer.FindNonFinite(batch!.Inputs, batch.Targets);
            }
            catch (GpuOutOfMemoryException)
            {
                layer = null;
            }
        }
        string where = layer is null ? "" : $", first in '{layer}'";
        string kept = _options.CheckpointPath is { } path ? $" The last good state is in {path}." : "";
        return new TrainingDivergedException(
            $"Epoch {epoch + 1}, step {step + 1}: the loss is {result.Loss} and the gradient's length {result.GradientNorm}{where}. "
            + $"Train at a lower rate than {_rate}, with a warm-up, or limit the gradient.{kept}");
    }

    private void Resume()
    {
        if (!_options.Resume || _options.CheckpointPath is not { } path || !File.Exists(path))
            return;
        (TrainingState state, IReadOnlyDictionary<string, string> notes) = Checkpoint.Read(path);
        SessionNotes session = SessionNotes.Of(path, notes);
        if (session.Settings != _settings)
            throw new TrainingDataException($"{path} is of another training, so that it cannot be gone on with.\n  there: {session.Settings}\n  here:  {_settings}");
        const string Best = "best/";
        _trainer.Restore(state with { Parameters = state.Parameters.Where(p => !p.Key.StartsWith(Best, StringComparison.Ordinal)).ToDictionary(p => p.Key, p => p.Value) });
        Dictionary<string, float[]> best = state.Parameters.Where(p => p.Key.StartsWith(Best, StringComparison.Ordinal)).ToDictionary(p => p.Key[Best.Length..], p => p.Value);
        _best = best.Count > 0 ? new TrainingState(state.Step, best) : null;
        (_epoch, _step, _lossSum, _hits, _bestEpoch) = (session.Epoch, session.Step, session.LossSum, session.Hits, session.BestEpoch);
        _before = TimeSpan.FromSeconds(session.Seconds);
        _epochs.AddRange(session.Epochs);
        _schedule.Restore(session.Schedule);
        _firstStep = _trainer.Steps;
    }

    private void SaveCheckpoint()
    {
        _trainer.Finish();
        Collect();
        WriteCheckpoint();
    }

    /// <summary>Writes unless that would take too much of the time: on a slow disk a large network takes long.</summary>
    private void SaveCheckpointIfCheap()
    {
        if (_sinceCheckpoint.Elapsed >= MostWriting * _lastWrite)
            SaveCheckpoint();
    }

    private void WriteCheckpoint()
    {
        if (_options.CheckpointPath is not { } path)
            return;
        var watch = Stopwatch.StartNew();
        TrainingState state = _trainer.Capture();
        Dictionary<string, float[]> parameters = state.Parameters.ToDictionary(p => p.Key, p => p.Value);
        foreach ((string name, float[] elements) in _best?.Parameters ?? new Dictionary<string, float[]>())
            parameters[$"best/{name}"] = elements;
        var notes = new SessionNotes
        {
            Settings = _settings,
            Epoch = _epoch,
            Step = _step,
            LossSum = _lossSum,
            Hits = _hits,
            Seconds = (_before + _watch.Elapsed).TotalSeconds,
            Schedule = _schedule.Save(),
            Epochs = _epochs,
            BestEpoch = _bestEpoch,
        };
        Checkpoint.Write(path, state with { Parameters = parameters }, notes.ToNotes());
        _lastWrite = watch.Elapsed;
        _sinceCheckpoint.Restart();
    }

    /// <summary>What must be the same for a state to be gone on with. Rates and limits may change; the bits are then those of another training.</summary>
    private string Settings()
    {
        using var weights = new DataFingerprint();
        foreach ((string name, TensorShape shape) in _trainer.TrainedShapes)
            weights.Add($"{name} {shape}");
        using var format = new DataFingerprint();
        string seen = format.Add($"{_format.Preprocessing}").End();
        return $"{_graph.Name} for {_format.Channels}×{_format.Height}×{_format.Width} ({seen}) with {_trainer.ParameterCount} weights ({weights.End()}), data {_data.Training.Fingerprint}, "
            + $"validation {_data.Validation?.Fingerprint ?? "none"}, batch {_training.BatchSize}, {_training.Optimizer.GetType().Name}, average {Invariant(_training.AverageDecay)}, seed {_options.Seed}";
    }

    private static string Invariant(float? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
}
