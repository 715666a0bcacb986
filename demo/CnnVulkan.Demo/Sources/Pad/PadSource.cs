using System.Numerics;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.Sources.Pad;

/// <summary>A pad to draw on as a source: what is shown is what was drawn, what the network is fed is that as <see cref="CentredDigit"/>.</summary>
/// <param name="device">Where the pictures go; borrowed.</param>
/// <param name="canvas">What is drawn on; it outlives this, so that the drawing is still there when the pad comes back.</param>
internal sealed class PadSource(GraphicsDevice device, PadCanvas canvas) : IFrameSource
{
    private readonly UploadedPicture _pad = new(device, "pad");
    private readonly UploadedPicture _digit = new(device, "digit");
    private readonly PixelFrame _pixels = new();
    private long _drawn = -1;
    private Vector2? _last;
    private bool _erasing;

    public string Name => "Drawing pad";

    public Availability State => Availability.Ready;

    public long Version => _pad.Version;

    public GraphicsImage? Fed => _digit.Image;

    /// <summary>What the network is fed, in fractions of the pad.</summary>
    public Rect FedPlace { get; private set; } = new(0, 0, 1, 1);

    /// <summary>Whether nothing is drawn.</summary>
    public bool IsEmpty => canvas.Ink.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Whether the left button erases.</summary>
    public bool Erases { get; set; }

    /// <summary>Whether a stroke has begun and not ended.</summary>
    public bool IsDrawing => _last is not null;

    /// <summary>Begins a stroke at a place, in fractions of the pad: a dot, so far.</summary>
    public void Begin(Vector2 place, bool erase)
    {
        (_last, _erasing) = (place, erase);
        Continue(place);
    }

    /// <summary>Goes on to a place with the stroke that was begun, if one was; it may lie beside the pad.</summary>
    public void Continue(Vector2 place)
    {
        if (_last is not { } last)
            return;
        if (_erasing)
            canvas.Erase(last, place);
        else
            canvas.Draw(last, place);
        _last = place;
    }

    /// <summary>Ends the stroke.</summary>
    public void End() => _last = null;

    /// <summary>Takes all ink away, and ends a stroke.</summary>
    public void Clear()
    {
        End();
        canvas.Clear();
    }

    public GraphicsImage? Record(FrameContext frame)
    {
        if (_drawn == canvas.Version && _pad.Image is not null)
            return _pad.Image;
        _drawn = canvas.Version;
        FedPlace = CentredDigit.Place(canvas.Ink, PadCanvas.Size);
        CentredDigit.Draw(canvas.Ink, PadCanvas.Size, FedPlace, _pixels);
        _digit.Record(frame, _pixels);
        Draw();
        return _pad.Record(frame, _pixels);
    }

    public void Dispose()
    {
        _pad.Dispose();
        _digit.Dispose();
    }

    /// <summary>White ink on nearly black.</summary>
    private void Draw()
    {
        _pixels.Resize(PadCanvas.Size, PadCanvas.Size);
        Span<byte> pixels = _pixels.Pixels;
        ReadOnlySpan<byte> ink = canvas.Ink;
        ReadOnlySpan<byte> ground = [0x10, 0x14, 0x1B];
        for (int i = 0; i < ink.Length; i++)
        {
            for (int c = 0; c < 3; c++)
                pixels[4 * i + c] = (byte)(ground[c] + (255 - ground[c]) * ink[i] / 255);
            pixels[4 * i + 3] = 255;
        }
    }
}
