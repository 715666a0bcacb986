using System.Diagnostics;
using System.Text;
using CnnVulkan.Files;
using CnnVulkan.Models;
using CnnVulkan.Models.Onnx;
using Google.Protobuf;
using static CnnVulkan.Tests.Models.OnnxBuilder;

namespace CnnVulkan.Tests.Models;

/// <summary>Whatever the bytes, reading gives a graph or a typed error, in bounded time and memory.</summary>
public sealed class MalformedOnnxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_that_are_no_models_are_refused()
    {
        Assert.Contains("empty", FileError([]));
        Assert.Contains("not an ONNX model", FileError(Encoding.UTF8.GetBytes("<html>404: the model you asked for is not here</html>")));
        Assert.Contains("not an ONNX model", FileError(Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n")));
        Assert.Contains("not an ONNX model", FileError([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 0]));
        Assert.Contains("no graph", FileError([0x08, 0x08]));
        Assert.Contains("not an ONNX model", FileError(new byte[1000]));
    }

    [Fact]
    public void Missing_files_and_folders_are_refused()
    {
        Assert.Contains("no such file", Assert.Throws<ModelFormatException>(() => ModelLoader.Load(_folder["none.onnx"])).Message);
        Assert.Contains("no model.onnx", Assert.Throws<ModelFormatException>(() => ModelLoader.Load(_folder.Root)).Message);
        Assert.Throws<ModelFormatException>(() => ModelLoader.Load(""));
        Assert.Throws<ModelFormatException>(() => ModelLoader.Load("a\0b"));
    }

    [Fact]
    public void A_small_model_cut_at_any_length_is_refused()
    {
        byte[] whole = Model().ToByteArray();
        Assert.All(Enumerable.Range(1, whole.Length - 1), length => Outcome(whole.AsSpan(0, length), Fakes("Fake")));
    }

    [Fact]
    public void A_small_model_with_any_byte_changed_gives_a_graph_or_a_typed_error()
    {
        byte[] whole = Model().ToByteArray();
        for (int i = 0; i < whole.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= (byte)(1 << bit);
                Outcome(damaged, Fakes("Fake"));
            }
        }
    }

    [Fact]
    public void Random_bytes_give_a_typed_error()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            Outcome(bytes, Fakes("Fake"));
        }
    }

    [Fact]
    public void Names_that_are_not_UTF8_are_refused()
    {
        byte[] bytes = With(m => m.Graph.Node[0].Output[0] = m.Graph.Output[0].Name = "QQQQ").ToByteArray();
        for (int at = bytes.AsSpan().IndexOf("QQQQ"u8); at >= 0; at = bytes.AsSpan().IndexOf("QQQQ"u8))
            bytes[at] = 0xFF;
        Assert.Contains("UTF-8", Assert.Throws<ModelFormatException>(() => ReadBytes(bytes, Fakes("Fake"))).Message);
    }

    [Fact]
    public void Deep_nesting_costs_no_stack()
    {
        // graph { node { attribute { g { node { … } } } } }, 20,000 deep; tags of node, attribute and g, 18 bytes a level.
        const int Depth = 20_000;
        var bytes = new List<byte> { 0x3A };
        AddLength(bytes, Depth * 18);
        for (int inside = (Depth - 1) * 18; inside >= 0; inside -= 18)
        {
            foreach ((byte tag, int length) in new[] { ((byte)0x0A, inside + 12), ((byte)0x2A, inside + 6), ((byte)0x32, inside) })
            {
                bytes.Add(tag);
                AddLength(bytes, length);
            }
        }
        Outcome([.. bytes], Fakes("Fake"));
        // Groups are what the parser would have to follow: tag 3 with wire type 3, never closed.
        Outcome(Enumerable.Repeat((byte)0x1B, 1_000_000).ToArray(), Fakes("Fake"));
    }

    [Fact]
    public void Declared_lengths_far_beyond_the_file_ask_for_no_memory()
    {
        // graph { initializer { raw_data of 2^31 - 1 bytes …
        byte[] bytes = [0x3A, 0x80, 0x80, 0x80, 0x40, 0x2A, 0xFA, 0xFF, 0xFF, 0xFF, 0x07, 0x4A, 0xF0, 0xFF, 0xFF, 0xFF, 0x07, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => ReadBytes(bytes, Fakes("Fake")));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [SkippableFact]
    public void A_real_model_cut_at_many_lengths_is_refused()
    {
        byte[] whole = File.ReadAllBytes(SharedData.Require("models/squeezenet1.1/model.onnx"));
        var options = new ModelLoadOptions();
        var random = new Random(1);
        IEnumerable<int> lengths = Enumerable.Range(1, 40).Concat(Enumerable.Range(0, 40).Select(_ => random.Next(whole.Length))).Append(whole.Length - 1);
        foreach (int length in lengths)
            Assert.False(Outcome(whole.AsSpan(0, length), options), $"cut at {length}");
    }

    [SkippableFact]
    public void A_real_model_with_changed_bytes_gives_a_graph_or_a_typed_error()
    {
        byte[] whole = File.ReadAllBytes(SharedData.Require("models/squeezenet1.1/model.onnx"));
        var options = new ModelLoadOptions();
        var random = new Random(2);
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = [.. whole];
            for (int i = 0; i < 1 + round * 4; i++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            // Most of the file is weights, where any byte is valid: the first 8 kB hold the structure.
            for (int i = 0; i < round / 4; i++)
                damaged[random.Next(8192)] = (byte)random.Next(256);
            Outcome(damaged, options);
        }
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    /// <summary>Whether a graph came out; anything but the two typed errors fails the test.</summary>
    private static bool Outcome(ReadOnlySpan<byte> bytes, ModelLoadOptions options)
    {
        try
        {
            ReadBytes(bytes, options);
            return true;
        }
        catch (Exception error) when (error is ModelFormatException or UnsupportedOperatorException)
        {
            return false;
        }
    }

    private static void ReadBytes(ReadOnlySpan<byte> bytes, ModelLoadOptions options) => OnnxReader.Read(bytes, new ModelSource("test.onnx", null), options);

    /// <summary>A length as a varint of always five bytes, so that it does not change the lengths around it.</summary>
    private static void AddLength(List<byte> bytes, int length)
    {
        for (int shift = 0; shift < 35; shift += 7)
            bytes.Add((byte)(((length >> shift) & 0x7F) | (shift < 28 ? 0x80 : 0)));
    }

    private string FileError(byte[] bytes)
    {
        string path = _folder.Write("damaged.onnx", bytes);
        string message = Assert.Throws<ModelFormatException>(() => ModelLoader.Load(path, Fakes("Fake"))).Message;
        Assert.StartsWith(path, message);
        return message;
    }
}
