namespace CnnVulkan;

/// <summary>A queue of a host's device.</summary>
public sealed record BorrowedQueue
{
    /// <summary>The index of its family; the family computes.</summary>
    public int FamilyIndex { get; init; }

    /// <summary>Its index in the family.</summary>
    public int Index { get; init; }

    /// <summary>The <c>VkQueue</c>; 0 to have it looked up by family and index.</summary>
    public nint Handle { get; init; }

    /// <summary>
    /// Runs a submission under the host's lock: Vulkan wants one thread at a time on a queue, for submitting, presenting and waiting until it is idle. Called with the submission, which must
    /// run before it returns, on whatever thread. Null: a lock of the <see cref="VisionDevice"/>, enough where nothing else uses
    /// this queue while workers are made, run or read.
    /// </summary>
    public Action<Action>? Submission { get; init; }
}
