namespace CnnVulkan.Demo.App;

/// <summary>What the demo asks of the window it runs in.</summary>
internal interface IDemoHost
{
    /// <summary>Stops time, or lets it go on; tells which.</summary>
    bool TogglePause();

    /// <summary>Lets the scene's time go on by one frame while it stands.</summary>
    void SingleStep();

    void ToggleFullscreen();

    /// <summary>Makes text and panels larger or smaller by a factor.</summary>
    void Zoom(float factor);

    /// <summary>Writes the frame to a file when it is drawn.</summary>
    void Screenshot();

    void Quit();
}
