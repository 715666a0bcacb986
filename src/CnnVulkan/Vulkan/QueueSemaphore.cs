namespace CnnVulkan;

/// <summary>A semaphore of a host that a submission waits for or signals.</summary>
/// <param name="Handle">The <c>VkSemaphore</c>.</param>
/// <param name="Value">The value of a timeline semaphore; 0 for a binary one.</param>
public readonly record struct QueueSemaphore(ulong Handle, ulong Value = 0);
