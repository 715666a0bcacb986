using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Sources;

/// <summary>Where the pictures come from that are shown and that the network looks at.</summary>
internal interface IFrameSource : IDisposable
{
    /// <summary>What a person calls it: the camera's name, the file's, the address.</summary>
    string Name { get; }

    /// <summary>Whether there are pictures, and if not, why. May change at any time; ask once per frame.</summary>
    Availability State { get; }

    /// <summary>Goes up whenever <see cref="Record"/> makes another picture; 0 before the first.</summary>
    long Version { get; }

    /// <summary>What the network is fed in place of the picture on show, made by the last <see cref="Record"/>; null where it is that picture.</summary>
    GraphicsImage? Fed => null;

    /// <summary>Records what makes the newest picture into the frame's commands.</summary>
    /// <returns>The picture, ready to be sampled after what was recorded, and owned by the source; null if there is none yet.
    /// It may be another image than last time: when a source's pictures change their size, so does the image.</returns>
    GraphicsImage? Record(FrameContext frame);
}
