namespace CnnVulkan;

/// <summary>Whether the network that was asked for last is there.</summary>
public enum NetworkState
{
    /// <summary>None was asked for.</summary>
    None,

    /// <summary>It is being loaded; the one before goes on.</summary>
    Loading,

    /// <summary>It runs.</summary>
    Ready,

    /// <summary>It could not be loaded; the one before goes on. <see cref="FrameNetwork.Error"/> says why.</summary>
    Failed,
}
