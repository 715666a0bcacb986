using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Fuzz;
using static CnnVulkan.GpuTests.Fuzz.OperatorFuzzTests;

namespace CnnVulkan.GpuTests.Fuzz;

/// <summary>Operators that move elements about.</summary>
internal static class ArrangingCases
{
    public static readonly Action<Dice>[] All = [Slice, Slice, Pad, Pad, Transpose, Concat, Split, Gather, GatherElements, Expand, Tile, Where, Blocks, OneHot];

    private static void Slice(Dice dice)
    {
        Tensor<float> x = dice.Tensor(dice.Several(dice.From(1, 5), 1, 6));
        int rank = x.Shape.Rank;
        // In range and beyond on both sides; a backward start before the first element is clamped to it, unlike NumPy's.
        long[] steps = Longs(dice.Several(rank, 1, 3).Select(s => dice.Chance(0.3) ? -s : s));
        long[] starts = Longs(x.Shape.Dimensions.Select((d, i) => steps[i] < 0 ? dice.From(-d, d + 2) : dice.From(-d - 2, d + 2)));
        long[] ends = Longs(x.Shape.Dimensions.Select(d => dice.From(-d - 2, d + 2)));
        int[] axes = dice.Shuffled(rank);
        Tensor<float> expected = SliceReference.Run(x, starts, ends, steps);
        OperatorHarness.Check(Make("Slice", 13, 5, 1),
            [
                x, TestData.Longs([.. axes.Select(a => starts[a])]), TestData.Longs([.. axes.Select(a => ends[a])]),
                TestData.Longs([.. axes.Select(a => dice.Chance(0.5) ? (long)a : a - rank)]), TestData.Longs([.. axes.Select(a => steps[a])]),
            ],
            [expected], [1, 2, 3, 4]);
    }

    private static void Pad(Dice dice)
    {
        int[] shape = dice.Several(dice.From(1, 5), 1, 4);
        string mode = dice.Pick(["constant", "edge", "reflect", "wrap"]);
        int[] begin = dice.Several(shape.Length, mode == "constant" ? -1 : 0, 4), end = dice.Several(shape.Length, mode == "constant" ? -1 : 0, 4);
        if (shape.Where((d, i) => d + begin[i] + end[i] < 0).Any())
            return;
        Tensor<float> x = dice.Tensor(shape);
        Tensor<float>? value = dice.Chance(0.5) ? dice.Tensor() : null;
        Tensor<float> expected = PadReference.Run(x, begin, end, mode, value?.Data[0] ?? 0);
        OperatorHarness.Check(Make("Pad", 19, 3, 1, ("mode", mode)), [x, TestData.Longs(Longs([.. begin, .. end])), value], [expected], [1]);
    }

    private static void Transpose(Dice dice)
    {
        Tensor<float> x = dice.Tensor(dice.Several(dice.From(0, 6), 1, 5));
        int[] order = dice.Shuffled(x.Shape.Rank);
        OperatorHarness.Check(Make("Transpose", 13, 1, 1, ("perm", Longs(order))), [x], [TransposeReference.Run(x, order)]);
    }

    private static void Concat(Dice dice)
    {
        int[] shape = dice.Several(dice.From(1, 4), 1, 5);
        int axis = dice.From(0, shape.Length - 1);
        Tensor<float>[] parts = [.. Enumerable.Range(0, dice.From(1, 4)).Select(_ =>
        {
            shape[axis] = dice.From(0, 4);
            return dice.Tensor(shape);
        })];
        OperatorHarness.Check(Make("Concat", 13, parts.Length, 1, ("axis", (long)(dice.Chance(0.5) ? axis : axis - shape.Length))), [.. parts], [ConcatReference.Run(axis, parts)]);
    }

    private static void Split(Dice dice)
    {
        int[] shape = dice.Several(dice.From(1, 4), 1, 6);
        int axis = dice.From(0, shape.Length - 1);
        int[] sizes = dice.Several(3, 0, 4);
        shape[axis] = sizes.Sum();
        Tensor<float> x = dice.Tensor(shape);
        OperatorHarness.Check(Make("Split", 13, 2, 3, ("axis", (long)(axis - shape.Length))), [x, TestData.Longs(Longs(sizes))], [.. SplitReference.Run(x, axis, sizes)], [1]);
    }

