namespace CnnVulkan.Demo.App;

/// <summary>Pixels per layout unit where nothing says how large a display's pixels are.</summary>
internal static class LayoutScale
{
    /// <summary>Panels are laid out for 720 to 1200 lines; displays of more have smaller pixels.</summary>
    public static float For(int height) => height switch
    {
        >= 2000 => 2,
        >= 1400 => 1.5f,
        _ => 1,
    };
}
