using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Operators;

/// <summary>Plans for a device some of whose kernels are wrong.</summary>
public sealed class WrongAlgorithmTests
{
    private const string Convolution = "convolution";

    [Fact]
    public void What_is_wrong_is_neither_the_rules_nor_a_choice()
    {
        Assert.Equal("tiled", ConvAlgorithm.List.Rule(Problem([])).Algorithm);
        ConvProblem without = Problem([Fault("tiled", "f32_nc4hw")]);
        Assert.Equal("subgroup", ConvAlgorithm.List.Rule(without).Algorithm);
        Assert.DoesNotContain(ConvAlgorithm.List.Ways(without), w => w.Algorithm == "tiled");
        // A fault of halves says nothing of floats.
        Assert.Equal("tiled", ConvAlgorithm.List.Rule(Problem([Fault("tiled", "f16_nc4hw")])).Algorithm);
    }

    [Fact]
    public void Where_none_is_right_in_a_layout_the_other_is_taken()
    {
        KernelFault[] faults = [.. ConvAlgorithm.List.All.Select(a => Fault(a.Name, "f32_nc4hw"))];
        Plan plan = Plan(TestProfiles.Gpu with { Faults = [.. faults] });
        Assert.Equal("direct", Assert.Single(plan.Dispatches, d => d.Way is not null).Way!.Algorithm);
    }

    [Fact]
    public void Where_none_is_right_at_all_the_error_says_what_to_do()
    {
        KernelFault[] faults = [.. ConvAlgorithm.List.All.SelectMany(a => new[] { Fault(a.Name, "f32_nc4hw"), Fault(a.Name, "f32") })];
        string message = Assert.Throws<UnsupportedDeviceException>(() => Plan(TestProfiles.Gpu with { Driver = "driver 1.2", Faults = [.. faults] })).Message;
        foreach (string part in (string[])["GPU", "driver 1.2", "convolution", "'direct'", "Update the graphics driver"])
            Assert.Contains(part, message);
    }

    [Fact]
    public void A_kernel_that_nothing_stands_in_for_is_refused_by_the_node_that_needs_it()
    {
        DeviceProfile profile = TestProfiles.Gpu with { Faults = [new KernelFault("reduction", "reduce", "f32", "element 0 of 1 is 2, but 0 was expected")] };
        Plan Made(Precision precision) => new Planner(profile, precision).Plan(
            new Graph(
                "sums", [new GraphInput("x", ElementType.Float32, [3, 130])], ["y"], [new Node("sum", new Reduce(ReduceFunction.Sum, [1]), ["x"], ["y"])], new Dictionary<string, Tensor>()),
            new Dictionary<string, TensorInfo> { ["x"] = new(new TensorShape(3, 130), ElementType.Float32) });
        Assert.Contains("node 'sum'", Assert.Throws<UnsupportedDeviceException>(() => Made(Precision.Float32)).Message);
        Assert.NotEmpty(Made(Precision.Float16).Dispatches);
    }

    private static KernelFault Fault(string algorithm, string variant) => new(Convolution, algorithm, variant, "wrong");

    private static Plan Plan(DeviceProfile profile)
    {
        var shape = new TensorShape(1, 64, 14, 14);
        var graph = new Graph(
            "one", [new GraphInput("x", ElementType.Float32, [.. shape.Dimensions.Select(d => (int?)d)])], ["y"],
            [new Node("conv", new Conv(new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1])), ["x", "w"], ["y"])],
            new Dictionary<string, Tensor> { ["w"] = TestData.Random(1, 64, 64, 3, 3) });
        return new Planner(profile).Plan(graph, new Dictionary<string, TensorInfo> { ["x"] = new(shape, ElementType.Float32) });
    }

    /// <summary>A convolution as most networks have them.</summary>
    private static ConvProblem Problem(KernelFault[] faults) => new()
    {
        Geometry = ConvGeometry.Of(
            new SlidingWindow(padsBegin: [1, 1], padsEnd: [1, 1]), 1, new TensorInfo(new TensorShape(1, 64, 14, 14), ElementType.Float32),
            new TensorInfo(new TensorShape(64, 64, 3, 3), ElementType.Float32)),
        Layout = Layout.Nc4hw,
        HasConstantWeights = true,
        HasBias = false,
        HasResidual = false,
        Activation = CnnVulkan.Kernels.Activation.None,
        Precision = Precision.Float32,
        Device = TestProfiles.Gpu with { Faults = [.. faults] },
    };
}
