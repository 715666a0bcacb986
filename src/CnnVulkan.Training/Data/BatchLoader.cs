using System.Runtime.ExceptionServices;

namespace CnnVulkan.Training;

/// <summary>
/// Makes batches ahead of their use, on threads of its own, into memory that is used again: while training nothing is allocated per step. What is in a
/// batch depends on data, options, epoch and step alone: not on threads, and not on where a training was resumed. Used by one thread.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    private readonly ILabelledData _data;
    private readonly BatchFormat _format;
    private readonly BatchOptions _options;
    private readonly LabelledBatch[] _ring;
    // Which batch lies in each place of the ring; -1 while it is made.
    private readonly long[] _ready;
    // The orders of the epochs that batches in the ring may be of: one batch may be an epoch.
    private readonly (int Epoch, int[]? Order)[] _orders;
    private readonly Thread[] _threads;
    private readonly CancellationTokenRegistration _registration;
    private readonly object _lock = new();
    private readonly long _end;
    // The batch that the caller holds, or waits for: what lies before it may be overwritten.
    private long _inUse;
    private long _nextToMake, _next;
    private Exception? _failure;
    private bool _stopped;

    /// <summary>Begins to make batches.</summary>
    /// <param name="data">The pictures; must outlive this.</param>
    /// <param name="format">What the network is fed.</param>
    /// <param name="options">Which batches.</param>
    /// <exception cref="TrainingDataException">There are no pictures, or while training fewer than a batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options cannot be.</exception>
    public BatchLoader(ILabelledData data, BatchFormat format, BatchOptions options)
    {
        (_data, _format, _options) = (data, format, options);
        int threads = options.Threads ?? Math.Clamp(Environment.ProcessorCount - 1, 1, 8), ring = options.Ring ?? threads + 2;
        if (options.BatchSize < 1 || threads < 1 || ring < 2 || options.FirstEpoch < 0 || options.FirstStep < 0)
            throw new ArgumentOutOfRangeException(nameof(options), $"Batches of {options.BatchSize}, {threads} threads, a ring of {ring} and step {options.FirstEpoch}/{options.FirstStep}: at least 1, 1, 2 and 0/0 are needed.");
        StepsPerEpoch = options.Training ? data.Count / options.BatchSize : (data.Count + options.BatchSize - 1) / options.BatchSize;
        if (StepsPerEpoch == 0)
            throw new TrainingDataException(data.Count == 0 ? "There are no pictures." : $"There are {data.Count} pictures, fewer than the {options.BatchSize} of one batch. Use smaller batches, or more pictures.");
        if (options.FirstStep > StepsPerEpoch)
            throw new ArgumentOutOfRangeException(nameof(options), $"An epoch has {StepsPerEpoch} steps; it cannot begin at step {options.FirstStep}.");
        _end = options.Training ? long.MaxValue : StepsPerEpoch;
        _nextToMake = options.Training ? (long)options.FirstEpoch * StepsPerEpoch + options.FirstStep : options.FirstStep;
        _inUse = _next = _nextToMake;
        _ring = [.. Enumerable.Range(0, ring).Select(_ => new LabelledBatch(options.BatchSize, format, data.Classes.Count))];
        _ready = [.. Enumerable.Repeat(-1L, ring)];
        _orders = [.. Enumerable.Repeat((-1, (int[]?)null), ring + 1)];
        _registration = options.Cancellation.Register(Stop);
        _threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(Make) { IsBackground = true, Name = $"batches {i}" })];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Batches per epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Waits for the next batch. The one before may be filled anew from now on.</summary>
    /// <param name="batch">The batch; null at the end of an evaluation.</param>
    /// <returns>Whether there is one: always, while training.</returns>
    /// <exception cref="TrainingDataException">A picture could not be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LabelledBatch? batch)
    {
        batch = null;
        lock (_lock)
        {
            _inUse = _next;
            Monitor.PulseAll(_lock);
            if (_next >= _end)
                return false;
            int place = (int)(_next % _ring.Length);
            while (_ready[place] != _next)
            {
                if (_failure is not null)
                    ExceptionDispatchInfo.Capture(_failure).Throw();
                _options.Cancellation.ThrowIfCancellationRequested();
                if (_stopped)
                    throw new ObjectDisposedException(nameof(BatchLoader));
                Monitor.Wait(_lock);
            }
            _next++;
            batch = _ring[place];
            return true;
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        Stop();
        _registration.Dispose();
        foreach (Thread thread in _threads)
            thread.Join();
    }

    private void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.PulseAll(_lock);
        }
    }

    private void Make()
    {
        try
        {
            var maker = new BatchMaker(_data, _format, _options);
            while (Take() is { } number)
            {
                int epoch = (int)(number / StepsPerEpoch), step = (int)(number % StepsPerEpoch), place = (int)(number % _ring.Length);
                maker.Fill(_ring[place], epoch, step, OrderOf(epoch));
                lock (_lock)
                {
                    _ready[place] = number;
                    Monitor.PulseAll(_lock);
                }
            }
        }
        catch (Exception failure)
        {
            lock (_lock)
            {
                _failure ??= failure;
                _stopped = true;
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>The number of the next batch to make, once there is a place for it; null at the end.</summary>
    private long? Take()
    {
        lock (_lock)
        {
            long number = _nextToMake++;
            while (!_stopped && number < _end && number >= _inUse + _ring.Length)
                Monitor.Wait(_lock);
            return _stopped || number >= _end ? null : number;
        }
    }

    private ReadOnlySpan<int> OrderOf(int epoch)
    {
        lock (_orders)
        {
            ref (int Epoch, int[]? Order) order = ref _orders[epoch % _orders.Length];
            if (order.Epoch != epoch || order.Order is null)
            {
                order.Order ??= new int[_data.Count];
                order.Epoch = epoch;
                if (_options.Training)
                    EpochOrder.Shuffle(_options.Seed, epoch, order.Order);
                else
                    for (int i = 0; i < order.Order.Length; i++)
                        order.Order[i] = i;
            }
            return order.Order;
        }
    }
}
