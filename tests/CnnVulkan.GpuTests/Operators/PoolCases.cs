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
    ];

    public static TheoryData<int, string> Windows()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < All.Length; i++)
            data.Add(i, $"{string.Join("×", All[i].Shape)}, {All[i].Window}");
        return data;
    }
}
