using System.Runtime.InteropServices;
using System.Text;

namespace CnnVulkan.Tests.Models;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Tensor> Tensors => new()
    {
        new Tensor<float>(new TensorShape(2, 3), [1, -2, 0.5f, float.NaN, float.PositiveInfinity, 1e-45f]),
        new Tensor<int>(new TensorShape(3), [int.MinValue, 0, int.MaxValue]),
        new Tensor<long>(new TensorShape(1, 1, 2), [long.MinValue, long.MaxValue]),
        new Tensor<bool>(new TensorShape(2, 2), [true, false, false, true]),
        new Tensor<float>(TensorShape.Scalar, [7]),
        new Tensor<float>(new TensorShape(0, 4), []),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Tensors))]
    public void What_is_written_is_read_again(Tensor tensor)
    {
        NpyFile.Write(_folder["t.npy"], tensor);
        Tensor read = NpyFile.Read(_folder["t.npy"]);
        Assert.Equal(tensor.Shape, read.Shape);
        Assert.Equal(tensor.ElementType, read.ElementType);
        Assert.Equal(tensor.Elements, read.Elements);
    }

    [Theory]
    [InlineData(1, "(1,)")]
    [InlineData(2, "(1, 1)")]
    [InlineData(0, "()")]
    public void The_header_is_NumPys(int rank, string shape)
    {
        NpyFile.Write(_folder["t.npy"], new Tensor<float>(new TensorShape([.. Enumerable.Repeat(1, rank)])));
        byte[] bytes = File.ReadAllBytes(_folder["t.npy"]);
        Assert.Equal(128 + 4, bytes.Length);
        Assert.Equal((byte)'\n', bytes[127]);
        Assert.Equal(118, bytes[8]);
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}", Encoding.ASCII.GetString(bytes, 10, 117).TrimEnd());
    }

    [Fact]
    public void Every_element_type_in_both_byte_orders()
    {
        Check<ushort>("f2", [0x3C00, 0xC000], new float[] { 1, -2 });
        Check<float>("f4", [1, -2], new float[] { 1, -2 });
        Check<double>("f8", [1, -2], new float[] { 1, -2 });
        Check<sbyte>("i1", [1, -2], new[] { 1, -2 });
        Check<short>("i2", [1, -2], new[] { 1, -2 });
        Check<int>("i4", [1, -2], new[] { 1, -2 });
        Check<long>("i8", [1, -2], new long[] { 1, -2 });
        Check<byte>("u1", [1, 255], new[] { 1, 255 });
        Check<ushort>("u2", [1, 65535], new[] { 1, 65535 });
        Check<uint>("u4", [1, 2], new[] { 1, 2 });
        Check<ulong>("u8", [1, 2], new long[] { 1, 2 });
        Check<byte>("b1", [1, 0], new[] { true, false });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_versions(int version)
        => Assert.Equal([1, 2], Read("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", Bytes(1, 2), version).Elements.Cast<int>());

    [Theory]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (2L,)}")]
    [InlineData("{\"shape\": (2), \"fortran_order\":False,\"descr\":\"<i4\"}   \n")]
    public void Other_ways_to_write_the_dictionary(string header) => Assert.Equal(new TensorShape(2), Read(header, Bytes(1, 2)).Shape);

    [Fact]
    public void Fortran_order_becomes_row_major()
    {
        Tensor read = Read("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }", Bytes(1, 4, 2, 5, 3, 6));
        Assert.Equal(new TensorShape(2, 3), read.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], read.Elements.Cast<int>());
    }

    [Theory]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", "its shape 3 takes 12")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }", "its shape 1 takes 4")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "elements")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "an extent")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (-2,), }", "an extent")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (2 2), }", "comma")]
    [InlineData("{'descr': '<i4', 'fortran_order': Maybe, 'shape': (2,), }", "True or False")]
    [InlineData("{'descr': '<i4', 'fortran_order': False}", "missing")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "type '<c8'")]
    [InlineData("{'descr': 'O', 'fortran_order': False, 'shape': (1,), }", "type 'O'")]
    [InlineData("{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (2,), }", "structured")]
    [InlineData("{'descr': '<i4', 'evil': 1}", "'evil' is unknown")]
    [InlineData("{'descr", "does not end")]
    [InlineData("", "'{' was expected")]
    [InlineData("{} x", "follows")]
    public void Damaged_headers_are_refused(string header, string expected)
    {
        string message = Assert.Throws<ModelFormatException>(() => Read(header, Bytes(1, 2))).Message;
        Assert.StartsWith(_folder["t.npy"], message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        NpyFile.Write(_folder["t.npy"], new Tensor<float>(new TensorShape(3)));
        byte[] whole = File.ReadAllBytes(_folder["t.npy"]);
        Assert.All(Enumerable.Range(0, whole.Length), length => Refused(whole[..length]));
        Refused([.. whole, 0]);
        Refused(Encoding.ASCII.GetBytes("this is not a NumPy file"));
        Refused([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 9, 0, 0, 0]);
        // A header of 4 GB.
        Refused([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Contains("no such file", Assert.Throws<ModelFormatException>(() => NpyFile.Read(_folder["none.npy"])).Message);
        Assert.Throws<ModelFormatException>(() => NpyFile.Read(_folder.Root));
    }

    [Fact]
    public void A_failed_write_leaves_no_file_behind()
    {
        Directory.CreateDirectory(_folder["taken.npy"]);
        var error = Assert.Throws<IOException>(() => NpyFile.Write(_folder["taken.npy"], new Tensor<float>(new TensorShape(1))));
        Assert.StartsWith($"{_folder["taken.npy"]} cannot be written", error.Message);
        Assert.Throws<IOException>(() => NpyFile.Write(_folder["no/such/folder.npy"], new Tensor<float>(new TensorShape(1))));
        Assert.Empty(Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_older_file_is_replaced()
    {
        NpyFile.Write(_folder["t.npy"], new Tensor<float>(new TensorShape(100)));
        NpyFile.Write(_folder["t.npy"], new Tensor<float>(new TensorShape(1)));
        Assert.Equal(new TensorShape(1), NpyFile.Read(_folder["t.npy"]).Shape);
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    private void Check<T>(string type, T[] stored, Array expected)
        where T : unmanaged
    {
        byte[] little = Bytes(stored);
        byte[] big = [.. little];
        int size = little.Length / stored.Length;
        for (int i = 0; i < stored.Length; i++)
            big.AsSpan(i * size, size).Reverse();
        Assert.Equal(expected, Read($"{{'descr': '<{type}', 'fortran_order': False, 'shape': (2,), }}", little).Elements);
        Assert.Equal(expected, Read($"{{'descr': '>{type}', 'fortran_order': False, 'shape': (2,), }}", big).Elements);
        if (size == 1)
            Assert.Equal(expected, Read($"{{'descr': '|{type}', 'fortran_order': False, 'shape': (2,), }}", little).Elements);
    }

    private void Refused(byte[] bytes) => Assert.Throws<ModelFormatException>(() => NpyFile.Read(_folder.Write("t.npy", bytes)));

    private Tensor Read(string header, byte[] elements, int version = 1)
    {
        byte[] length = version == 1 ? Bytes((ushort)header.Length) : Bytes(header.Length);
        byte[] file = [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. elements];
        return NpyFile.Read(_folder.Write("t.npy", file));
    }

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
