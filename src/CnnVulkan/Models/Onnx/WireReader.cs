namespace CnnVulkan.Models.Onnx;

/// <summary>
/// Goes through the fields of a message in the wire format of protocol buffers. <see cref="Next"/> stops at whatever is no field, so that
/// <see cref="Position"/> falls short of the message's end.
/// </summary>
internal sealed class WireReader(Stream stream)
{
    private const int Delimited = 2;

    /// <summary>What is not weights has some hundred kilobytes in the largest networks.</summary>
    private const int MostCopied = 64 << 20;

    private long _fieldStart;
    private int _type;

    /// <summary>The field's number.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the field is a message, text or bytes.</summary>
    public bool IsDelimited => _type == Delimited;

    /// <summary>Where the content of the field starts.</summary>
    public long ContentOffset { get; private set; }

    /// <summary>Where the field ends.</summary>
    public long End { get; private set; }

    public int ContentLength => (int)(End - ContentOffset);

    /// <summary>How far has been read: to a field's content, or to where it was copied or skipped.</summary>
    public long Position => stream.Position;

    /// <summary>Reads the number and the length of the field that starts here. False at the message's end and where there is none.</summary>
    public bool Next(long end)
    {
        _fieldStart = stream.Position;
        if (_fieldStart >= end || !TryVarint(end, out ulong tag) || tag > uint.MaxValue || tag >> 3 == 0)
            return Stop();
        (Field, _type) = ((int)(tag >> 3), (int)(tag & 7));
        ulong length = 0;
        switch (_type)
        {
            case 0 when TryVarint(end, out _):
                break;
            case 1:
                length = 8;
                break;
            case Delimited when TryVarint(end, out length):
                break;
            case 5:
                length = 4;
                break;
            default:
                return Stop();
        }
        ContentOffset = stream.Position;
        if (length > (ulong)(end - ContentOffset))
            return Stop();
        End = ContentOffset + (long)length;
        return true;
    }

    /// <summary>Copies the whole field, its number and length included, and goes past it. False where that would be too much to hold twice.</summary>
    public bool TryCopyTo(MemoryStream destination)
    {
        stream.Position = _fieldStart;
        if (End - _fieldStart + destination.Length > MostCopied)
            return false;
        int length = (int)(End - _fieldStart);
        int at = (int)destination.Length;
        destination.SetLength(at + length);
        destination.Position = destination.Length;
        for (int end = at + length; at < end;)
        {
            int read = stream.Read(destination.GetBuffer(), at, end - at);
            if (read == 0)
                throw new EndOfStreamException();
            at += read;
        }
        return true;
    }

    /// <summary>Goes past the field.</summary>
    public void Skip() => stream.Position = End;

    /// <summary>Writes a delimited field.</summary>
    public static void Write(Stream destination, int field, byte[] content)
    {
        destination.WriteByte((byte)(field << 3 | Delimited));
        uint length = (uint)content.Length;
        for (; length >= 0x80; length >>= 7)
            destination.WriteByte((byte)(length | 0x80));
        destination.WriteByte((byte)length);
        destination.Write(content);
    }

    /// <summary>Back to where the field would start, unless that is the end.</summary>
    private bool Stop()
    {
        stream.Position = _fieldStart;
        return false;
    }

    private bool TryVarint(long end, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70 && stream.Position < end; shift += 7)
        {
            int next = stream.ReadByte();
            if (next < 0)
                return false;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }
}
