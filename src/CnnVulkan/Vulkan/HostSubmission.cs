using Silk.NET.Vulkan;

namespace CnnVulkan.Vulkan;

/// <summary>A submission handed to a host that runs it under its own lock. One per thread, used again: a frame allocates nothing.</summary>
internal sealed unsafe class HostSubmission
{
    [ThreadStatic]
    private static HostSubmission? _ofThread;

    private readonly Action _submit;
    private Vk? _api;
    private Queue _queue;
    private SubmitInfo* _info;
    private Fence _fence;
    private Result? _result;

    private HostSubmission() => _submit = Submit;

    /// <summary>Hands a submission to the host.</summary>
    /// <returns>What the host threw although the submission was made: whoever counts submissions counts it first.</returns>
    /// <exception cref="InvalidOperationException">The host returned without running the submission.</exception>
    /// <exception cref="VulkanException">The submission failed, whatever the host made of that.</exception>
    public static Exception? Run(Action<Action> host, Vk api, Queue queue, SubmitInfo* info, Fence fence)
    {
        HostSubmission submission = _ofThread ??= new HostSubmission();
        (submission._api, submission._queue, submission._fence, submission._result) = (api, queue, fence, null);
        submission._info = info;
        try
        {
            host(submission._submit);
            if (submission._result is not { } result)
                throw new InvalidOperationException("BorrowedQueue.Submission returned without running the submission it was given. It must run it first.");
            // The host may have caught what the submission threw.
            result.Check("vkQueueSubmit");
            return null;
        }
        catch (Exception error) when (submission._result == Result.Success)
        {
            return error;
        }
        finally
        {
            submission._info = null;
        }
    }

    /// <summary>May run on another thread; the calling one waits meanwhile.</summary>
    private void Submit()
    {
        SubmitInfo* info = _info;
        if (info == null)
            throw new InvalidOperationException("BorrowedQueue.Submission ran a submission twice, or after it had returned.");
        _info = null;
        Result result = _api!.QueueSubmit(_queue, 1, info, _fence);
        _result = result;
        result.Check("vkQueueSubmit");
    }
}
