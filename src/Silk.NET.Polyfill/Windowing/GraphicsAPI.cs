namespace Silk.NET.Windowing;

/// <summary>The graphics API that a window is made for.</summary>
internal struct GraphicsAPI
{
    public GraphicsAPI(ContextAPI api, APIVersion apiVersion)
        : this(api, ContextProfile.Core, ContextFlags.Default, apiVersion)
    {
    }

    public GraphicsAPI(ContextAPI api, ContextProfile profile, ContextFlags flags, APIVersion apiVersion) =>
        (API, Profile, Flags, Version) = (api, profile, flags, apiVersion);

    public static GraphicsAPI None => new(ContextAPI.None, ContextProfile.Core, ContextFlags.Default, new APIVersion(0, 0));

    public static GraphicsAPI DefaultVulkan => new(ContextAPI.Vulkan, ContextProfile.Core, ContextFlags.Default, new APIVersion(1, 0));

    public ContextAPI API { get; set; }

    public ContextFlags Flags { get; set; }

    public ContextProfile Profile { get; set; }

    public APIVersion Version { get; set; }
}
