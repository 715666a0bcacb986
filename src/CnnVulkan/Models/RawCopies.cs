using CnnVulkan.Files;

namespace CnnVulkan.Models;

/// <summary>32-bit reals that are read from a file into tensors all together, on all processors: what takes long is the memory's first touch.</summary>
internal sealed class RawCopies(string path)
{
    /// <summary>4 MiB: VGG-16's first dense layer is three quarters of the model and must be shared out.</summary>
    private const int PieceElements = 1 << 20;

    private readonly List<(float[] Destination, int Start, long Offset)> _pieces = [];

    /// <summary>A tensor that is filled when <see cref="Run"/> has returned.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="offset">Where in the file its elements start, little-endian.</param>
    public Tensor<float> Add(TensorShape shape, long offset)
    {
        var tensor = new Tensor<float>(shape);
        for (long start = 0; start < shape.Count; start += PieceElements)
            _pieces.Add((tensor.Data, (int)start, offset + start * sizeof(float)));
        return tensor;
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="IOException">The file cannot be read, or ended early.</exception>
    public void Run()
    {
        Concurrently.ForEach(_pieces, p =>
        {
            using FileStream stream = Open(path, p.Offset);
            Fill(stream, System.Runtime.InteropServices.MemoryMarshal.AsBytes(p.Destination.AsSpan(p.Start, Math.Min(PieceElements, p.Destination.Length - p.Start))));
        });
        _pieces.Clear();
    }

    /// <summary>Opens a file at a place, without a buffer in between.</summary>
    public static FileStream Open(string path, long offset)
        => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1) { Position = offset };

    /// <summary>Reads as many bytes as there is room for.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static void Fill(Stream stream, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int read = stream.Read(destination);
            if (read == 0)
                throw new EndOfStreamException("it ended early; it is being written by someone else.");
            destination = destination[read..];
        }
    }
}