    private static void Gather(Dice dice)
    {
        Tensor<float> x = dice.Tensor(dice.Several(dice.From(1, 4), 1, 5));
        int axis = dice.From(0, x.Shape.Rank - 1), extent = x.Shape[axis];
        var shape = new TensorShape(dice.Several(dice.From(0, 3), 1, 4));
        var indices = new Tensor<long>(shape, Longs(dice.Several(shape.Count, -extent, extent - 1)));
        OperatorHarness.Check(Make("Gather", 13, 2, 1, ("axis", (long)axis)), [x, indices], [GatherReference.Run(x, indices, axis)], dice.Chance(0.5) ? [1] : null);
    }

    private static void GatherElements(Dice dice)
    {
        Tensor<float> x = dice.Tensor(dice.Several(dice.From(1, 4), 1, 5));
        int axis = dice.From(0, x.Shape.Rank - 1), extent = x.Shape[axis];
        var shape = new TensorShape(x.Shape.Dimensions.Select((d, i) => i == axis ? dice.From(1, 6) : dice.From(1, d)).ToArray());
        var indices = new Tensor<long>(shape, Longs(dice.Several(shape.Count, -extent, extent - 1)));
        OperatorHarness.Check(Make("GatherElements", 13, 2, 1, ("axis", (long)axis)), [x, indices], [GatherReference.Elements(x, indices, axis)]);
    }

    private static void Expand(Dice dice)
    {
        int[] to = dice.Several(dice.From(0, 5), 1, 4);
        Tensor<float> x = dice.Tensor([.. to.Skip(dice.From(0, to.Length)).Select(d => dice.Chance(0.5) ? d : 1)]);
        OperatorHarness.Check(Make("Expand", 13, 2, 1), [x, TestData.Longs(Longs(to))], [ExpandReference.Run(x, new TensorShape(to))], [1]);
    }

    private static void Tile(Dice dice)
    {
        Tensor<float> x = dice.Tensor(dice.Several(dice.From(1, 4), 1, 4));
        int[] repeats = dice.Several(x.Shape.Rank, 0, 3);
        OperatorHarness.Check(Make("Tile", 13, 2, 1), [x, TestData.Longs(Longs(repeats))], [TileReference.Run(x, repeats)], [1]);
    }

    private static void Where(Dice dice)
    {
        int[] shape = dice.Several(dice.From(0, 5), 1, 4);
        int[] Part() => [.. shape.Skip(dice.From(0, shape.Length)).Select(d => dice.Chance(0.6) ? d : 1)];
        Tensor<float> a = dice.Tensor(Part()), b = dice.Tensor(Part()), c = dice.Tensor(Part());
        var condition = new Tensor<bool>(c.Shape, c.Data.Select(v => v > 0).ToArray());
        OperatorHarness.Check(Make("Where", 16, 3, 1), [condition, a, b], [WhereReference.Run(condition, a, b)]);
    }

    private static void Blocks(Dice dice)
    {
        int block = dice.From(1, 3);
        bool crd = dice.Chance(0.5);
        Tensor<float> deep = dice.Tensor(dice.From(1, 2), block * block * dice.From(1, 3), dice.From(1, 4), dice.From(1, 4));
        OperatorHarness.Check(Make("DepthToSpace", 13, 1, 1, ("blocksize", (long)block), ("mode", crd ? "CRD" : "DCR")), [deep], [DepthToSpaceReference.Run(deep, block, crd)]);
        Tensor<float> wide = dice.Tensor(dice.From(1, 2), dice.From(1, 3), block * dice.From(1, 3), block * dice.From(1, 3));
        OperatorHarness.Check(Make("SpaceToDepth", 13, 1, 1, ("blocksize", (long)block)), [wide], [SpaceToDepthReference.Run(wide, block)]);
    }

    private static void OneHot(Dice dice)
    {
        var shape = new TensorShape(dice.Several(dice.From(0, 3), 1, 4));
        int depth = dice.From(1, 5), axis = dice.From(0, shape.Rank);
        var indices = new Tensor<long>(shape, Longs(dice.Several(shape.Count, -depth, depth - 1)));
        var values = new Tensor<float>(new TensorShape(2), [-1, 2]);
        OperatorHarness.Check(Make("OneHot", 11, 3, 1, ("axis", (long)(dice.Chance(0.5) ? axis : axis - shape.Rank - 1))), [indices, TestData.Longs(depth), values],
            [OneHotReference.Run(indices, depth, axis, -1f, 2f)], [1]);
    }
}
