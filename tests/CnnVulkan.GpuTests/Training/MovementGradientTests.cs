using System.Collections.Immutable;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

public sealed class MovementGradientTests
{
    [SkippableFact]
    public void Other_shapes()
    {
        Tensor<float> x = TestData.Random(1, 2, 3, 1, 4);
        GradientCases.Check(new Reshape([4, 6], allowZero: false), [x], v => v[0], [0]);
        GradientCases.Check(new Flatten(1), [x], v => v[0], [0]);
        GradientCases.Check(new Squeeze([2]), [x], v => v[0], [0]);
        GradientCases.Check(new Unsqueeze([0]), [x], v => v[0], [0]);
    }

    [SkippableFact]
    public void Other_orders()
    {
        Tensor<float> x = TestData.Random(1, 2, 3, 5, 4);
        GradientCases.Check(new Transpose([2, 0, 3, 1]), [x], v => GradientCases.Pick([5, 2, 4, 3], v[0], i => ((i[1] * 3 + i[3]) * 5 + i[0]) * 4 + i[2]), [0]);
        GradientCases.Check(new Transpose(default), [TestData.Random(1, 3, 4)], v => GradientCases.Pick([4, 3], v[0], i => i[1] * 4 + i[0]), [0]);
        GradientCases.Check(
            new SpaceToDepth(2), [TestData.Random(1, 2, 3, 4, 6)],
            v => GradientCases.Pick([2, 12, 2, 3], v[0], i => ((i[0] * 3 + i[1] % 3) * 4 + i[2] * 2 + i[1] / 6) * 6 + i[3] * 2 + i[1] / 3 % 2), [0]);
        foreach (bool crd in new[] { false, true })
        {
            GradientCases.Check(
                new DepthToSpace(2, crd), [TestData.Random(1, 2, 12, 2, 3)],
                v => GradientCases.Pick([2, 3, 4, 6], v[0], i =>
                {
                    int block = i[2] % 2 * 2 + i[3] % 2, channel = crd ? i[1] * 4 + block : block * 3 + i[1];
                    return ((i[0] * 12 + channel) * 2 + i[2] / 2) * 3 + i[3] / 2;
                }),
                [0]);
        }
    }

    [SkippableFact]
    public void Joined_along_any_axis()
    {
        foreach (int axis in new[] { 0, 1, -1 })
        {
            int[][] shapes = [.. new[] { 3, 1, 5 }.Select(e => Enumerable.Range(0, 4).Select(a => a == (axis + 4) % 4 ? e : 2).ToArray())];
            GradientCases.Check(
                new Concat(axis), [.. shapes.Select((s, i) => TestData.Random(i + 1, s))],
                v => Joined(v, shapes, (axis + 4) % 4), [0, 1, 2]);
        }
    }

    /// <summary>Cut between vectors of channels.</summary>
    [SkippableFact]
    public void Parts_in_vectors()
    {
        foreach (int batch in new[] { 1, 3 })
        {
            Tensor<float> whole = TestData.Random(1, batch, 24, 3, 5);
            Tensor<float>[] parts = [.. new[] { (0, 4), (4, 12), (16, 8) }.Select(r => Cut(whole, r.Item1, r.Item2))];
            foreach (Planning planning in Profiles.In(Layout.Nc4hw))
            {
                OperatorHarness.Check(new Split(1, [4, 12, 8], null, false), [whole], parts, float16: false, planning: planning);
                OperatorHarness.Check(new Slice([4], [16], [1]), [whole], [parts[1]], float16: false, planning: planning);
                OperatorHarness.Check(
                    new SliceGradient(whole.Shape, [new(0, 1, batch), new(4, 1, 12), new(0, 1, 3), new(0, 1, 5)]), [parts[1]],
                    [Blank(whole, (c, _) => c is >= 4 and < 16)], float16: false, planning: planning);
                OperatorHarness.Check(
                    new Pad(PadMode.Constant, [0, 4, 0, 0, 0, 8, 0, 0], 0), [parts[1]], [Blank(whole, (c, _) => c is >= 4 and < 16)], float16: false, planning: planning);
                // Rows of every channel, channels that do not fill vectors included.
                Tensor<float> odd = TestData.Random(1, batch, 5, 6, 4);
                OperatorHarness.Check(
                    new SliceGradient(odd.Shape, [new(0, 1, batch), new(0, 1, 5), new(0, 2, 3), new(0, 1, 4)]), [Rows(odd)],
                    [Blank(odd, (_, row) => row % 2 == 0)], float16: false, planning: planning);
            }
        }
    }

    [SkippableFact]
    public void Cut_into_parts()
    {
        // Of output 0 alone: the others count nothing.
        GradientCases.Check(
            new Split(1, [2, 1, 4], null, false), [TestData.Random(1, 3, 7, 2)],
            v => GradientCases.Pick([3, 2, 2], v[0], i => (i[0] * 7 + i[1]) * 2 + i[2]), [0], outputs: 3);
        GradientCases.Check(new Split(0, default, null, false), [TestData.Random(1, 3, 7)], v => v[0], [0]);
    }

