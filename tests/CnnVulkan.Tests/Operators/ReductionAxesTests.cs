using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

public sealed class ReductionAxesTests
{
    [Fact]
    public void Neighbours_of_a_kind_are_merged()
    {
        (Dictionary<string, PushValue> push, Dictionary<string, uint> constants) = Describe(new TensorShape(2, 3, 1, 4, 5), [false, false, true, true, true]);
        Assert.Equal((1u, 1u), (constants["KEPT_RANK"], constants["REDUCED_RANK"]));
        Assert.Equal((6u, 20u), (push["kept_extent0"].Bits, push["kept_stride0"].Bits));
        Assert.Equal((20u, 1u), (push["reduced_extent0"].Bits, push["reduced_stride0"].Bits));
    }

    [Fact]
    public void Alternating_axes_stay_apart_innermost_first()
    {
        (Dictionary<string, PushValue> push, Dictionary<string, uint> constants) = Describe(new TensorShape(2, 3, 4, 5), [true, false, true, false]);
        Assert.Equal((2u, 2u), (constants["KEPT_RANK"], constants["REDUCED_RANK"]));
        Assert.Equal([5u, 1u, 3u, 20u], Bits(push, "kept_extent0", "kept_stride0", "kept_extent1", "kept_stride1"));
        Assert.Equal([4u, 5u, 2u, 60u], Bits(push, "reduced_extent0", "reduced_stride0", "reduced_extent1", "reduced_stride1"));
    }

    [Fact]
    public void Nothing_to_reduce_and_nothing_at_all_are_told_apart()
    {
        var empty = new ReductionAxes(new TensorShape(2, 0, 3), [false, true, false]);
        Assert.Equal((6, 0), (empty.KeptCount, empty.ReducedCount));
        var single = new ReductionAxes(new TensorShape(2, 3), [false, false]);
        Assert.Equal((6, 1), (single.KeptCount, single.ReducedCount));
    }

    private static uint[] Bits(Dictionary<string, PushValue> push, params string[] names) => [.. names.Select(n => push[n].Bits)];

    private static (Dictionary<string, PushValue> Push, Dictionary<string, uint> Constants) Describe(TensorShape shape, bool[] reduced)
    {
        var push = new Dictionary<string, PushValue>();
        var constants = new Dictionary<string, uint>();
        new ReductionAxes(shape, reduced).Describe(push, constants);
        return (push, constants);
    }
}
