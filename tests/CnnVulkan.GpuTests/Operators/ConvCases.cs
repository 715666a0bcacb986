namespace CnnVulkan.GpuTests.Operators;

/// <summary>
/// Convolutions that leave a rest in every tile there is: channels against vectors of 4 and tiles of 8 to 64, pixels against tiles of 4 to 128,
/// pictures that share a tile, windows that leave the picture on every side.
/// </summary>
public static class ConvCases
{
    private static readonly WindowCase Same = new([3, 3], null, [1, 1]);

    private static readonly ConvCase[] Dense =
    [
        new(1, 1, 1, [7, 9], new([3, 3])),
        new(3, 3, 5, [11, 6], new([3, 2], [2, 1], [1, 0], [0, 2])),
        new(1, 5, 127, [9, 10], new([1, 1]), Bias: false),
        new(1, 8, 16, [8, 8], new([1, 1])),
        new(3, 127, 9, [5, 13], Same),
        new(1, 4, 24, [13, 17], new([3, 5], [3, 2], [2, 1], [1, 3], [2, 1])),
        new(1, 3, 17, [30, 29], new([7, 7], [2, 2], [3, 3])),
        new(1, 6, 8, [12, 12], new([3, 3], null, [4, 4], null, [4, 4])),
        new(1, 4, 12, [9, 9], new([1, 1], [2, 2])),
        new(2, 6, 8, [6, 7], new([2, 2], null, [1, 1], [0, 0])),
        new(1, 2, 8, [3, 40], new([1, 9], [1, 3], [0, 8])),
        new(3, 16, 40, [16, 16], Same),
        new(1, 12, 33, [1, 33], new([1, 11], null, [0, 5])),
        new(1, 8, 8, [2, 2], new([3, 3], null, [4, 3], [2, 4])),
        new(3, 8, 4, [6, 7], new([1, 1], null, [1, 0], [0, 2])),
        new(2, 6, 8, [1, 1], new([1, 1])),
        new(3, 4, 8, [3, 3], new([1, 1])),
        new(1, 12, 8, [12, 11], new([11, 11], null, [5, 5])),
        new(1, 3, 40, [4, 9], new([1, 1])),
        new(1, 127, 70, [9, 10], new([1, 1]), Bias: false),
        new(3, 33, 65, [3, 3], new([3, 3], null, [2, 1], [1, 3], [2, 1])),
        new(1, 64, 8, [1, 1], new([1, 1])),
    ];

    private static readonly ConvCase[] ThreeByThree =
    [
        new(1, 1, 1, [4, 4], Same),
        new(3, 3, 5, [9, 6], new([3, 3], null, [1, 0], [0, 2])),
        new(1, 5, 127, [7, 10], new([3, 3]), Bias: false),
        new(1, 127, 8, [5, 13], Same),
        new(3, 12, 4, [1, 1], Same),
        new(1, 4, 12, [2, 3], new([3, 3], null, [4, 3], [2, 4])),
        new(2, 8, 33, [3, 33], Same),
        new(1, 64, 64, [17, 19], Same),
    ];

    /// <summary>Whole vectors in a group, and less.</summary>
    private static readonly ConvCase[] Grouped =
    [
        new(2, 6, 15, [7, 5], Same, 3),
        new(1, 32, 32, [6, 6], new([3, 3], [2, 2], [1, 1]), 2),
        new(3, 10, 4, [8, 8], new([1, 1]), 2),
        new(2, 8, 16, [7, 5], Same, 2),
        new(1, 32, 32, [6, 6], new([3, 3], [2, 2], [1, 1]), 4),
        new(3, 12, 24, [5, 4], new([1, 1]), 3, Bias: false),
        new(1, 8, 40, [4, 3], new([2, 3], null, [0, 1], [1, 1]), 2),
        new(2, 16, 72, [6, 7], Same, 2),
    ];

    private static readonly ConvCase[] Depthwise =
    [
        new(1, 5, 5, [9, 7], Same, 5),
        new(3, 4, 12, [10, 11], new([5, 3], [2, 3], [1, 0], [2, 1]), 4),
        new(1, 127, 127, [8, 8], new([3, 3], [2, 2], [1, 1]), 127, Bias: false),
        new(2, 3, 3, [12, 12], new([3, 3], null, [2, 2], null, [2, 3]), 3),
        new(1, 3, 6, [6, 10], new([3, 3]), 3),
        new(1, 4, 4, [9, 7], Same, 4),
        new(3, 8, 8, [10, 11], new([5, 3], [2, 3], [1, 0], [2, 1]), 8),
        new(1, 12, 12, [12, 12], new([3, 3], null, [2, 2], null, [2, 3]), 12, Bias: false),
        new(1, 128, 128, [8, 8], new([3, 3], [2, 2], [1, 1]), 128),
        new(2, 4, 4, [3, 4], new([3, 3]), 4),
        new(1, 8, 8, [5, 33], new([1, 11], null, [0, 5]), 8),
        new(1, 8, 8, [2, 2], new([3, 3], null, [4, 3], [2, 4]), 8),
        new(1, 4, 4, [6, 12], new([3, 3]), 4),
    ];

    private static readonly ConvCase[] OtherRanks =
    [
        new(2, 3, 5, [17], new([4], [3], [2], [1])),
        new(1, 4, 8, [20], new([1])),
        new(1, 3, 5, [5, 6, 7], new([3, 2, 1], [1, 2, 2], [1, 0, 1], [0, 1, 0])),
        new(3, 4, 6, [4, 5, 6], new([2, 2, 2], null, null, null, [2, 1, 3]), 2),
    ];

    /// <summary>All of them.</summary>
    public static ConvCase[] All { get; } = [.. Dense, .. ThreeByThree, .. Grouped, .. Depthwise, .. OtherRanks];

    /// <summary>Two pictures whose pixels share tiles, 41 channels, nine steps: no number of rows or parts divides them.</summary>
    public static ConvCase Odd { get; } = new(2, 20, 41, [7, 9], new([3, 3], null, [1, 0], [0, 2]));

    /// <summary>Each by its place and its name.</summary>
    public static TheoryData<int, string> ByName()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < All.Length; i++)
            data.Add(i, All[i].ToString());
        return data;
    }
}
