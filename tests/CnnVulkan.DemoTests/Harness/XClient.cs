using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CnnVulkan.DemoTests.Harness;

/// <summary>
/// What xdotool cannot do to a window: drop files on it as a file manager does (the source's half of XDND, version 5: the window asks for
/// the files' names), and ask it to close as the cross in its corner does.
/// </summary>
internal sealed unsafe class XClient : IDisposable
{
    private const int SelectionRequest = 30, SelectionNotify = 31, ClientMessage = 33;
    private const int EventBytes = 192, Replace = 0;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly nint _display;
    private readonly nint _window;

    public XClient(string display)
    {
        _display = XOpenDisplay(display);
        Assert.NotEqual(0, _display);
        _window = XCreateSimpleWindow(_display, XDefaultRootWindow(_display), 0, 0, 1, 1, 0, 0, 0);
    }

    /// <summary>Drops files on the middle of a window, and waits until it has taken them.</summary>
    public void Drop(string window, params string[] paths)
    {
        nint target = nint.Parse(window, System.Globalization.CultureInfo.InvariantCulture);
        nint selection = Atom("XdndSelection"), list = Atom("text/uri-list");
        byte[] names = Encoding.UTF8.GetBytes(string.Concat(paths.Select(p => $"{new Uri(p).AbsoluteUri}\r\n")));
        XSetSelectionOwner(_display, selection, _window, 0);
        Send(target, "XdndEnter", [_window, 5 << 24, list, 0, 0]);
        Send(target, "XdndPosition", [_window, 0, (40 << 16) | 40, 0, Atom("XdndActionCopy")]);
        Await(e => Kind(e) == ClientMessage && Long(e, 40) == Atom("XdndStatus"));
        Send(target, "XdndDrop", [_window, 0, 0, 0, 0]);
        byte[] request = Await(e => Kind(e) == SelectionRequest);
        Answer(request, names);
        Await(e => Kind(e) == ClientMessage && Long(e, 40) == Atom("XdndFinished"));
    }

    /// <summary>Asks a window to close.</summary>
    public void AskToClose(string window)
        => Send(nint.Parse(window, System.Globalization.CultureInfo.InvariantCulture), "WM_PROTOCOLS", [Atom("WM_DELETE_WINDOW"), 0, 0, 0, 0]);

    public void Dispose() => XCloseDisplay(_display);

    private static int Kind(byte[] e) => BinaryPrimitives.ReadInt32LittleEndian(e);

    private static nint Long(byte[] e, int offset) => (nint)BinaryPrimitives.ReadInt64LittleEndian(e.AsSpan(offset));

    private static void Put(byte[] e, int offset, nint value) => BinaryPrimitives.WriteInt64LittleEndian(e.AsSpan(offset), value);

    private nint Atom(string name) => XInternAtom(_display, name, 0);

    // XClientMessageEvent: type 0, window 32, message 40, format 48, five longs from 56 on.
    private void Send(nint target, string message, nint[] data)
    {
        byte[] e = new byte[EventBytes];
        BinaryPrimitives.WriteInt32LittleEndian(e, ClientMessage);
        Put(e, 32, target);
        Put(e, 40, Atom(message));
        BinaryPrimitives.WriteInt32LittleEndian(e.AsSpan(48), 32);
        for (int i = 0; i < data.Length; i++)
            Put(e, 56 + 8 * i, data[i]);
        Send(target, e);
    }

    // XSelectionRequestEvent: requestor 40, selection 48, target 56, property 64. XSelectionEvent has them 8 bytes earlier.
    private void Answer(byte[] request, byte[] names)
    {
        nint requestor = Long(request, 40), property = Long(request, 64);
        fixed (byte* bytes = names)
            XChangeProperty(_display, requestor, property, Long(request, 56), 8, Replace, bytes, names.Length);
        byte[] e = new byte[EventBytes];
        BinaryPrimitives.WriteInt32LittleEndian(e, SelectionNotify);
        for (int offset = 32; offset <= 64; offset += 8)
            Put(e, offset, Long(request, offset + 8));
        Send(requestor, e);
    }

    private void Send(nint target, byte[] e)
    {
        fixed (byte* bytes = e)
            XSendEvent(_display, target, 0, 0, bytes);
        XFlush(_display);
    }

    private byte[] Await(Func<byte[], bool> wanted)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        byte[] e = new byte[EventBytes];
        while (clock.Elapsed < Patience)
        {
            while (XPending(_display) > 0)
            {
                fixed (byte* bytes = e)
                    XNextEvent(_display, bytes);
                if (wanted(e))
                    return e;
            }
            Thread.Sleep(10);
        }
        throw new TimeoutException("The window did not answer the drop.");
    }

    [DllImport("libX11.so.6")]
    private static extern nint XOpenDisplay(string name);

    [DllImport("libX11.so.6")]
    private static extern int XCloseDisplay(nint display);

    [DllImport("libX11.so.6")]
    private static extern nint XDefaultRootWindow(nint display);

    [DllImport("libX11.so.6")]
    private static extern nint XCreateSimpleWindow(nint display, nint parent, int x, int y, uint width, uint height, uint border, nint borderColor, nint background);

    [DllImport("libX11.so.6")]
    private static extern nint XInternAtom(nint display, string name, int onlyIfExists);

    [DllImport("libX11.so.6")]
    private static extern int XSetSelectionOwner(nint display, nint selection, nint owner, nint time);

    [DllImport("libX11.so.6")]
    private static extern int XSendEvent(nint display, nint window, int propagate, nint mask, byte* e);

    [DllImport("libX11.so.6")]
    private static extern int XChangeProperty(nint display, nint window, nint property, nint type, int format, int mode, byte* data, int elements);

    [DllImport("libX11.so.6")]
    private static extern int XPending(nint display);

    [DllImport("libX11.so.6")]
    private static extern int XNextEvent(nint display, byte* e);

    [DllImport("libX11.so.6")]
    private static extern int XFlush(nint display);
}
