using Microsoft.Extensions.Logging;

namespace CnnVulkan;

/// <summary>How to create a device. Everything has a default.</summary>
public sealed record VisionDeviceOptions
{
    /// <summary>
    /// The device's index, or part of its name in any case. Null: the environment variable <c>CNNVULKAN_DEVICE</c>, else the first
    /// discrete, integrated, virtual or CPU device, in this order.
    /// </summary>
    public string? Device { get; init; }

    /// <summary>
    /// Whether Vulkan's validation layers check every call, synchronisation included; slow. Null: whether the environment variable
    /// <c>CNNVULKAN_VALIDATION</c> is 1. See <see cref="VisionDevice.ValidationMessages"/>.
    /// </summary>
    public bool? Validation { get; init; }

    /// <summary>
    /// The folder in which compiled shaders are kept between runs; <c>off</c> for none. Null: the environment variable
    /// <c>CNNVULKAN_CACHE</c>, else a folder in the user's cache directory.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>
    /// Whether kernels are checked against known answers when a network is first made with them on a driver: some tenths of a second then, nothing
    /// ever after, because the cache directory remembers it; without one nothing is checked by itself. What an earlier check found is avoided either
    /// way. See <see cref="VisionDevice.Faults"/>.
    /// </summary>
    public bool SelfCheck { get; init; } = true;

    /// <summary>Hears about validation messages, damaged caches, and kernels that compute something wrong.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>For tests: nanoseconds after which waits for the GPU give up; null for the default.</summary>
    internal ulong? Patience { get; init; }

    /// <summary>For tests: SPIR-V to take for a shader and its variant instead of the library's own, or null for none.</summary>
    internal Func<string, string, byte[]?>? ShaderReplacement { get; init; }
}
