using System.Collections.Immutable;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Vision;

/// <summary>
/// Brings the few numbers of each run to the CPU when the GPU has finished the frame it ended in: the best classes, and the ranges of
/// the maps on show. Nothing waits.
/// </summary>
internal sealed class ResultReader(MapAtlas atlas)
{
    private readonly PendingResult?[] _pending = new PendingResult?[FrameContext.FramesInFlight];
    private readonly List<VisionResult> _arrived = [];
    private ValueRange[] _ranges = [];

    /// <summary>The best classes of the newest run that has come back.</summary>
    public ImmutableArray<Prediction> Predictions { get; private set; } = [];

    /// <summary>The ranges of the maps painted last that have come back.</summary>
    public IReadOnlyList<ValueRange> Ranges => _ranges;

    /// <summary>Records the way back of a run that ends in this frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="network">The network.</param>
    /// <param name="pictureVersion">The picture it looked at.</param>
    /// <param name="truth">What is on it, where that is known.</param>
    /// <param name="maps">How many maps are painted in this frame.</param>
    public void Record(FrameContext frame, VisionNetwork network, long pictureVersion, string? truth, int maps)
    {
        if (network.Setup.Classes > 0)
        {
            network.Probabilities[frame.Slot].Record(frame.Commands.Handle, network.Worker.PeekOutput(ClassifierHead.Probabilities));
            network.Indices[frame.Slot].Record(frame.Commands.Handle, network.Worker.PeekOutput(ClassifierHead.Indices));
        }
        _pending[frame.Slot] = new PendingResult(frame.Number, pictureVersion, truth, HasRun: true, maps);
    }

    /// <summary>Notes that maps are painted in this frame without a run.</summary>
    public void RecordRanges(FrameContext frame, int maps) => _pending[frame.Slot] = new PendingResult(frame.Number, 0, Truth: null, HasRun: false, maps);

    /// <summary>Reads what frames up to the given one have brought.</summary>
    public void Collect(long finished, VisionNetwork? network)
    {
        // The older frame first.
        for (int round = 0; round < _pending.Length; round++)
        {
            int oldest = -1;
            for (int slot = 0; slot < _pending.Length; slot++)
            {
                if (_pending[slot] is { } result && result.Frame <= finished && (oldest < 0 || result.Frame < _pending[oldest]!.Value.Frame))
                    oldest = slot;
            }
            if (oldest < 0 || network is null)
                return;
            Read(oldest, _pending[oldest]!.Value, network);
            _pending[oldest] = null;
        }
    }

    /// <summary>What has come since the last call.</summary>
    public IReadOnlyList<VisionResult> Take()
    {
        if (_arrived.Count == 0)
            return [];
        VisionResult[] taken = [.. _arrived];
        _arrived.Clear();
        return taken;
    }

    /// <summary>Forgets what is under way: the readbacks are another network's from now on.</summary>
    public void Forget() => Array.Clear(_pending);

    /// <summary>Forgets what came, too: it says nothing about the network that takes over.</summary>
    public void ForgetShown() => (Predictions, _ranges) = ([], []);

    private void Read(int slot, PendingResult result, VisionNetwork network)
    {
        if (result.Maps > 0)
            _ranges = atlas.Ranges(slot, result.Maps).ToArray();
        if (!result.HasRun)
            return;
        Predictions = network.Setup.Classes > 0 ? Best(network, slot) : [];
        _arrived.Add(new VisionResult(result.Frame, result.PictureVersion, result.Truth, Predictions, network.Worker.LastGpuTime.TotalMilliseconds));
    }

    private static ImmutableArray<Prediction> Best(VisionNetwork network, int slot)
    {
        float[] probabilities = network.Probabilities[slot].Read().ToFloatArray();
        int[] indices = network.Indices[slot].Read().ToInt32Array();
        Labels? labels = network.Setup.Model.Labels;
        return [.. indices.Select((index, i) => new Prediction(index, labels?[index] ?? $"{index}", probabilities[i]))];
    }
}
