using CnnVulkan.Engine;

namespace CnnVulkan;

/// <summary>
/// Draws where a classifier looks into an image of the host: the map of the class that leads, or of <see cref="Class"/>, as heat with opacity, to be laid over
/// <see cref="FrameNetwork.SeenPart"/> of the picture. 256×256 is enough: maps have 7 to 14. See <see cref="ClassActivationMap"/> for the networks that have one.
/// </summary>
public sealed class ClassHeatmap : PaintedView
{
    /// <summary>The class; -1 for the one that leads.</summary>
    public int Class
    {
        get => Network?.HeatClass ?? -1;
        set
        {
            if (Network is { } network)
                network.HeatClass = value;
        }
    }

    /// <summary>Whether it shows anything of the network that runs.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Why there is no map; empty where there is one.</summary>
    public string Reason => Network?.NoHeatReason ?? "There is no network.";

    internal override void Ask(NetworkNeeds needs) => needs.Heat = true;

    internal override bool IsServed(LoadedNetwork network) => network.Setup.Request.Needs.Heat;

    internal override void TakeOver(bool isOther) => IsShown &= !isOther;

    internal override bool Draw(in VisionFrame frame, LoadedNetwork network, in HostImage image)
    {
        if (!network.Setup.HasHeat)
            return false;
        Host!.Kernels.RecordHeat(
            frame.CommandBuffer, network.Picture(ClassActivationMap.Output), Paint.Ranges(Host), Paint.NextTurn(frame.Number, 1), Paint.Target(Host), image);
        return IsShown = true;
    }
}
