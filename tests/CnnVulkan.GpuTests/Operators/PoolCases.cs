using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Pools share their windows, so they share their cases.</summary>
internal static class PoolCases
{
    public static readonly (int[] Shape, WindowCase Window)[] All =
    [
        ([1, 3, 7, 9], new([2, 2], [2, 2])),
        ([3, 5, 7, 10], new([3, 2], [2, 3], [1, 0], [0, 1])),
        ([1, 127, 8, 6], new([3, 3], [2, 2], null, null, null, Ceil: true)),
        ([1, 2, 8, 7], new([3, 3], [3, 2], [1, 1], [1, 1], null, Ceil: true)),
        ([2, 1, 11, 13], new([3, 3], [2, 1], [1, 2], [2, 0], [2, 3])),
        ([2, 3, 17], new([4], [3], [2], [1])),
        ([1, 3, 5, 6, 7], new([3, 2, 2], [2, 1, 2], [1, 0, 1], [1, 1, 0])),
        ([1, 1, 9, 8, 9], new([2, 2, 3], [2, 3, 2], [1, 1, 1], [1, 1, 1], [2, 1, 2], Ceil: true)),
        // A window larger than the input, which ceil_mode alone lets in.
        ([1, 1, 2, 5], new([3, 3], [2, 2], null, null, null, Ceil: true)),
        // Taps that skip the input, and windows far wider than it.
        ([1, 2, 3, 4], new([3, 40], [1, 5], [3, 30], [3, 25], [2, 1])),
        // Windows wider than the padding, in few and in many taps.
        ([3, 4, 5, 33], new([1, 11], null, [0, 5])),
        ([1, 8, 12, 11], new([11, 11], [4, 3], [5, 2], [5, 9])),
        ([3, 5, 6, 7], new([3, 3], [2, 2], [1, 1])),
        ([2, 12, 1, 1], new([1, 1])),
    ];

    public static TheoryData<int, string> Windows()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < All.Length; i++)
            data.Add(i, $"{string.Join("×", All[i].Shape)}, {All[i].Window}");
        return data;
    }

    /// <summary>Checks a pool in plain pictures, and in vectors of channels where it offers that.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="input">Its input.</param>
    /// <param name="expected">What must come out.</param>
    /// <param name="bytes">What the device binds; as much as it can where not given.</param>
    /// <returns>Whether it was checked in vectors.</returns>
    public static bool Check(Operator pool, Tensor<float> input, Tensor<float> expected, long? bytes = null)
    {
        var node = new Node("node", pool, ["x"], ["y"]);
        var context = new InferenceContext(node, new Dictionary<string, TensorInfo> { ["x"] = TensorInfo.Of(input) });
        bool vectors = pool.Layouts(context).Any(offer => offer.Input(0) == Layout.Nc4hw);
        foreach (Planning planning in Profiles.In(Layout.Nchw).Take(1).Concat(vectors ? Profiles.In(Layout.Nc4hw) : []))
            OperatorHarness.Check(pool, [input], [expected], planning: bytes is { } most ? planning with { Profile = planning.Profile.Binding(most) } : planning);
        return vectors;
    }
}
