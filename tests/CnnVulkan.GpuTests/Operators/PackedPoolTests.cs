using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Pools of channel-packed pictures, each read as texels and from storage buffers.</summary>
public sealed class PackedPoolTests
{
    private const float Filler = 777;

    /// <summary>The planar windows of the plain pools, and more channels and outputs.</summary>
    private static readonly (int[] Shape, WindowCase Window)[] Cases =
    [
        .. PoolCases.All.Where(c => c.Shape.Length == 4),
        ([3, 4, 5, 33], new([1, 11], null, [0, 5])),
        ([1, 8, 12, 11], new([11, 11], [4, 3], [5, 2], [5, 9])),
        ([2, 12, 1, 1], new([1, 1])),
    ];

    public static TheoryData<int, bool, string> Windows()
    {
        var data = new TheoryData<int, bool, string>();
        for (int i = 0; i < Cases.Length; i++)
        {
            data.Add(i, true, $"{string.Join("×", Cases[i].Shape)}, {Cases[i].Window}");
            data.Add(i, false, $"{string.Join("×", Cases[i].Shape)}, {Cases[i].Window}");
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Windows))]
    public void The_largest_and_the_mean_with_and_without_padding_counted(int index, bool texels, string name)
    {
        (int[] shape, WindowCase window) = Cases[index];
        Tensor<float> input = TestData.Random(name.Length, shape);
        DeviceProfile profile = PackedProfiles.Of(texels);
        Check(new PackedPool(window.Window, largest: true), input, PoolReference.Max(input, window.Reference).Values, profile);
        Check(new PackedPool(window.Window, largest: false), input, PoolReference.Average(input, window.Reference), profile);
        Check(new PackedPool(window.Window, largest: false, countPadding: true), input, PoolReference.Average(input, window.Reference, true), profile);
    }

    [SkippableFact]
    public void A_kernel_of_a_thousand_million_taps_visits_only_those_inside()
    {
        Tensor<float> input = TestData.Random(1, 1, 1, 3, 5);
        var window = new SlidingWindow([1 << 30, 1 << 30], autoPad: AutoPad.SameUpper);
        foreach (bool texels in new[] { false, true })
        {
            Check(new PackedPool(window, largest: false), input, ElementwiseReference.Map(input, _ => input.Data.Average()), PackedProfiles.Of(texels));
            Check(new PackedPool(window, largest: true), input, ElementwiseReference.Map(input, _ => input.Data.Max()), PackedProfiles.Of(texels));
        }
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Infinities_are_found_and_NaN_is_passed_over_as_by_the_plain_pool(bool texels)
    {
        var input = new Tensor<float>(new TensorShape(1, 1, 1, 6), [float.NegativeInfinity, float.NegativeInfinity, 1, float.PositiveInfinity, -2, float.NaN]);
        var expected = new Tensor<float>(new TensorShape(1, 1, 1, 3), [float.NegativeInfinity, float.PositiveInfinity, -2]);
        var window = new SlidingWindow([1, 2], [1, 2]);
        OperatorHarness.Check(new MaxPool(window), [input], [expected]);
        Check(new PackedPool(window, largest: true), input, expected, PackedProfiles.Of(texels));
    }

    /// <summary>Planned for a device that binds 4 kB: a plane of four channels takes 1.6 kB.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Planes_larger_than_a_binding_together_are_split(bool texels)
    {
        Tensor<float> input = TestData.Random(1, 3, 7, 10, 10);
        DeviceProfile profile = PackedProfiles.Binding(4096, PackedProfiles.Of(texels));
        Check(new PackedPool(new SlidingWindow([3, 3]), largest: true), input, PoolReference.Max(input, SpatialWindow.Of(3, 3)).Values, profile);
    }

    private static void Check(PackedPool pool, Tensor<float> input, Tensor<float> expected, DeviceProfile profile)
        => OperatorHarness.Check(
            pool, [PackedReference.Pack(input, Filler)], [expected], profile: profile, read: t => PackedReference.Unpack((Tensor<float>)t, input.Shape[1]));
}
