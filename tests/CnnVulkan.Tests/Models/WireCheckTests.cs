using CnnVulkan.Models.Onnx;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CnnVulkan.Tests.Models;

public sealed class WireCheckTests
{
    [Fact]
    public void The_schema_lists_the_messages_of_the_proto_file()
    {
        Compare(ModelProto.Descriptor, WireSchema.Model);
        Compare(TensorProto.Descriptor, WireSchema.Tensor);
    }

    [Fact]
    public void A_whole_model_passes() => Assert.Null(WireCheck.Find(OnnxBuilder.Model().ToByteArray(), WireSchema.Model));

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x01, 0x00, 0x01 }, "no field at byte 3")]
    [InlineData(new byte[] { 0x08 }, "a number does not end at byte 0")]
    [InlineData(new byte[] { 0x08, 0x80 }, "a number does not end at byte 0")]
    [InlineData(new byte[] { 0x0A, 0x05, 1, 2 }, "the length at byte 1 passes the end")]
    [InlineData(new byte[] { 0x3A, 0x04, 0x0A, 0x03, 1, 2 }, "the length at byte 3 passes the end")]
    [InlineData(new byte[] { 0x0D, 1, 2, 3 }, "a field at byte 1 passes the end")]
    [InlineData(new byte[] { 0x0B }, "no field at byte 0")]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "the length at byte 1")]
    public void What_does_not_fit_is_found(byte[] bytes, string expected) => Assert.Contains(expected, WireCheck.Find(bytes, WireSchema.Model));

    [Fact]
    public void The_number_of_parts_is_bounded()
    {
        // graph { node {} node {} … }: two bytes each.
        const int Nodes = 5_000_000;
        var bytes = new byte[6 + 2 * Nodes];
        bytes[0] = 0x3A;
        for (int i = 0; i < 5; i++)
            bytes[1 + i] = (byte)(((2 * Nodes) >> (7 * i) & 0x7F) | (i < 4 ? 0x80 : 0));
        for (int i = 0; i < Nodes; i++)
            bytes[6 + 2 * i] = 0x0A;
        Assert.Contains("more than 4,194,304 parts", WireCheck.Find(bytes, WireSchema.Model));
    }

    private static void Compare(MessageDescriptor message, WireSchema schema)
    {
        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
        {
            bool isMessage = field.FieldType == FieldType.Message;
            Assert.True(isMessage == schema.Child(field.FieldNumber) is not null, field.FullName);
            if (isMessage)
                Compare(field.MessageType, schema.Child(field.FieldNumber)!);
        }
    }
}
