using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace CnnVulkan.Vulkan;

/// <summary>Collects what the validation layers say. Drivers report from any thread.</summary>
internal sealed class ValidationLog(ILogger logger)
{
    // A broken frame loop would fill the memory; the first messages are the ones that matter.
    private const int Most = 1000;

    private readonly object _lock = new();
    private ImmutableList<string> _messages = ImmutableList<string>.Empty;

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_lock)
                return _messages;
        }
    }

    public void Add(string message)
    {
        lock (_lock)
        {
            if (_messages.Count < Most)
                _messages = _messages.Add(message);
        }
        logger.LogError("Vulkan validation: {Message}", message);
    }
}
