using System.Runtime.InteropServices;

namespace CnnVulkan.ApiTests;

/// <summary>
/// A host's own <c>vkGetInstanceProcAddr</c>, as engines with layers of their own have one: hands out functions that note their names and go on to
/// the real ones, or fail when a test says so.
/// </summary>
internal sealed unsafe class CallLog
{
    /// <summary>More arguments than the stand-in below passes on, so they are handed out as they are; polling only.</summary>
    private static readonly string[] Direct = ["vkGetQueryPoolResults"];

    private readonly List<string> _calls = [];
    private readonly Dictionary<string, nint> _stands = [];
    // The native side keeps only addresses.
    private readonly List<Delegate> _kept = [];

    public CallLog()
    {
        var find = new Find(OnFind);
        _kept.Add(find);
        GetInstanceProcAddr = Marshal.GetFunctionPointerForDelegate(find);
    }

    private delegate nint Find(nint instance, byte* name);

    private delegate nint Call(nint a, nint b, nint c, nint d, nint e, nint f);

    public nint GetInstanceProcAddr { get; }

    /// <summary>The result that calls of a name give instead of being made.</summary>
    public Dictionary<string, int> Failing { get; } = [];

    /// <summary>What was called while an action ran, on any thread; commands that only record are not noted.</summary>
    public IReadOnlyList<string> During(Action action)
    {
        lock (_calls)
            _calls.Clear();
        action();
        lock (_calls)
            return [.. _calls];
    }

    private nint OnFind(nint instance, byte* name)
    {
        string text = Marshal.PtrToStringAnsi((nint)name)!;
        nint real = RawVulkan.vkGetInstanceProcAddr(instance, name);
        if (real == 0 || text.StartsWith("vkCmd", StringComparison.Ordinal) || Direct.Contains(text))
            return real;
        lock (_stands)
        {
            if (_stands.TryGetValue(text, out nint stand))
                return stand;
            var call = new Call((a, b, c, d, e, f) =>
            {
                lock (_calls)
                    _calls.Add(text);
                return Failing.TryGetValue(text, out int result) ? result : ((delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint>)real)(a, b, c, d, e, f);
            });
            _kept.Add(call);
            return _stands[text] = Marshal.GetFunctionPointerForDelegate(call);
        }
    }
}
