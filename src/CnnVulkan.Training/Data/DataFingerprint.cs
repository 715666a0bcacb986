using System.Security.Cryptography;
using System.Text;

namespace CnnVulkan.Training;

/// <summary>Gathers what tells two sets of data apart into a hash.</summary>
internal sealed class DataFingerprint : IDisposable
{
    /// <summary>Enough to notice any change; collisions on purpose are nobody's aim.</summary>
    private const int Digits = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public DataFingerprint Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    public DataFingerprint Add(IEnumerable<string> texts)
    {
        foreach (string text in texts)
            Add(text);
        return this;
    }

    public DataFingerprint Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
        return this;
    }

    public DataFingerprint Add(byte[] bytes)
    {
        Add(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    public string End()
    {
        var text = new StringBuilder(Digits);
        foreach (byte value in _hash.GetHashAndReset().AsSpan(0, Digits / 2))
            text.Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }

    public void Dispose() => _hash.Dispose();
}
