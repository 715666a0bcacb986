namespace CnnVulkan.Engine;

/// <summary>What a component has asked the loader for, and may ask again: the network itself, or the one that runs made ready for something else.</summary>
internal sealed class NetworkRequests(FrameNetwork component)
{
    private (string Name, Func<Model> Load)? _wanted;
    private NetworkRequest? _latest;
    private PictureKind? _failedKind;

    /// <summary>Whether any network is wanted.</summary>
    public bool Wants => _wanted is not null;

    /// <summary>Wants a network.</summary>
    public void Want(string name, Func<Model> load) => (_wanted, _failedKind) = ((name, load), null);

    /// <summary>Wants what runs, whatever it is made ready for from now on: it is not loaded again.</summary>
    public void Want(LoadedNetwork? running)
    {
        Model? model = running?.Setup.Model;
        _wanted = model is null ? null : (running!.Setup.Request.Name, () => model);
        (_latest, _failedKind) = (null, null);
    }

    /// <summary>Wants nothing.</summary>
    public void Clear() => (_wanted, _latest, _failedKind) = (null, null, null);

    /// <summary>Whether it is what was asked for last.</summary>
    public bool IsLatest(NetworkRequest request) => request == _latest;

    /// <summary>Notes that pictures cannot be looked at: it is not tried again for such.</summary>
    public void Failed(NetworkRequest request) => _failedKind = request.Kind;

    /// <summary>Asks the loader, anew.</summary>
    /// <param name="isRemake">Whether it is what runs already.</param>
    public void Send(bool isRemake = false)
    {
        if (component.Host is not { } host || _wanted is null)
            return;
        _latest = Next(isRemake);
        host.Loader.Request(component, _latest);
    }

    /// <summary>Asks for what runs to be made ready for other pictures, or what others want of it; once for each.</summary>
    /// <param name="network">What runs.</param>
    /// <param name="kind">The pictures.</param>
    /// <param name="isServing">Whether it gives all that is wanted of it.</param>
    public void MakeReady(LoadedNetwork network, in PictureKind kind, bool isServing)
    {
        bool isRemade = !isServing || !network.Setup.Takes(kind.Width, kind.Height);
        if ((!isRemade && network.FindFeed(kind) is not null) || _wanted is null || component.Host!.Loader.IsBusy(component))
            return;
        NetworkRequest next = Next(isRemake: true);
        if (isRemade ? _latest is not null && next.IsAlike(_latest) : _failedKind == kind)
            return;
        if (isRemade)
            component.Host.Loader.Request(component, _latest = next);
        else
            component.Host.Loader.Request(component, next, network);
        if (component.Host.WaitsForNetworks)
            component.Host.WaitForLoads();
    }

    private NetworkRequest Next(bool isRemake)
    {
        (string name, Func<Model> load) = _wanted!.Value;
        return new NetworkRequest(name, load, isRemake ? component.RunningPrecision : component.Precision, component.Source?.Kind ?? default, component.Needs(isRemake), isRemake);
    }
}
