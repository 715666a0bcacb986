using System.Text;

namespace CnnVulkan.ApiTests;

/// <summary>Writes ONNX files byte by byte, as protobuf's wire format has them: a user of the library has no part of it to write them with.</summary>
internal static class OnnxBytes
{
    /// <summary>A model of nodes in a row, from <paramref name="input"/> (1×3×8×8) to <paramref name="output"/>.</summary>
    public static byte[] Model(string input, string output, int[] outputShape, params byte[][] nodes)
    {
        byte[] graph = Join([
            .. nodes.Select(n => Field(1, n)),
            Field(2, "graph"),
            Field(11, Value(input, [1, 3, 8, 8])),
            Field(12, Value(output, outputShape)),
        ]);
        return Join(Number(1, 8), Field(7, graph), Field(8, Number(2, 13)), Field(8, Join(Field(1, "com.example"), Number(2, 1))));
    }

    public static byte[] Node(string type, string input, string output, string domain = "")
        => Join(Field(1, input), Field(2, output), Field(3, $"{type}_node"), Field(4, type), Field(7, domain));

    private static byte[] Value(string name, int[] shape)
    {
        byte[] dimensions = Join([.. shape.Select(d => Field(1, Number(1, d)))]);
        byte[] tensor = Join(Number(1, 1), Field(2, dimensions));
        return Join(Field(1, name), Field(2, Field(1, tensor)));
    }

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => Join(Varint((number << 3) | 2), Varint(content.Length), content);

    private static byte[] Number(int number, int value) => Join(Varint(number << 3), Varint(value));

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (uint rest = (uint)value; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                bytes.Add((byte)rest);
                return [.. bytes];
            }
            bytes.Add((byte)(rest | 0x80));
        }
    }

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];
}
