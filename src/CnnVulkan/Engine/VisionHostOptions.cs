namespace CnnVulkan;

/// <summary>How a <see cref="VisionHost"/> runs. Everything has a default.</summary>
public sealed record VisionHostOptions
{
    /// <summary>GPU time of a frame that networks may take; null for what suits the device: 3 ms of a GPU, 25 ms of a CPU driver, whose drawing is slow anyway.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The queue that frames go to, by its place in <see cref="BorrowedHandles.Queues"/>.</summary>
    public int Queue { get; init; }

    /// <summary>
    /// Frames that results are held back, at least: where what is shown must be the same however fast the GPU is, in recordings for example, as many as the host
    /// has in flight. 0: they come as soon as they are there.
    /// </summary>
    public int Latency { get; init; }

    /// <summary>
    /// Whether frames wait for networks that are loaded or made ready for pictures of another size: where what is shown must be the same however long that
    /// takes. Off: frames go on, without new results meanwhile.
    /// </summary>
    public bool WaitsForNetworks { get; init; }
}
