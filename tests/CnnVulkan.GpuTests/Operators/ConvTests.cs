using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Every algorithm in both layouts, as this device would have it and as others would, against the definition.</summary>
public sealed class ConvTests
{
    private static readonly Activation Relu = new(ActivationFunction.Relu);

    /// <summary>Alone in both precisions; with a residual, which each kernel reads in its own place, in one.</summary>
    [SkippableTheory]
    [MemberData(nameof(ConvCases.ByName), MemberType = typeof(ConvCases))]
    public void Every_algorithm_computes_every_case(int index, string name)
    {
        ConvCase c = ConvCases.All[index];
        Assert.Equal(name, c.ToString());
        foreach (Planning planning in RuleWays(c))
        {
            Check(c, planning, c.Conv(), c.Expected);
            Check(c, planning, c.Conv(Relu, hasResidual: true), Ended(c, Relu), c.Residual, float16: false);
        }
    }

    /// <summary>Every tile an algorithm offers, with what each kernel does at its end.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_tile_computes_the_same(bool storage)
    {
        DeviceProfile profile = storage ? Profiles.Storage : Profiles.Device;
        ConvCase c = ConvCases.Odd;
        foreach (Way way in ConvAlgorithm.List.Ways(c.Problem(profile, Layout.Nc4hw, hasResidual: true)))
            Check(c, new Planning(profile, Layout.Nc4hw, way), c.Conv(Relu, hasResidual: true), Ended(c, Relu), c.Residual);
    }

    /// <summary>Of the tiles an algorithm offers besides its rule's every fourth, in turn: each tile meets many cases. All of them would take minutes.</summary>
    [SkippableTheory]
    [MemberData(nameof(ConvCases.ByName), MemberType = typeof(ConvCases))]
    public void Every_case_in_other_tiles_than_its_rules(int index, string name)
    {
        ConvCase c = ConvCases.All[index];
        Assert.Equal(name, c.ToString());
        foreach (DeviceProfile profile in Profiles.All)
        {
            foreach (IGrouping<string, Way> ways in ConvAlgorithm.List.Ways(c.Problem(profile, Layout.Nc4hw)).GroupBy(w => w.Algorithm))
            {
                foreach (Way way in ways.Skip(1).Where((_, i) => (i + index) % 4 == 0))
                    Check(c, new Planning(profile, Layout.Nc4hw, way), c.Conv(), c.Expected, float16: false);
            }
        }
    }

    /// <summary>The cases would say nothing of an algorithm that none of them fits.</summary>
    [Fact]
    public void Every_algorithm_has_cases_of_its_own()
    {
        foreach (ConvAlgorithm algorithm in ConvAlgorithm.List.All)
        {
            int cases = ConvCases.All.Count(c => new[] { Layout.Nchw, Layout.Nc4hw }.Any(layout => algorithm.Fits(c.Problem(TestProfiles.Gpu, layout))));
            Assert.True(cases >= 8, $"{algorithm.Name} fits {cases} of them");
        }
    }

    public static TheoryData<int> Functions => [.. Enum.GetValues<ActivationFunction>().Select(f => (int)f)];

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Every_activation_comes_after_the_residual(int number)
    {
        var activation = new Activation((ActivationFunction)number, 0.4f, 0.8f);
        ConvCase dense = new(3, 3, 5, [9, 6], new([3, 3], null, [1, 0], [0, 2])), depthwise = new(1, 4, 4, [9, 7], new([3, 3], null, [1, 1]), 4);
        foreach (ConvCase c in new[] { dense, depthwise })
        {
            foreach (Planning planning in RuleWays(c))
                Check(c, planning, c.Conv(activation, hasResidual: true), Ended(c, activation), c.Residual, float16: number == (int)ActivationFunction.Relu);
        }
    }

    /// <summary>What the gradient of a convolution before a ReLU becomes.</summary>
    [SkippableFact]
    public void A_gate_comes_after_the_residual_and_before_the_activation()
    {
        ConvCase dense = new(3, 3, 5, [9, 6], new([3, 3], null, [1, 0], [0, 2])), depthwise = new(1, 4, 4, [9, 7], new([3, 3], null, [1, 1]), 4);
        var activation = new Activation(ActivationFunction.LeakyRelu, 0.3f);
        foreach (ConvCase c in new[] { dense, depthwise, new(2, 8, 12, [6, 7], new([3, 3], null, [1, 1]), Bias: false), ConvCases.Odd })
        {
            Tensor<float> gate = TestData.Random(6, [.. c.Expected.Shape.Dimensions]), expected = Ended(c, activation);
            var gated = new Tensor<float>(expected.Shape, [.. expected.Data.Select((x, i) => gate.Data[i] > 0 ? x : 0)]);
            foreach (Planning planning in RuleWays(c))
            {
                var conv = new Conv(c.Window.Window, c.Group, activation, hasResidual: true, hasGate: true);
                OperatorHarness.Check(conv, [c.Input, c.Weights, c.BiasTensor, c.Residual, gate], [gated], [1, 2], float16: false, planning: planning);
            }
        }
    }

