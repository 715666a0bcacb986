using System.Runtime.InteropServices;

namespace CnnVulkan.Files;

/// <summary>
/// A whole file outside the managed heap, freed as soon as it is parsed: a model of 500 MB must not wait for the garbage collector.
/// Read, not mapped: a mapped file that is cut short meanwhile kills the process instead of throwing.
/// </summary>
internal sealed unsafe class FileBytes : IDisposable
{
    /// <summary>
    /// Enough for a processor to be worth asking: what takes long is the first touch of the memory, 60 ms for 100 MB on one.
    /// </summary>
    private const int PieceBytes = 4 << 20;

    private IntPtr _memory;
    private readonly int _length;

    private FileBytes(int length)
    {
        _length = length;
        _memory = Marshal.AllocHGlobal(length);
    }

    public ReadOnlySpan<byte> Span => Memory;

    private Span<byte> Memory => _memory != IntPtr.Zero ? new((void*)_memory, _length) : throw new ObjectDisposedException(nameof(FileBytes));

    /// <exception cref="ModelFormatException">The file is missing, cannot be read, is empty, or passes 2^31 - 1 bytes.</exception>
    public static FileBytes Read(ModelSource source)
    {
        try
        {
            // Asked before it is opened: opening a pipe waits for a writer, and a pipe's length is 0.
            var info = new FileInfo(source.Name);
            if (!info.Exists)
                throw source.Error("there is no such file.");
            if (info.Length == 0)
                throw source.Error("the file is empty.");
            using FileStream stream = File.OpenRead(source.Name);
            if (stream.Length is 0 or > int.MaxValue)
                throw source.Error($"the file has {stream.Length:N0} bytes; 1 to {int.MaxValue:N0} can be read. Larger models keep their weights in external data files.");
            var bytes = new FileBytes((int)stream.Length);
            try
            {
                bytes.Fill(source);
                return bytes;
            }
            catch
            {
                bytes.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw source.Error($"the file cannot be read: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        Marshal.FreeHGlobal(_memory);
        _memory = IntPtr.Zero;
    }

    private void Fill(ModelSource source)
        => Concurrently.ForEach(Enumerable.Range(0, (int)(((long)_length + PieceBytes - 1) / PieceBytes)).ToArray(), piece => Fill(piece * PieceBytes, source));

    private void Fill(int start, ModelSource source)
    {
        using FileStream stream = File.OpenRead(source.Name);
        stream.Position = start;
        int end = (int)Math.Min((long)start + PieceBytes, _length);
        while (start < end)
        {
            int read = stream.Read(Memory[start..end]);
            if (read == 0)
                throw source.Error($"the file ended after {start:N0} of {_length:N0} bytes; it is being written by someone else.");
            start += read;
        }
    }
}
