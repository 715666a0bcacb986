using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Tests.Plans;

public sealed class ConstantKeyTests
{
    [Fact]
    public void The_same_elements_for_the_same_purpose_are_one_constant_whoever_holds_them()
    {
        Assert.Equal(KeyOf([1, 2, 3, 4]), KeyOf([1, 2, 3, 4]));
        Assert.NotEqual(KeyOf([1, 2, 3, 4]), KeyOf([1, 2, 3, 4], purpose: "tiled"));
        Assert.NotEqual(KeyOf([1, 2, 3, 4]), KeyOf([1, 2, 3, 4], type: StorageType.Float16));
        Assert.NotEqual(KeyOf([1, 2, 3, 4]), ConstantKey.Of(new Tensor<float>(new TensorShape(2, 2), [1, 2, 3, 4]), "", StorageType.Float32, 4));
        Assert.NotEqual(KeyOf([0, 0, 0, 0]), ConstantKey.Of(new Tensor<int>(new TensorShape(4), [0, 0, 0, 0]), "", StorageType.Float32, 4));
    }

    [Fact]
    public void Every_bit_of_every_element_counts_and_so_does_the_order()
    {
        var bytes = new byte[123];
        new Random(1).NextBytes(bytes);
        var seen = new HashSet<(ulong, ulong)> { ConstantKey.Hash(bytes) };
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] other = [.. bytes];
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(ConstantKey.Hash(other)), $"bit {bit}");
        }
        for (int length = 0; length < bytes.Length; length++)
            Assert.True(seen.Add(ConstantKey.Hash(bytes.AsSpan(0, length))), $"length {length}");
        Assert.NotEqual(KeyOf([1, 2]), KeyOf([2, 1]));
        Assert.NotEqual(KeyOf([0, 0, 0]), KeyOf([0, 0]));
    }

    [Fact]
    public void Many_short_lists_have_as_many_keys_in_each_half()
    {
        var low = new HashSet<ulong>();
        var high = new HashSet<ulong>();
        for (int i = 0; i < 200_000; i++)
        {
            (ulong first, ulong second) = ConstantKey.Hash(BitConverter.GetBytes((float)i));
            low.Add(first);
            high.Add(second);
        }
        Assert.Equal((200_000, 200_000), (low.Count, high.Count));
    }

    private static ConstantKey KeyOf(float[] elements, string purpose = "", StorageType type = StorageType.Float32)
        => ConstantKey.Of(new Tensor<float>(new TensorShape(elements.Length), elements), purpose, type, elements.Length);
}