    [SkippableFact]
    public void Weights_and_bias_may_come_at_run_time()
    {
        ConvCase c = ConvCases.Odd;
        OperatorHarness.Check(c.Conv(), [c.Input, c.Weights, c.BiasTensor], [c.Expected]);
        OperatorHarness.Check(c.Conv(), [c.Input, c.Weights, c.BiasTensor], [c.Expected], [1]);
    }

    /// <summary>Arranged on the GPU in front of the convolution, by every algorithm that can.</summary>
    [SkippableTheory]
    [MemberData(nameof(ConvCases.ByName), MemberType = typeof(ConvCases))]
    public void Every_algorithm_arranges_weights_that_come_at_run_time(int index, string name)
    {
        ConvCase c = ConvCases.All[index];
        Assert.Equal(name, c.ToString());
        foreach (Planning planning in RuleWays(c))
        {
            // Filters are transformed on the GPU in 32 bits alone.
            bool float16 = index % 4 == 0 && !planning.Way!.Algorithm.StartsWith("winograd", StringComparison.Ordinal);
            OperatorHarness.Check(c.Conv(), [c.Input, c.Weights, c.BiasTensor], [c.Expected], float16: float16, planning: planning);
        }
    }

    [SkippableFact]
    public void The_kernel_shape_may_be_left_to_the_weights()
    {
        ConvCase c = ConvCases.All[0];
        OperatorHarness.Check(new Conv(new SlidingWindow()), [c.Input, c.Weights, c.BiasTensor], [c.Expected], [1, 2]);
    }

    /// <summary>Planned for a device that binds so little that neither all pictures nor all weights go together.</summary>
    [SkippableTheory]
    [InlineData("direct", 20480)]
    [InlineData("subgroup", 20480)]
    [InlineData("tiled", 40000)]
    public void Weights_larger_than_a_binding_are_split_by_output_channels(string algorithm, long bytes)
    {
        var c = new ConvCase(3, 20, 45, [11, 13], new([3, 3]));
        Layout layout = algorithm == "direct" ? Layout.Nchw : Layout.Nc4hw;
        Planning[] plannings = [.. RuleWays(c, bytes).Where(p => p.Way!.Algorithm == algorithm)];
        Assert.NotEmpty(plannings);
        foreach (Planning planning in plannings)
        {
            Plan plan = OneNode.Lower(c.Conv(), planning, Precision.Float32, 1, OneNode.Data(c.Input.Shape.ToArray()), TensorInfo.Of(c.Weights), TensorInfo.Of(c.BiasTensor!));
            int field = Array.FindIndex([.. plan.Dispatches[0].Kernel.Push], p => p.Name == "first_channel");
            Assert.True(plan.Dispatches.Select(d => d.Push[field]).Distinct().Count() >= 2, plan.ToString());
            Assert.True(plan.Dispatches.Select(d => d.Bindings[0].Start).Distinct().Count() >= 2, plan.ToString());
            Check(c, planning, c.Conv(), c.Expected);
        }
    }

    /// <summary>Each algorithm that fits, in its rule's tile.</summary>
    /// <param name="c">The convolution.</param>
    /// <param name="bytes">What the devices bind; as much as they can where not given.</param>
    internal static IEnumerable<Planning> RuleWays(ConvCase c, long? bytes = null)
    {
        foreach (Layout layout in new[] { Layout.Nchw, Layout.Nc4hw })
        {
            // What reads plain pictures reads no texels.
            foreach (DeviceProfile profile in layout == Layout.Nchw ? [Profiles.Device] : Profiles.All)
            {
                DeviceProfile bound = bytes is { } most ? profile.Binding(most) : profile;
                foreach (IGrouping<string, Way> ways in ConvAlgorithm.List.Ways(c.Problem(bound, layout)).GroupBy(w => w.Algorithm))
                    yield return new Planning(bound, layout, ways.First());
            }
        }
    }

    internal static void Check(ConvCase c, Planning planning, Conv conv, Tensor<float> expected, Tensor<float>? residual = null, bool float16 = true)
        => OperatorHarness.Check(
            conv,
            [c.Input, c.Weights, c.BiasTensor, residual],
            [expected],
            c.Bias ? [1, 2] : [1],
            // The rounding error of tiles of 4 is what keeps them from 16 bits.
            float16: float16 && planning.Way!.Algorithm != "winograd",
            planning: planning);

    private static Tensor<float> Ended(ConvCase c, Activation activation)
        => ElementwiseReference.Zip(c.Expected, c.Residual, (a, b) => ActivateTests.Definitions[activation.Function](a + b, activation.Alpha, activation.Beta));
}
