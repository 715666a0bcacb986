using CnnVulkan.Models.Onnx;
using Google.Protobuf;
using static CnnVulkan.Tests.Models.OnnxBuilder;

namespace CnnVulkan.Tests.Models;

public sealed class OnnxExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Elements_come_from_the_named_range_of_a_file_beside_or_below_the_model()
    {
        byte[] bytes = Raw(9f, 1f, 2f, 3f, 4f, 5f, 6f, 9f).ToByteArray();
        _folder.Write("weights.bin", bytes);
        _folder.Write("sub/weights.bin", bytes);
        foreach (string location in new[] { "weights.bin", "./weights.bin", "sub/weights.bin" })
        {
            ModelProto model = With(m => Externalize(m, location, "4", "24"));
            Assert.Equal([1, 2, 3, 4, 5, 6], Read(model, folder: _folder.Root).Constants["w"].ToFloatArray());
        }
    }

    [Fact]
    public void Offset_and_length_may_be_left_out()
    {
        _folder.Write("weights.bin", Raw(1f, 2f, 3f, 4f, 5f, 6f, 9f).ToByteArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], Read(With(m => Externalize(m, "weights.bin", null, null)), folder: _folder.Root).Constants["w"].ToFloatArray());
    }

    [Fact]
    public void A_model_file_loads_with_its_data_file()
    {
        _folder.Write("model.onnx_data", Raw(1f, 2f, 3f, 4f, 5f, 6f).ToByteArray());
        string path = _folder.Write("model.onnx", With(m => Externalize(m, "model.onnx_data", "0", "24")).ToByteArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], ModelLoader.Load(path, Fakes("Fake")).Graph.Constants["w"].ToFloatArray());
    }

    [Fact]
    public void Equal_ranges_are_shared_and_overlapping_ones_refused()
    {
        _folder.Write("weights.bin", Raw(1f, 2f, 3f, 4f, 5f, 6f, 9f).ToByteArray());
        ModelProto model = With(m => Externalize(m, "weights.bin", "0", "24"));
        TensorProto other = model.Graph.Initializer[0].Clone();
        other.Name = "v";
        model.Graph.Initializer.Add(other);
        IReadOnlyDictionary<string, Tensor> constants = Read(model, folder: _folder.Root).Constants;
        Assert.Same(constants["w"].Elements, constants["v"].Elements);
        other.ExternalData.First(e => e.Key == "offset").Value = "4";
        Assert.Contains("initialiser 'v' overlaps", Assert.Throws<ModelFormatException>(() => Read(model, folder: _folder.Root)).Message);
    }

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("sub/../../outside.bin")]
    [InlineData("..\\outside.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("C:\\outside.bin")]
    [InlineData("\\\\host\\share")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void Paths_that_leave_the_folder_are_refused(string location)
    {
        _folder.Write("outside.bin", new byte[24]);
        Directory.CreateDirectory(_folder["model/sub"]);
        string message = ErrorOf(m => Externalize(m, location, null, null), folder: _folder["model"]);
        Assert.Contains("initialiser 'w' lies in the external data file", message);
        Assert.Contains("stay in the model's folder", message);
    }

    [Fact]
    public void Symbolic_links_are_refused_as_files_and_as_folders()
    {
        _folder.Write("outside/w.bin", new byte[24]);
        Directory.CreateDirectory(_folder["model"]);
        File.CreateSymbolicLink(_folder["model/w.bin"], _folder["outside/w.bin"]);
        Directory.CreateSymbolicLink(_folder["model/sub"], _folder["outside"]);
        Assert.Contains("symbolic link", ErrorOf(m => Externalize(m, "w.bin", null, null), folder: _folder["model"]));
        Assert.Contains("symbolic link", ErrorOf(m => Externalize(m, "sub/w.bin", null, null), folder: _folder["model"]));
    }

    [Theory]
    [InlineData("4", "24", "has only 24")]
    [InlineData("9223372036854775807", "24", "has only 24")]
    [InlineData("0", "20", "a length of 20")]
    [InlineData("0", "9223372036854775807", "a length of 9,223,372,036,854,775,807")]
    [InlineData("-4", "24", "offset is '-4'")]
    [InlineData("99999999999999999999", "24", "not a number")]
    [InlineData("0", "many", "length is 'many'")]
    public void Ranges_that_do_not_fit_are_refused(string offset, string length, string expected)
    {
        _folder.Write("w.bin", new byte[24]);
        Assert.Contains(expected, ErrorOf(m => Externalize(m, "w.bin", offset, length), folder: _folder.Root));
    }

    [Fact]
    public void A_huge_shape_over_a_small_file_is_refused_before_memory_is_asked_for()
    {
        _folder.Write("w.bin", new byte[24]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = ErrorOf(
            m =>
            {
                Externalize(m, "w.bin", null, null);
                m.Graph.Initializer[0].Dims[0] = 700_000_000;
            },
            folder: _folder.Root);
        Assert.Contains("has only 24", message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Missing_files_and_models_without_a_folder_are_refused()
    {
        Assert.Contains("'w.bin', which is missing", ErrorOf(m => Externalize(m, "w.bin", null, null), folder: _folder.Root));
        Assert.Contains("not loaded from a file", ErrorOf(m => Externalize(m, "w.bin", null, null)));
        Directory.CreateDirectory(_folder["dir"]);
        Assert.Contains("'dir', which is missing", ErrorOf(m => Externalize(m, "dir", null, null), folder: _folder.Root));
    }

    private static void Externalize(ModelProto model, string location, string? offset, string? length)
    {
        TensorProto tensor = model.Graph.Initializer[0];
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        if (offset is not null)
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset });
        if (length is not null)
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = length });
    }
}
