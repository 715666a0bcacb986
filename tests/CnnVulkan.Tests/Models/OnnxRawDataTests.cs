using CnnVulkan.Graphs;
using CnnVulkan.Models.Onnx;
using Google.Protobuf;
using static CnnVulkan.Tests.Models.OnnxBuilder;
using DataType = CnnVulkan.Models.Onnx.TensorProto.Types.DataType;

namespace CnnVulkan.Tests.Models;

/// <summary>Large weights pass the parser by; what comes out is the same.</summary>
public sealed class OnnxRawDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Large_weights_are_left_out_of_the_message_and_read_from_the_file()
    {
        string file = Write(LargeModel());
        OnnxRawData found = OnnxRawData.Find(file, out byte[] rest)!;
        Assert.Equal([8000, 0, 6000, 12000], found.Ranges.Select(r => r.Length));
        Assert.True(rest.Length < 1000);
        Graph graph = ReadFile(file);
        Assert.Equal(Ramp(2000), Assert.IsType<Tensor<float>>(graph.Constants["w"]).Data);
        Assert.Equal([1, 2, 3], Assert.IsType<Tensor<float>>(graph.Constants["small"]).Data);
        Assert.Equal(1499, Assert.IsType<Tensor<int>>(graph.Constants["shorts"]).Data[^1] / 2);
        Assert.Equal(Ramp(3000), Assert.IsType<Tensor<float>>(graph.Constants["v"]).Data);
    }

    [Fact]
    public void The_last_of_repeated_data_counts()
    {
        byte[] large = LargeTensor("w", 2000).ToByteArray();
        // raw_data (field 9) again, shorter: 2 floats.
        byte[] again = [.. large, 9 << 3 | 2, 8, .. Raw(5f, 6f).ToByteArray()];
        byte[] graph = [5 << 3 | 2, .. Varint(again.Length), .. again];
        string file = Write([.. Model().ToByteArray(), 7 << 3 | 2, .. Varint(graph.Length), .. graph]);
        Assert.Contains("holds 8 bytes", Assert.Throws<ModelFormatException>(() => ReadFile(file)).Message);
    }

    [Fact]
    public void Sizes_are_checked_against_the_shape()
    {
        ModelProto model = LargeModel();
        model.Graph.Initializer[0].Dims[0] = 1999;
        Assert.Contains("holds 8,000 bytes", Assert.Throws<ModelFormatException>(() => ReadFile(Write(model))).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(20000)]
    public void A_file_cut_short_is_refused_as_in_memory(int missing)
    {
        byte[] bytes = LargeModel().ToByteArray()[..^missing];
        string file = Write(bytes);
        string fromFile = Assert.Throws<ModelFormatException>(() => ReadFile(file)).Message;
        string fromMemory = Assert.Throws<ModelFormatException>(() => ModelLoader.Load(bytes, file, Fakes("Fake"))).Message;
        Assert.Equal(fromMemory, fromFile);
    }

    [Fact]
    public void What_is_no_model_is_left_to_who_can_say_why()
    {
        Assert.Null(OnnxRawData.Find(_folder["missing.onnx"], out _));
        Assert.Null(OnnxRawData.Find(Write([.. Enumerable.Repeat((byte)0xFF, 9000)]), out _));
        Assert.Null(OnnxRawData.Find(Write(Model()), out _));
    }

    private static ModelProto LargeModel() => With(m =>
    {
        m.Graph.Initializer.Clear();
        m.Graph.Initializer.Add(LargeTensor("w", 2000));
        m.Graph.Initializer.Add(Weights("small", [3], [1, 2, 3]));
        m.Graph.Initializer.Add(new TensorProto
        {
            Name = "shorts",
            DataType = DataType.Int16,
            Dims = { 3000 },
            RawData = Raw([.. Enumerable.Range(0, 3000).Select(i => (short)i)]),
        });
        m.Graph.Initializer.Add(LargeTensor("v", 3000));
    });

    private static TensorProto LargeTensor(string name, int count) => Weights(name, [count], Ramp(count));

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => i * 0.5f)];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];

    private static Graph ReadFile(string file) => OnnxReader.ReadFile(file, Fakes("Fake"));

    private string Write(ModelProto model) => Write(model.ToByteArray());

    private string Write(byte[] bytes) => _folder.Write("model.onnx", bytes);
}
