namespace CnnVulkan.Reference;

/// <summary>Channel-packed pictures N×⌈C/4⌉×H×W×4 from and to plain ones N×C×H×W.</summary>
public static class PackedReference
{
    /// <summary>Packs; what there is no channel for becomes the filler.</summary>
    public static Tensor<float> Pack(Tensor<float> plain, float filler = 0)
    {
        TensorShape s = plain.Shape;
        var packed = new Tensor<float>(new TensorShape(s[0], (s[1] + 3) / 4, s[2], s[3], 4));
        Array.Fill(packed.Data, filler);
        Walk(s, (from, to) => packed.Data[to] = plain.Data[from]);
        return packed;
    }

    /// <summary>Unpacks the channels there are.</summary>
    public static Tensor<float> Unpack(Tensor<float> packed, int channels)
    {
        var plain = new Tensor<float>(new TensorShape(packed.Shape[0], channels, packed.Shape[2], packed.Shape[3]));
        Walk(plain.Shape, (from, to) => plain.Data[from] = packed.Data[to]);
        return plain;
    }

    private static void Walk(TensorShape s, Action<int, int> element)
    {
        int vectors = (s[1] + 3) / 4;
        for (int i = 0; i < s.Count; i++)
        {
            int x = i % s[3], y = i / s[3] % s[2], c = i / s[3] / s[2] % s[1], n = i / s[3] / s[2] / s[1];
            element(i, (((n * vectors + c / 4) * s[2] + y) * s[3] + x) * 4 + c % 4);
        }
    }
}
