using CnnVulkan.Dispatching;
using CnnVulkan.Graphs;

namespace CnnVulkan;

/// <summary>How a worker runs a network. Everything has a default.</summary>
public sealed record WorkerOptions
{
    /// <summary>How real numbers are stored on the GPU.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>The extent of a first dimension that the model leaves open.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Shapes of inputs that the model leaves open elsewhere; else they come from the first tensor that is set.</summary>
    public IReadOnlyDictionary<string, TensorShape>? InputShapes { get; init; }

    /// <summary>Intermediate values to keep, so that they can be read like outputs.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>
    /// Outputs, or values of <see cref="Keep"/>, that every run copies to where the CPU reads them: see <see cref="VisionRun.TryRead(string, Span{float})"/>. The
    /// copies are part of the run, so nobody asks for them and nobody waits.
    /// </summary>
    public IReadOnlyList<string> Readback { get; init; } = [];

    /// <summary>
    /// How many runs are kept apart: one more than a host's frames in flight at least, so that the newest that is done is still there while they run. Inputs and results of so many are kept apart; asked
    /// about an older one, a <see cref="VisionRun"/> says that it has expired.
    /// </summary>
    public int RunsInFlight { get; init; } = 4;

    /// <summary>Whether nodes are folded and fused; off, every node runs as the file has it.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>
    /// Which of the device's queues all its work goes to, by its place in <see cref="BorrowedHandles.Queues"/>: a queue for computing alone runs
    /// beside drawing where the GPU can. What is recorded into a host's command buffers must be submitted to this queue.
    /// </summary>
    public int Queue { get; init; }

    /// <summary>Whether each dispatch is timed: see <see cref="Worker.Profile"/>.</summary>
    public bool Profile { get; init; }

    /// <summary>
    /// Memory that workers share of which none begins a run before the one before has ended, on one queue; null for memory of their own. What such a worker
    /// computes holds until any of them runs.
    /// </summary>
    internal ArenaPool? Arenas { get; init; }

    /// <summary>An input's shape as far as these and the model say; null where it is open.</summary>
    internal TensorShape? ShapeOf(GraphInput input)
    {
        if (InputShapes is not null && InputShapes.TryGetValue(input.Name, out TensorShape? given))
            return given;
        if (input.Dimensions.IsDefault || input.Dimensions.Skip(1).Any(d => d is null))
            return null;
        return new TensorShape([.. input.Dimensions.Select(d => d ?? BatchSize)]);
    }

    /// <exception cref="ShapeException">A value to keep or to read back does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There can be no such number of runs.</exception>
    internal void Check(Graph graph)
    {
        if (Keep.FirstOrDefault(k => !graph.Nodes.Any(n => n.Outputs.Contains(k)) && graph.Inputs.All(i => i.Name != k)) is { } unknown)
            throw new ShapeException($"The network has no value '{unknown}' to keep.");
        if (Readback.FirstOrDefault(r => !graph.Outputs.Contains(r) && !Keep.Contains(r)) is { } unread)
            throw new ShapeException($"'{unread}' cannot be read back: it is neither an output ({string.Join(", ", graph.Outputs)}) nor kept. Name it in WorkerOptions.Keep too.");
        if (RunsInFlight < 1)
            throw new ArgumentOutOfRangeException(nameof(RunsInFlight), RunsInFlight, "WorkerOptions.RunsInFlight must be at least 1.");
    }
}
