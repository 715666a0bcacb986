using CnnVulkan.Dispatching;

namespace CnnVulkan.Engine;

/// <summary>Has views draw what a run has left, when the frame's budget allows, and knows what that takes.</summary>
internal sealed class ViewPainter(NetworkViews views)
{
    private PaintClock? _clock;

    /// <summary>Whether a run was recorded that is not drawn yet: nobody may compute over what it has left.</summary>
    public bool MustDraw { get; set; }

    /// <summary>Makes ready for a network.</summary>
    public void MakeReady(VisionHost host) => _clock ??= host.MakeClock();

    /// <summary>Takes in how long it took in frames that have finished.</summary>
    public void Collect(long finished) => _clock!.Collect(finished);

    /// <summary>Whether what is left of a frame is enough.</summary>
    public bool Fits(FrameBudget budget) => budget.Allows(_clock!.Milliseconds);

    /// <summary>Has all views draw.</summary>
    public void Draw(in VisionFrame frame, LoadedNetwork network, FrameBudget budget)
    {
        MustDraw = false;
        _clock!.Begin(frame.CommandBuffer, frame.Number);
        views.Record(frame, network);
        _clock.End(frame.CommandBuffer);
        budget.Spend(_clock.Milliseconds);
    }

    /// <summary>Frames behind one were dropped.</summary>
    public void Abandon(long finished)
    {
        MustDraw = false;
        _clock?.Abandon(finished);
    }

    /// <summary>Frees what it holds when no frame uses it.</summary>
    public void Retire(VisionHost host)
    {
        if (_clock is not null)
            host.Retire(_clock);
        (_clock, MustDraw) = (null, false);
    }

    /// <summary>Frees it now.</summary>
    public void Detach()
    {
        _clock?.Dispose();
        (_clock, MustDraw) = (null, false);
    }
}
