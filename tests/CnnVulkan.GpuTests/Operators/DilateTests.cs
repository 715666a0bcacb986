using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

public sealed class DilateTests
{
    [SkippableTheory]
    [InlineData(new[] { 2, 5, 3, 4 }, new[] { 2, 3 }, new[] { 0, 0 }, new[] { 5, 10 }, 0)]
    [InlineData(new[] { 1, 4, 3, 4 }, new[] { 2, 2 }, new[] { 1, -2 }, new[] { 7, 5 }, 0)]
    [InlineData(new[] { 3, 3, 5 }, new[] { 1 }, new[] { 0 }, new[] { 3 }, 0)]
    [InlineData(new[] { 1, 3, 2, 3, 4 }, new[] { 2, 1, 3 }, new[] { 0, 1, 2 }, new[] { 3, 3, 9 }, 0)]
    // Phases.
    [InlineData(new[] { 2, 16, 3, 4 }, new[] { 2, 2 }, new[] { 1, 0 }, new[] { 5, 9 }, 3)]
    [InlineData(new[] { 1, 24, 3, 2 }, new[] { 1, 3 }, new[] { 0, 2 }, new[] { 3, 5 }, 8)]
    public void Every_layout_spreads_elements(int[] shape, int[] steps, int[] first, int[] extents, int channels)
    {
        Tensor<float> input = TestData.Random(1, shape);
        int perPhase = (channels + 3) / 4 * 4;
        float Element(int[] at)
        {
            int[] places = [.. at.Skip(2).Select((x, axis) => x + first[axis])];
            int[] from = [.. places.Select((x, axis) => x / steps[axis])];
            int[] rests = [.. places.Select((x, axis) => x % steps[axis])];
            bool exists = !places.Where((x, axis) => x < 0 || from[axis] >= shape[axis + 2] || (channels == 0 && rests[axis] != 0)).Any();
            int phase = rests.Select((r, axis) => (r, axis)).Aggregate(0, (p, r) => p * steps[r.axis] + r.r);
            return exists ? input.At([at[0], phase * perPhase * (channels > 0 ? 1 : 0) + at[1], .. from]) : 0;
        }
        Tensor<float> expected = Positions.Fill(new TensorShape([shape[0], channels > 0 ? channels : shape[1], .. extents]), Element);
        foreach (Layout layout in new[] { Layout.Nchw, Layout.Nc4hw })
        {
            foreach (var planning in layout == Layout.Nchw ? [new(Profiles.Device, layout)] : Profiles.In(layout))
            {
                OperatorHarness.Check(new Dilate([.. steps], [.. first], [.. extents], channels), [input], [expected], planning: planning);
                Tensor<float> residual = TestData.Random(2, [.. expected.Shape.Dimensions]), gate = TestData.Random(3, [.. expected.Shape.Dimensions]);
                var ended = new Tensor<float>(expected.Shape, [.. expected.Data.Select((x, i) => gate.Data[i] > 0 ? x + residual.Data[i] : 0)]);
                var dilate = new Dilate([.. steps], [.. first], [.. extents], channels, hasResidual: true, hasGate: true);
                OperatorHarness.Check(dilate, [input, residual, gate], [ended], float16: false, planning: planning);
            }
        }
    }
}
