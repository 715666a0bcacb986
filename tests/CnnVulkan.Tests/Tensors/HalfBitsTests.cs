namespace CnnVulkan.Tests.Tensors;

public class HalfBitsTests
{
    [Fact]
    public void EveryHalfSurvivesTheRoundTripAndAgreesWithTheFramework()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float value = HalfBits.ToSingle((ushort)bits);
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            if (float.IsNaN(expected))
            {
                Assert.True(float.IsNaN(value));
                Assert.True(float.IsNaN(HalfBits.ToSingle(HalfBits.FromSingle(value))));
                continue;
            }
            Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
            Assert.Equal(bits, HalfBits.FromSingle(value));
        }
    }

    [Fact]
    public void RoundsToNearestAndTiesToEven()
    {
        // Every finite half, its neighbour and what lies between: the middle, and one float to either side of it.
        for (int bits = 0; bits < 0x7BFF; bits++)
        {
            float low = HalfBits.ToSingle((ushort)bits), high = HalfBits.ToSingle((ushort)(bits + 1));
            float middle = low + (high - low) / 2;
            foreach (float value in (float[])[middle, MathF.BitIncrement(middle), MathF.BitDecrement(middle), -middle])
                Assert.Equal(BitConverter.HalfToUInt16Bits((Half)value), HalfBits.FromSingle(value));
        }
    }

    [Theory]
    [InlineData(65519.996f, 0x7BFF)]
    [InlineData(65520f, 0x7C00)]
    [InlineData(float.MaxValue, 0x7C00)]
    [InlineData(float.NegativeInfinity, 0xFC00)]
    [InlineData(1e-8f, 0x0000)]
    [InlineData(-1e-8f, 0x8000)]
    [InlineData(float.Epsilon, 0x0000)]
    public void TreatsTheEndsOfTheRange(float value, int expected) => Assert.Equal(expected, HalfBits.FromSingle(value));
}
