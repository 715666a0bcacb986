using System.Diagnostics;
using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Completes the tasks of those who await the GPU: one thread for a device, made when the first of them comes, so that none of the pool's
/// waits. Thread-safe.
/// </summary>
internal sealed class CompletionWatch : IDisposable
{
    /// <summary>How long the thread waits for a submission before it looks whether something else has finished.</summary>
    private const ulong LookNanoseconds = 5_000_000;

    private readonly object _lock = new();
    private readonly List<Awaited> _awaited = [];
    private Thread? _thread;
    private bool _disposed;

    /// <summary>A task that ends when something is done.</summary>
    /// <param name="isDone">Whether it is; never waits.</param>
    /// <param name="submission">The submission that it waits for; null where only asking tells.</param>
    /// <param name="take">Makes the result, once it is done, even if nobody waits any more.</param>
    /// <param name="cancellation">Ends the task.</param>
    /// <param name="release">Frees what <paramref name="take"/> would have, where it comes to nothing; or null.</param>
    public Task<T> When<T>(
        Func<bool> isDone, (GpuTimeline Timeline, ulong Number)? submission, Func<T> take, CancellationToken cancellation, Action? release = null)
    {
        var awaited = new Awaited<T>(isDone, submission, take, release);
        lock (_lock)
        {
            if (_disposed)
                throw new ObjectDisposedException(nameof(VisionDevice));
            _awaited.Add(awaited);
            if (_thread is null)
            {
                _thread = new Thread(Watch) { IsBackground = true, Name = "CnnVulkan completions" };
                _thread.Start();
            }
            Monitor.Pulse(_lock);
        }
        if (cancellation.CanBeCanceled)
            awaited.CancelWith(cancellation);
        return awaited.Task;
    }

    /// <summary>Ends the thread; tasks that are not complete fail.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            thread = _thread;
            Monitor.Pulse(_lock);
        }
        thread?.Join();
        foreach (Awaited awaited in _awaited)
            awaited.Fail(new ObjectDisposedException(nameof(VisionDevice)));
        _awaited.Clear();
    }

    private void Watch()
    {
        var now = new List<Awaited>();
        while (true)
        {
            now.Clear();
            lock (_lock)
            {
                while (_awaited.Count == 0 && !_disposed)
                    Monitor.Wait(_lock);
                if (_disposed)
                    return;
                now.AddRange(_awaited);
            }
            if (!Complete(now))
                Pause(now);
        }
    }

    /// <summary>Completes what is done; whether there was any.</summary>
    private bool Complete(List<Awaited> now)
    {
        bool any = false;
        foreach (Awaited awaited in now)
        {
            if (!awaited.TryComplete())
                continue;
            any = true;
            lock (_lock)
                _awaited.Remove(awaited);
        }
        return any;
    }

    private static void Pause(List<Awaited> now)
    {
        // A queue finishes submissions in their order, so the first is the one to wait for.
        foreach (Awaited awaited in now)
        {
            if (awaited.Submission is not { } submission)
                continue;
            try
            {
                submission.Timeline.Wait(submission.Number, LookNanoseconds);
            }
            catch (VulkanException)
            {
                // Whoever asks whether it is done gets the same error.
                Thread.Sleep(1);
            }
            return;
        }
        Thread.Sleep(1);
    }

    private abstract class Awaited((GpuTimeline Timeline, ulong Number)? submission)
    {
        public (GpuTimeline Timeline, ulong Number)? Submission { get; } = submission;

        /// <summary>Completes the task if what it waits for is done, or can never be.</summary>
        public abstract bool TryComplete();

        public abstract void Fail(Exception error);
    }

    private sealed class Awaited<T>(Func<bool> isDone, (GpuTimeline Timeline, ulong Number)? submission, Func<T> take, Action? release) : Awaited(submission)
    {
        private readonly Stopwatch _since = Stopwatch.StartNew();
        // Whoever awaits goes on elsewhere: this thread has others to serve.
        private readonly TaskCompletionSource<T> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration _registration;

        public Task<T> Task => _task.Task;

        public void CancelWith(CancellationToken cancellation)
            => _registration = cancellation.Register(() => _task.TrySetCanceled(cancellation));

        public override bool TryComplete()
        {
            bool isTaken = false;
            try
            {
                if (!isDone())
                {
                    if (Submission is not { } submission || _since.Elapsed.TotalSeconds * 1e9 < submission.Timeline.Patience)
                        return false;
                    throw new DeviceLostException($"waiting for a run (no answer for {_since.Elapsed.TotalSeconds:0} s)");
                }
                isTaken = true;
                _task.TrySetResult(take());
            }
            catch (Exception error)
            {
                if (!isTaken)
                    release?.Invoke();
                _task.TrySetException(error);
            }
            _registration.Dispose();
            return true;
        }

        public override void Fail(Exception error)
        {
            release?.Invoke();
            _task.TrySetException(error);
            _registration.Dispose();
        }
    }
}
