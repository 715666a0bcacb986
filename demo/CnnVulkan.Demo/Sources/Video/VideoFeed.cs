namespace CnnVulkan.Demo.Sources.Video;

/// <summary>Keeps an ffmpeg running that delivers an input's frames, and starts it again when they stop coming.</summary>
/// <remarks>One thread of its own reads; it is not in the way of whoever takes frames, opens or stops it.</remarks>
internal sealed class VideoFeed : IDisposable
{
    private readonly VideoInput _input;
    private readonly VideoOptions _options;
    private readonly FrameMailbox _mailbox;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly Watchdog _watchdog;
    private volatile Availability _state;
    private FfmpegProcess? _running;
    private long _frames;

    public VideoFeed(VideoInput input, VideoOptions options)
    {
        (_input, _options) = (input, options);
        _mailbox = new FrameMailbox(options.Pacing);
        _state = Availability.Waiting($"Opening {input.Name} …");
        _watchdog = new Watchdog(End);
        _thread = new Thread(Run) { IsBackground = true, Name = "video " + input.Name };
        _thread.Start();
    }

    /// <summary>What a person calls the input.</summary>
    public string Name => _input.Name;

    /// <summary>How it is doing.</summary>
    public Availability State => _state;

    /// <summary>The number of the running ffmpeg; 0 while there is none.</summary>
    internal int ProcessId
    {
        get
        {
            lock (_gate)
                return _running?.Id ?? 0;
        }
    }

    /// <summary>Whether its thread runs.</summary>
    internal bool IsAlive => _thread.IsAlive;

    /// <summary>The next frame, which stays as it is until the next call; null if there is no new one. See <see cref="FrameMailbox.Take"/>.</summary>
    public PixelFrame? Take() => _mailbox.Take();

    /// <summary>Kills the process, and lets the thread end by itself in a moment. Never waits: it is for a thread that draws.</summary>
    public void Stop()
    {
        _stop.Set();
        _mailbox.Close();
        End();
    }

    /// <summary>Stops, and waits until process and thread are gone.</summary>
    public void Dispose()
    {
        Stop();
        _thread.Join();
    }

    private void Run()
    {
        using (_watchdog)
            KeepPlaying();
    }

    private void KeepPlaying()
    {
        var delay = new RetryDelay(_options.FirstRetry, _options.LongestRetry);
        while (!_stop.IsSet)
        {
            PlayResult result = TryAll();
            if (_stop.IsSet)
                return;
            if (result.Frames > 0)
                delay.Reset();
            if (!_input.IsLive && result is { IsWhole: true, Frames: > 0 })
            {
                // Some files cannot be wound back by ffmpeg itself. One frame alone needs no repeating.
                if (result.Frames > 1)
                    continue;
                _mailbox.RunDry();
                return;
            }
            TimeSpan wait = delay.Next();
            Fail(result, isFresh: result.Frames > 0);
            if (!_input.IsLive)
                return;
            _stop.Wait(wait);
        }
    }

    private PlayResult TryAll()
    {
        try
        {
            PlayResult result = default;
            FfmpegProgram program = FfmpegProgram.Find(_options.SearchPath);
            foreach (IReadOnlyList<string> way in _input.WaysToOpen(program, _options.Pacing))
            {
                result = Play(program, way);
                if (result.Frames > 0 || _stop.IsSet)
                    break;
            }
            return result;
        }
        catch (SourceException failure)
        {
            return new PlayResult(0, false, failure.Message);
        }
    }

    private PlayResult Play(FfmpegProgram program, IReadOnlyList<string> way)
    {
        using FfmpegProcess? process = Start(program, way);
        if (process is null)
            return default;
        long before = _frames;
        string? trouble = null;
        try
        {
            Read(new PamReader(process.Output));
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            trouble = failure.Message;
            process.Kill();
        }
        finally
        {
            _watchdog.Rest();
        }
        int exitCode = process.WaitForEnd(out string[] messages);
        lock (_gate)
            _running = null;
        bool isWhole = exitCode == 0 && trouble is null && !_watchdog.HasBitten;
        return new PlayResult(_frames - before, isWhole, isWhole ? "" : Reason(trouble, messages));
    }

    private FfmpegProcess? Start(FfmpegProgram program, IReadOnlyList<string> way)
    {
        var process = new FfmpegProcess(program, FfmpegArguments.Build(program, way, _options), "log " + _input.Name);
        lock (_gate)
        {
            if (!_stop.IsSet)
            {
                _watchdog.Watch(_options.OpenLimit);
                return _running = process;
            }
        }
        process.Dispose();
        return null;
    }

    private void Read(PamReader reader)
    {
        while (reader.Read(_mailbox.Writing))
        {
            _watchdog.Rest();
            _mailbox.Writing.Number = _frames++;
            // Ready before the frame is there: whoever takes it must not find the source waiting.
            if (_state.Phase != Phase.Ready)
                _state = Availability.Ready;
            if (!_mailbox.Publish())
                return;
            _watchdog.Watch(_options.StallLimit);
        }
    }

    private void End()
    {
        lock (_gate)
            _running?.Kill();
    }

    private void Fail(PlayResult result, bool isFresh)
    {
        string reason = result.Reason.Length > 0 ? result.Reason
            : $"{_input.Name} {(isFresh ? "has ended" : "has no pictures")}. {_input.Advice("")}";
        string message = _input.IsLive ? reason + " It is tried again by itself." : reason;
        // Just lost it may come back in a moment; a source that does not is a failure.
        _state = isFresh && _input.IsLive ? Availability.Waiting(message) : Availability.Failed(message);
        if (!isFresh || !_input.IsLive)
            _mailbox.RunDry();
    }

    private string Reason(string? trouble, string[] messages)
    {
        string[] readable = [.. messages.Select(_input.Readable)];
        string said = readable.Length > 0 ? LastWords(readable) : trouble ?? "ffmpeg ended without a word";
        return _watchdog.HasBitten
            ? $"{_input.Name} has sent nothing for {_watchdog.Limit.TotalSeconds:0} s. {_input.Advice("timed out")}"
            : $"{_input.Name} cannot be read: {said}. {_input.Advice(string.Join('\n', readable))}";
    }

    /// <summary>The last two lines; the last alone where it only repeats the reason: "open: No such file", then "NAME: No such file".</summary>
    private string LastWords(string[] messages)
    {
        string[] last = [.. messages.TakeLast(2).Select(m => m.StartsWith(_input.Name + ": ", StringComparison.Ordinal) ? m[(_input.Name.Length + 2)..] : m)];
        return last.Length == 2 && !last[0].EndsWith(last[1], StringComparison.Ordinal) ? string.Join("; ", last) : last[^1];
    }
}
