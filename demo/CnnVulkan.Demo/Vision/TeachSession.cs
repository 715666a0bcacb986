using System.Collections.Immutable;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Training;
using Silk.NET.Vulkan;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// Teaches the network that runs classes of one's own: while it does, it looks in the place of <see cref="VisionSession"/>, and trains in what
/// the frame's budget leaves. Made ready off the render thread. For the render thread.
/// </summary>
internal sealed class TeachSession(GraphicsDevice device, TimeSpan budget) : IDisposable
{
    private Task<TeachableClassifier>? _making;
    private TeachableClassifier? _teacher;
    private readonly List<VisionResult> _results = [];
    private readonly RunRate _rate = new();
    private string? _full;
    private PreparedImage? _picture;

    /// <summary>Whether a network is being taught, or made ready for it.</summary>
    public bool IsOn => _making is not null || _teacher is not null;

    /// <summary>Whether it looks and learns.</summary>
    public bool IsReady => _teacher is not null;

    /// <summary>The class that is shown now; null for none.</summary>
    public string? Shown { get; set; }

    /// <summary>The classes taught so far.</summary>
    public IReadOnlyList<TaughtClass> Classes => _teacher?.Classes ?? [];

    /// <summary>Whether there is something that it is still learning.</summary>
    public bool IsTraining => _teacher is { IsTraining: true };

    /// <summary>How many steps it has trained.</summary>
    public long Steps => _teacher?.Steps ?? 0;

    /// <summary>Begins to make a network ready to be taught.</summary>
    /// <param name="model">The network.</param>
    /// <param name="precision">How it stores real numbers.</param>
    /// <param name="picture">The size of the pictures to come.</param>
    public void Begin(Model model, Precision precision, (int Width, int Height) picture)
    {
        if (IsOn)
            return;
        var options = new TeachableOptions { FramesInFlight = FrameContext.FramesInFlight, Precision = precision };
        _making = Task.Run(() =>
        {
            var teacher = new TeachableClassifier(model, device.Vision, options);
            // What pictures need is compiled and allocated here, not in a frame.
            teacher.Converter.PrepareSize(picture.Width, picture.Height);
            return teacher;
        });
    }

    /// <summary>Takes what was made ready meanwhile; returns why it could not be, where that is so.</summary>
    /// <param name="wait">Whether to wait for it.</param>
    public string? Take(bool wait = false)
    {
        if (_making is null || (!wait && !_making.IsCompleted))
            return null;
        Task<TeachableClassifier> making = _making;
        _making = null;
        try
        {
            _teacher = making.GetAwaiter().GetResult();
            return null;
        }
        catch (CnnVulkanException error)
        {
            return error.Message;
        }
    }

    /// <summary>Records this frame's part: a look at the picture, and training.</summary>
    public void Record(FrameContext frame, GraphicsImage picture)
    {
        if (_teacher is not { } teacher)
            return;
        Name(teacher);
        _picture ??= new PreparedImage(device, teacher.Converter.Prepare, teacher.Converter.Forget);
        long looks = teacher.Looks;
        if (teacher.Record(frame.Commands.Handle, _picture.Of(picture), budget))
            _rate.Add(frame.Seconds);
        if (teacher.Looks > looks)
            _results.Add(new VisionResult(frame.Number - FrameContext.FramesInFlight, 0, Truth: null, teacher.Predictions, teacher.LastGpuTime.TotalMilliseconds));
    }

    /// <summary>Results that have come back since the last call, the oldest first.</summary>
    public IReadOnlyList<VisionResult> Poll()
    {
        if (_results.Count == 0)
            return [];
        VisionResult[] taken = [.. _results];
        _results.Clear();
        return taken;
    }

    /// <summary>Writes what was taught into a folder.</summary>
    /// <exception cref="TeachingException">Fewer than two classes were taught.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string folder) => _teacher?.Save(folder);

    /// <summary>Forgets all classes.</summary>
    public void Clear()
    {
        _teacher?.Clear();
        _full = null;
    }

    /// <summary>Ends teaching; what frames in flight use goes when they have finished.</summary>
    public void End()
    {
        // What is still being made is not waited for.
        _making?.ContinueWith(static made => made.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
        if (_teacher is not null)
            device.Retire(_teacher);
        (_making, _teacher, _picture, Shown, _full) = (null, null, null, null, null);
        _results.Clear();
        _rate.Clear();
    }

    /// <summary>The GPU must have finished all frames.</summary>
    public void Dispose()
    {
        Take(wait: true);
        _teacher?.Dispose();
        _teacher = null;
    }

    /// <summary>Tells the teacher what is shown; one class more than it has room for is not taught.</summary>
    private void Name(TeachableClassifier teacher)
    {
        if (Shown is null || Shown == _full)
        {
            teacher.Recording = null;
            return;
        }
        try
        {
            teacher.Recording = Shown;
        }
        catch (TeachingException)
        {
            _full = Shown;
            teacher.Recording = null;
        }
    }
}
