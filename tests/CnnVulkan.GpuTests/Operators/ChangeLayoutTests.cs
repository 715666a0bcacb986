using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Conversions between layouts, each alone: element for element.</summary>
public sealed class ChangeLayoutTests
{
    private static readonly ChangeLayout ToVectors = new(Layout.Nchw, Layout.Nc4hw), ToPlain = new(Layout.Nc4hw, Layout.Nchw);

    public static TheoryData<int[]> Shapes()
    {
        var data = new TheoryData<int[]>();
        foreach (int channels in new[] { 1, 3, 4, 5, 8, 127 })
        {
            foreach (int[] shape in new int[][] { [3, channels, 11], [1, channels, 5, 7], [3, channels, 1, 3], [3, channels, 1, 1], [3, channels, 2, 3, 5], [2, channels, 1, 1, 1] })
                data.Add(shape);
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Both_ways(int[] shape)
    {
        Tensor<float> x = TestData.Random(6, shape);
        foreach (Planning planning in Profiles.In(Layout.Nc4hw))
            Check(x, planning);
    }

    /// <summary>Channels that are missing from the last four become 0.</summary>
    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void Missing_channels_become_zero(int[] shape)
    {
        Tensor<float> x = TestData.Random(6, shape);
        foreach (Planning planning in Profiles.In(Layout.Nc4hw))
        {
            Plan plan = OneNode.Lower(ToVectors, planning, Precision.Float32, 1, OneNode.Data(shape));
            using var runner = new PlanRunner(plan, GpuFixture.Device);
            Tensor stored = runner.RunAsStored(new Dictionary<string, Tensor> { ["input0"] = x })["output0"];
            Assert.Null(Comparator.Difference(Nc4hwReference.Store(x), stored, 0));
        }
    }

    /// <summary>Single pixels of whole vectors lie the same either way.</summary>
    [Theory]
    [InlineData(true, 3, 8, 1, 1)]
    [InlineData(true, 1, 4, 1)]
    [InlineData(true, 2, 12, 1, 1, 1)]
    [InlineData(false, 3, 8, 1, 2)]
    [InlineData(false, 3, 6, 1, 1)]
    public void Where_both_layouts_coincide_nothing_moves(bool coincide, params int[] shape)
    {
        foreach (ChangeLayout change in new[] { ToVectors, ToPlain })
        {
            Plan plan = OneNode.Lower(change, new Planning(new DeviceProfile(), Layout.Nc4hw), Precision.Float32, 1, OneNode.Data(shape));
            Assert.Equal(coincide, plan.Dispatches.IsEmpty);
            Assert.Equal(coincide, plan.Outputs["output0"].Tensor == plan.Inputs["input0"].Tensor);
        }
        Assert.Equal(coincide, ChangeLayout.Cost(OneNode.Data(shape)) == 0);
    }

    /// <summary>Planned for a device that binds 4 kB: pictures go one by one, and start where no vector does.</summary>
    [SkippableFact]
    public void Pictures_that_a_binding_cannot_span_together_are_split()
    {
        Tensor<float> x = TestData.Random(6, 5, 3, 7, 11);
        foreach (DeviceProfile profile in Profiles.All)
            Check(x, new Planning(profile.Binding(4096), Layout.Nc4hw));
    }

    private static void Check(Tensor<float> x, Planning planning)
    {
        foreach (ChangeLayout change in new[] { ToVectors, ToPlain })
        {
            OperatorHarness.Check(change, [x], [x], tolerance: 0, float16: false, planning: planning);
            OperatorHarness.Check(change, [x], [x], planning: planning);
        }
    }
}
