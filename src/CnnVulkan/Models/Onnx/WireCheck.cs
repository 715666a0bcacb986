namespace CnnVulkan.Models.Onnx;

/// <summary>
/// Walks the lengths of an ONNX message before the parser sees it. Google.Protobuf adds lengths as 32-bit integers: one near 2^31
/// overflows and lets it ask for 2 GB on behalf of a file of 20 bytes. And each part costs some 200 bytes when parsed but may take
/// two in the file, so their number is bounded. Skips over elements, so it takes next to no time.
/// </summary>
internal ref struct WireCheck
{
    /// <summary>Nodes, attributes, tensors and the like; networks have thousands.</summary>
    private const int MostParts = 1 << 22;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _parts;

    private WireCheck(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
        _parts = 0;
    }

    /// <summary>What is wrong and where, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes, WireSchema schema) => new WireCheck(bytes).Message(bytes.Length, schema);

    /// <summary>Recursion is as deep as the schema, which has no cycles.</summary>
    private string? Message(int end, WireSchema schema)
    {
        if (++_parts > MostParts)
            return $"it has more than {MostParts:N0} parts";
        while (_position < end)
        {
            int start = _position;
            if (!TryVarint(end, out ulong tag) || tag > uint.MaxValue || tag >> 3 == 0)
                return $"there is no field at byte {start:N0}";
            string? wrong = (tag & 7) switch
            {
                0 => TryVarint(end, out _) ? null : $"a number does not end at byte {start:N0}",
                1 => Skip(8, end),
                2 => Delimited(end, schema.Child((int)(tag >> 3))),
                5 => Skip(4, end),
                _ => $"there is no field at byte {start:N0}",
            };
            if (wrong is not null)
                return wrong;
        }
        return null;
    }

    private string? Delimited(int end, WireSchema? message)
    {
        int start = _position;
        if (!TryVarint(end, out ulong length) || length > (ulong)(end - _position))
            return $"the length at byte {start:N0} passes the end; the file is cut short or damaged";
        return message is null ? Skip((int)length, end) : Message(_position + (int)length, message);
    }

    private string? Skip(int count, int end)
    {
        if (count > end - _position)
            return $"a field at byte {_position:N0} passes the end; the file is cut short or damaged";
        _position += count;
        return null;
    }

    private bool TryVarint(int end, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70 && _position < end; shift += 7)
        {
            byte next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }
}
