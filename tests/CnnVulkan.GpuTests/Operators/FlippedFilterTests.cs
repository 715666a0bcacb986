using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class FlippedFilterTests
{
    [SkippableTheory]
    [InlineData(new[] { 5, 3, 3, 2 }, 1)]
    [InlineData(new[] { 6, 2, 3, 3 }, 3)]
    [InlineData(new[] { 4, 3, 5 }, 2)]
    [InlineData(new[] { 2, 3, 2, 1, 4 }, 1)]
    public void Filters_are_turned_round_in_each_group(int[] shape, int group)
    {
        Tensor<float> weights = TestData.Random(1, shape);
        int outputs = shape[0] / group;
        Tensor<float> expected = Positions.Fill(
            new TensorShape([shape[1] * group, outputs, .. shape.Skip(2)]),
            at => weights.At([at[0] / shape[1] * outputs + at[1], at[0] % shape[1], .. at.Skip(2).Select((x, axis) => shape[axis + 2] - 1 - x)]));
        OperatorHarness.Check(new FlippedFilter(group), [weights], [expected]);
    }

    [SkippableTheory]
    [InlineData(new[] { 5, 3, 3, 3 }, 2, 2)]
    [InlineData(new[] { 2, 4, 4, 5 }, 1, 3)]
    public void Each_phase_has_the_taps_it_meets(int[] shape, int strideH, int strideW)
    {
        Tensor<float> weights = TestData.Random(1, shape);
        int perPhase = (shape[1] + 3) / 4 * 4, tapsH = (shape[2] + strideH - 1) / strideH, tapsW = (shape[3] + strideW - 1) / strideW;
        float Element(int[] at)
        {
            int phase = at[0] / perPhase, channel = at[0] % perPhase;
            int kh = phase / strideW + strideH * (tapsH - 1 - at[2]), kw = phase % strideW + strideW * (tapsW - 1 - at[3]);
            return channel < shape[1] && kh < shape[2] && kw < shape[3] ? weights.At(at[1], channel, kh, kw) : 0;
        }
        Tensor<float> expected = Positions.Fill(new TensorShape(strideH * strideW * perPhase, shape[0], tapsH, tapsW), Element);
        OperatorHarness.Check(new FlippedFilter(1, strideH, strideW), [weights], [expected]);
    }
}
