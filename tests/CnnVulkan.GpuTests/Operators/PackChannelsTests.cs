using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>PackChannels and UnpackChannels, each alone: element for element.</summary>
public sealed class PackChannelsTests
{
    public static TheoryData<bool, int[]> Shapes()
    {
        var data = new TheoryData<bool, int[]>();
        foreach (int channels in new[] { 1, 3, 4, 5, 8, 12, 127 })
        {
            foreach (int[] shape in new int[][] { [1, channels, 5, 7], [3, channels, 1, 3], [3, channels, 1, 1] })
            {
                data.Add(true, shape);
                data.Add(false, shape);
            }
        }
        return data;
    }

    /// <summary>Channels that are missing from the last four become 0.</summary>
    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Packs(bool texels, int[] shape)
    {
        Tensor<float> plain = TestData.Random(6, shape);
        OperatorHarness.Check(new PackChannels(), [plain], [PackedReference.Pack(plain)], tolerance: 0, float16: false, profile: PackedProfiles.Of(texels));
        OperatorHarness.Check(new PackChannels(), [plain], [PackedReference.Pack(plain)], profile: PackedProfiles.Of(texels));
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Unpacks(bool texels, int[] shape)
    {
        Tensor<float> plain = TestData.Random(6, shape);
        Tensor<float> packed = PackedReference.Pack(plain, filler: 777);
        OperatorHarness.Check(new UnpackChannels(shape[1]), [packed], [plain], tolerance: 0, float16: false, profile: PackedProfiles.Of(texels));
        OperatorHarness.Check(new UnpackChannels(shape[1]), [packed], [plain], profile: PackedProfiles.Of(texels));
    }

    /// <summary>Planned for a device that binds 4 kB: pictures go one by one, and start where no vector does.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pictures_that_a_binding_cannot_span_together_are_split(bool texels)
    {
        Tensor<float> plain = TestData.Random(6, 5, 3, 7, 11);
        Tensor<float> packed = PackedReference.Pack(plain, filler: 777);
        DeviceProfile profile = PackedProfiles.Binding(4096, PackedProfiles.Of(texels));
        OperatorHarness.Check(new PackChannels(), [plain], [PackedReference.Pack(plain)], profile: profile);
        OperatorHarness.Check(new UnpackChannels(3), [packed], [plain], profile: profile);
    }
}
