using CnnVulkan.Graphs;
using CnnVulkan.Models.Onnx;
using CnnVulkan.Operators;
using Google.Protobuf;
using static CnnVulkan.Tests.Models.OnnxBuilder;
using AttributeType = CnnVulkan.Models.Onnx.AttributeProto.Types.AttributeType;

namespace CnnVulkan.Tests.Models;

public sealed class OnnxAttributeReaderTests
{
    private static readonly AttributeProto[] All =
    [
        new() { Name = "f", Type = AttributeType.Float, F = 0.5f },
        new() { Name = "i", Type = AttributeType.Int, I = -3 },
        new() { Name = "s", Type = AttributeType.String, S = ByteString.CopyFromUtf8("größer") },
        new() { Name = "t", Type = AttributeType.Tensor, T = Weights("", [2], [7, 8]) },
        new() { Name = "floats", Type = AttributeType.Floats, Floats = { 1, 2 } },
        new() { Name = "ints", Type = AttributeType.Ints, Ints = { 3, long.MaxValue } },
        new() { Name = "strings", Type = AttributeType.Strings, Strings = { ByteString.CopyFromUtf8("a"), ByteString.CopyFromUtf8("b") } },
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_kind_is_read_with_and_without_the_type_that_old_files_lack(bool isTyped)
    {
        NodeAttributes read = AttributesOf(All.Select(a => a.Clone()).Select(a =>
        {
            a.Type = isTyped ? a.Type : AttributeType.Undefined;
            return a;
        }).ToArray());
        Assert.Equal(0.5f, read.Float("f", 0));
        Assert.Equal(-3, read.Int("i", 0));
        Assert.Equal("größer", read.String("s", ""));
        Assert.Equal([7, 8], read.Tensor("t")!.ToFloatArray());
        Assert.Equal<float>([1, 2], read.Floats("floats"));
        Assert.Equal<int>([3, int.MaxValue], read.Ints("ints"));
        Assert.True(read.Has("strings"));
    }

    [Fact]
    public void A_zero_counts_as_given()
    {
        NodeAttributes read = AttributesOf(new AttributeProto { Name = "axis", I = 0 }, new AttributeProto { Name = "mode", S = ByteString.Empty });
        Assert.Equal(0, read.Int("axis", 1));
        Assert.Equal("", read.String("mode", "constant"));
    }

    [Fact]
    public void An_empty_list_is_given_not_left_out()
        => Assert.False(AttributesOf(new AttributeProto { Name = "axes", Type = AttributeType.Ints }).Ints("axes").IsDefault);

    [Fact]
    public void Damaged_attributes_are_refused_and_the_place_is_named()
    {
        Assert.Contains("node 'n' (Fake), attribute 'a' is a text that is not UTF-8", Error(new AttributeProto { Name = "a", Type = AttributeType.String, S = Raw<byte>(0xFF) }));
        Assert.Contains("node 'n' (Fake), attribute 'a' has no value", Error(new AttributeProto { Name = "a" }));
        Assert.Contains("is a tensor that is missing", Error(new AttributeProto { Name = "a", Type = AttributeType.Tensor }));
        Assert.Contains("has the unknown type 99", Error(new AttributeProto { Name = "a", Type = (AttributeType)99 }));
        Assert.Contains("attribute 'a' is given twice", Error(new AttributeProto { Name = "a", I = 1 }, new AttributeProto { Name = "a", I = 2 }));
        Assert.Contains("refers to 'outer'", Error(new AttributeProto { Name = "a", RefAttrName = "outer" }));
        Assert.Contains("node 'n' (Fake), attribute 'a', tensor 'big' holds 4 bytes", Error(new AttributeProto { Name = "a", Type = AttributeType.Tensor, T = Weights("big", [9], [1]) }));
    }

    private static string Error(params AttributeProto[] attributes) => ErrorOf(m => m.Graph.Node[0].Attribute.AddRange(attributes));

    private static NodeAttributes AttributesOf(params AttributeProto[] attributes)
        => ((FakeLayer)Read(With(m => m.Graph.Node[0].Attribute.AddRange(attributes))).Nodes[0].Operator).Attributes;
}
