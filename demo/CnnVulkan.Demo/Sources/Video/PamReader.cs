using System.Buffers.Text;

namespace CnnVulkan.Demo.Sources.Video;

/// <summary>Reads a stream of RGBA pictures in the format PAM: a few lines of text with the size, then the bytes of the pixels.</summary>
/// <remarks>
/// ffmpeg writes raw RGBA without saying how large the frames are; in this format it does, in front of each, so that nothing has
/// to be asked beforehand. See the format's page in the Netpbm manual (pam.html).
/// </remarks>
internal sealed class PamReader(Stream stream)
{
    /// <summary>Far more than is asked for; a stream out of step would ask for anything.</summary>
    private const int MaxExtent = 16384;

    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    private static ReadOnlySpan<byte> EndOfHeader => "\nENDHDR\n"u8;

    /// <summary>Reads one picture.</summary>
    /// <returns>False where the stream ends; a picture cut short is not given.</returns>
    /// <exception cref="InvalidDataException">What comes is no picture of this format.</exception>
    public bool Read(PixelFrame frame)
    {
        int header;
        while ((header = _buffer.AsSpan(_start, _end - _start).IndexOf(EndOfHeader)) < 0)
        {
            if (!Fill())
                return false;
        }
        ReadOnlySpan<byte> text = _buffer.AsSpan(_start, header + 1);
        if (!text.StartsWith("P7\n"u8) || Number(text, "\nDEPTH "u8) != PixelFrame.BytesPerPixel || Number(text, "\nMAXVAL "u8) != byte.MaxValue)
            throw new InvalidDataException("ffmpeg sends something else than RGBA pictures.");
        frame.Resize(Number(text, "\nWIDTH "u8), Number(text, "\nHEIGHT "u8));
        _start += header + EndOfHeader.Length;
        return ReadPixels(frame.Pixels);
    }

    private bool ReadPixels(Span<byte> pixels)
    {
        int known = Math.Min(pixels.Length, _end - _start);
        _buffer.AsSpan(_start, known).CopyTo(pixels);
        _start += known;
        return stream.ReadAtLeast(pixels[known..], pixels.Length - known, throwOnEndOfStream: false) == pixels.Length - known;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            throw new InvalidDataException("ffmpeg sends something else than pictures.");
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private static int Number(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name)
    {
        int at = header.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(header[(at + name.Length)..], out int value, out _) && value is > 0 and <= MaxExtent
            ? value
            : throw new InvalidDataException("ffmpeg sends pictures whose header cannot be understood.");
    }
}
