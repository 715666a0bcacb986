using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class CastTests
{
    [SkippableTheory]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.Float32)]
    public void Every_type_becomes_every_other(ElementType to)
    {
        // Multiples of 1/4: what 16 bits hold exactly is truncated alike.
        Tensor<float> noise = TestData.Uniform(16, -300f, 300f, 3, 43);
        var reals = new Tensor<float>(noise.Shape, Array.ConvertAll(noise.Data, v => MathF.Round(v * 4) / 4));
        reals.Data[5] = 0;
        Tensor<long> integers = IntegerData.Longs(17, -1000, 1000, 3, 43);
        integers.Data[7] = 0;
        foreach (Tensor input in new[] { reals, reals.ConvertTo(ElementType.Int32), integers, IntegerData.Bools(18, 3, 43) })
            OperatorHarness.Check(new Cast(to), [input], [input.ConvertTo(to)]);
    }
}
