namespace CnnVulkan.Demo.Sources.Pictures;

/// <summary>Which of some pictures is to be seen, and its pixels, decoded on a thread of its own.</summary>
/// <remarks>A file that cannot be read is passed over in the direction of travel and mentioned; if none can, the show has failed.</remarks>
internal sealed class PictureShow : IDisposable
{
    private readonly IReadOnlyList<string> _files;
    private readonly Pacing _pacing;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private volatile Availability _state;
    private PixelFrame? _decoded;
    private int _wanted;
    private int _direction = 1;
    private bool _isAsked = true;
    private bool _isClosed;

    /// <param name="files">The pictures, in their order.</param>
    /// <param name="pacing">Whether <see cref="Take"/> waits for the picture that is wanted.</param>
    public PictureShow(IReadOnlyList<string> files, Pacing pacing)
    {
        (_files, _pacing) = (files, pacing);
        _state = Availability.Waiting($"Opening {Path.GetFileName(files[0])} …");
        _thread = new Thread(Run) { IsBackground = true, Name = "pictures" };
        _thread.Start();
    }

    /// <summary>How many pictures there are.</summary>
    public int Count => _files.Count;

    /// <summary>The place of the picture that is wanted, from 0.</summary>
    public int Index
    {
        get
        {
            lock (_gate)
                return _wanted;
        }
    }

    /// <summary>The name of the file at <see cref="Index"/>.</summary>
    public string FileName => Path.GetFileName(_files[Index]);

    /// <summary>How it goes.</summary>
    public Availability State => _state;

    /// <summary>Whether its thread runs.</summary>
    internal bool IsAlive => _thread.IsAlive;

    /// <summary>Goes forward (1) or back (-1), round at the ends.</summary>
    public void Move(int direction)
    {
        lock (_gate)
        {
            _direction = direction;
            _wanted = Step(_wanted, direction);
            _isAsked = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The pixels of a picture that was not taken yet; null if there are none. With <see cref="Pacing.EveryFrame"/> it waits for them.</summary>
    public PixelFrame? Take()
    {
        lock (_gate)
        {
            while (_pacing == Pacing.EveryFrame && _isAsked && !_isClosed)
                Monitor.Wait(_gate);
            PixelFrame? decoded = _decoded;
            _decoded = null;
            return decoded;
        }
    }

    /// <summary>Lets the thread end when it is done with the picture at hand. Never waits: it is for a thread that draws.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Stops, and waits until the thread is gone.</summary>
    public void Dispose()
    {
        Stop();
        _thread.Join();
    }

    private void Run()
    {
        while (NextWanted(out int wanted, out int direction))
        {
            string remark = "";
            PixelFrame? frame = null;
            int place = wanted;
            for (int tried = 0; frame is null && tried < _files.Count && IsStill(wanted); tried++)
            {
                if (tried > 0)
                    place = Step(place, direction);
                frame = Decode(_files[place], ref remark);
            }
            Finish(wanted, place, frame, remark);
        }
    }

    private bool NextWanted(out int wanted, out int direction)
    {
        lock (_gate)
        {
            while (!_isAsked && !_isClosed)
                Monitor.Wait(_gate);
            (wanted, direction) = (_wanted, _direction);
            return !_isClosed;
        }
    }

    private bool IsStill(int wanted)
    {
        lock (_gate)
            return !_isClosed && _wanted == wanted;
    }

    private static PixelFrame? Decode(string file, ref string remark)
    {
        try
        {
            return PictureDecoder.Load(file);
        }
        catch (SourceException failure)
        {
            remark = remark.Length == 0 ? failure.Message : remark;
            return null;
        }
    }

    private void Finish(int wanted, int place, PixelFrame? frame, string remark)
    {
        lock (_gate)
        {
            // Somebody went on meanwhile: what they want now is decoded next.
            if (_wanted != wanted)
                return;
            (_wanted, _isAsked) = (place, false);
            _decoded = frame;
            _state = frame is null ? Availability.Failed($"None of the {Count} pictures can be shown. {remark}")
                : remark.Length > 0 ? Availability.ReadyBut(remark)
                : Availability.Ready;
            Monitor.PulseAll(_gate);
        }
    }

    private int Step(int from, int direction) => (from + direction + _files.Count) % _files.Count;
}