    [SkippableFact]
    public void Ranges_with_and_without_steps()
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 7, 6);
        int At(int n, int c, int h, int w) => ((n * 5 + c) * 7 + h) * 6 + w;
        GradientCases.Check(new Slice([1, -4], [4, 6], [1, 3]), [x], v => GradientCases.Pick([3, 3, 7, 4], v[0], i => At(i[0], i[1] + 1, i[2], i[3] + 2)), [0]);
        GradientCases.Check(
            new Slice(default, default, default),
            [x, TestData.Longs(0, 0), TestData.Longs(99, 99), TestData.Longs(2, 3), TestData.Longs(2, 3)],
            v => GradientCases.Pick([3, 5, 4, 2], v[0], i => At(i[0], i[1], i[2] * 2, i[3] * 3)), [0]);
        GradientCases.Check(
            new Slice(default, default, default),
            [x, TestData.Longs(-1, 5), TestData.Longs(-99, 0), TestData.Longs(0, 3), TestData.Longs(-1, -2)],
            v => GradientCases.Pick([3, 5, 7, 3], v[0], i => At(2 - i[0], i[1], i[2], 5 - 2 * i[3])), [0]);
    }

    [SkippableFact]
    public void Padded()
    {
        Tensor<float> x = TestData.Random(1, 3, 5, 2, 3);
        GradientCases.Check(
            new Pad(PadMode.Constant, [0, 1, 0, 2, 0, 3, 1, 0], 7), [x],
            v => [.. GradientCases.Pick([3, 9, 3, 5], v[0], i => i[1] is >= 1 and < 6 && i[2] < 2 && i[3] >= 2 ? ((i[0] * 5 + i[1] - 1) * 2 + i[2]) * 3 + i[3] - 2 : -1)], [0]);
    }

    [SkippableFact]
    public void Repeated()
        => GradientCases.Check(
            new Expand(), [TestData.Random(1, 3, 1, 5, 1), TestData.Longs(2, 3, 4, 5, 3)],
            v => GradientCases.Pick([2, 3, 4, 5, 3], v[0], i => i[1] * 5 + i[3]), [0]);

    [SkippableFact]
    public void Sums_and_means()
    {
        foreach ((int[] axes, bool keep) in new (int[], bool)[] { ([2, 3], true), ([1], false), ([0, 2], false), ([], true) })
        {
            bool[] reduced = [.. Enumerable.Range(0, 4).Select(a => axes.Length == 0 || axes.Contains(a))];
            Tensor<float> x = TestData.Random(1, 3, 5, 2, 4);
            double[] Sum(double[] v) => [.. MultiIndex.All(x.Shape).Select((i, flat) => (Key: MultiIndex.Flat(x.Shape, MultiIndex.Drop(i, reduced)), v[flat])).GroupBy(e => e.Key).OrderBy(g => g.Key).Select(g => g.Sum(e => e.Item2))];
            double count = Enumerable.Range(0, 4).Where(a => reduced[a]).Aggregate(1.0, (n, a) => n * x.Shape[a]);
            GradientCases.Check(new Reduce(ReduceFunction.Sum, [.. axes], keep), [x], v => Sum(v[0]), [0]);
            GradientCases.Check(new Reduce(ReduceFunction.Mean, [.. axes], keep), [x], v => [.. Sum(v[0]).Select(s => s / count)], [0]);
        }
    }

    private static double[] Joined(double[][] v, int[][] shapes, int axis)
    {
        int outer = shapes[0].Take(axis).Aggregate(1, (n, e) => n * e);
        return [.. Enumerable.Range(0, outer).SelectMany(o => v.SelectMany(part => part.Skip(o * (part.Length / outer)).Take(part.Length / outer)))];
    }

    private static Tensor<float> Cut(Tensor<float> x, int start, int count)
    {
        ImmutableArray<int> d = [.. x.Shape.Dimensions];
        int plane = d[2] * d[3];
        return new Tensor<float>(x.Shape.With(1, count), [.. Enumerable.Range(0, d[0]).SelectMany(n => x.Data.Skip((n * d[1] + start) * plane).Take(count * plane))]);
    }

    /// <summary>Zeros wherever a place does not stay.</summary>
    private static Tensor<float> Blank(Tensor<float> x, Func<int, int, bool> stays)
        => new(x.Shape, [.. MultiIndex.All(x.Shape).Select((i, flat) => stays(i[1], i[2]) ? x.Data[flat] : 0)]);

    /// <summary>Every second row.</summary>
    private static Tensor<float> Rows(Tensor<float> x)
        => new(x.Shape.With(2, x.Shape[2] / 2), [.. MultiIndex.All(x.Shape).Select((i, flat) => (i, flat)).Where(e => e.i[2] % 2 == 0).Select(e => x.Data[e.flat])]);
}
