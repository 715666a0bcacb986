using System.Globalization;
using CnnVulkan.Demo.Sources.Video;

namespace CnnVulkan.Demo.Sources.Cameras;

/// <summary>A camera of this machine, looked for anew each time it is opened: plugged in again, it may have another number.</summary>
/// <param name="which">
/// Its place in the list, its device, its name or a part of it; nothing for the first. With + before it, the place is counted on from the
/// list's beginning where it ends: to go through all cameras without knowing how many there are.
/// </param>
/// <param name="system">Where to look.</param>
internal sealed class CameraInput(string which, CameraSystem system) : VideoInput
{
    private volatile CameraDevice? _found;

    public override string Name => _found?.Name ?? (which.Length == 0 || which[0] == '+' ? "camera" : $"camera {which}");

    public override bool IsLive => true;

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(FfmpegProgram program, Pacing pacing)
    {
        IReadOnlyList<CameraDevice> cameras = system.List(program);
        _found = Choose(cameras) ?? throw new SourceException(cameras.Count == 0
            ? $"No camera was found. {system.WhereToLook}"
            : $"There is no camera '{which}'. There are: {string.Join(", ", cameras.Select((c, i) => $"camera:{i} ({c.Name})"))}.");
        return system.WaysToOpen(_found);
    }

    public override string Advice(string messages) => Choose(messages,
        "Unplug it and plug it in again, and try whether another program can use it.",
        ("Permission denied", system.HowToAllow),
        ("Operation not permitted", system.HowToAllow),
        ("not authorized", system.HowToAllow),
        ("resource busy", "Another program uses the camera: close it."),
        ("already in use", "Another program uses the camera: close it."),
        ("Could not run graph", "Another program uses the camera: close it."),
        ("No such device", system.WhereToLook),
        ("No such file", system.WhereToLook),
        ("Inappropriate ioctl", "The device is no camera: choose another."),
        ("Not a video capture device", "The device gives no pictures: choose another."));

    private CameraDevice? Choose(IReadOnlyList<CameraDevice> cameras)
    {
        if (which.Length == 0)
            return cameras.FirstOrDefault();
        bool isRound = which[0] == '+';
        if (int.TryParse(which.AsSpan(isRound ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out int place))
            return isRound && cameras.Count > 0 ? cameras[place % cameras.Count] : cameras.ElementAtOrDefault(place);
        // A device that the list leaves out may be named all the same: it is a person who asks.
        return cameras.FirstOrDefault(c => c.Id == which)
            ?? (Path.IsPathRooted(which) && File.Exists(which) ? new CameraDevice(which, which) : null)
            ?? cameras.FirstOrDefault(c => c.Name.Contains(which, StringComparison.OrdinalIgnoreCase));
    }
}
