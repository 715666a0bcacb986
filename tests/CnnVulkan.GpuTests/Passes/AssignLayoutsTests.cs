using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Passes;

/// <summary>Small networks in vectors of channels against the same nodes as the file has them, where values of both layouts meet.</summary>
public sealed class AssignLayoutsTests
{
    private static readonly Dictionary<string, Tensor> Constants = new()
    {
        ["three"] = TestData.Uniform(1, -0.4f, 0.4f, 3, 3, 1, 1),
        ["w3to4"] = TestData.Uniform(2, -0.4f, 0.4f, 4, 3, 3, 3),
        ["w3to8"] = TestData.Uniform(3, -0.4f, 0.4f, 8, 3, 3, 3),
        ["w4"] = TestData.Uniform(4, -0.4f, 0.4f, 4, 4, 1, 1),
        ["w8to4"] = TestData.Uniform(8, -0.4f, 0.4f, 4, 8, 1, 1),
        ["w12to5"] = TestData.Uniform(5, -0.4f, 0.4f, 5, 12, 3, 3),
        // With it, what the filters of three channels give is above 0: powers and quotients are numbers.
        ["b3"] = TestData.Uniform(6, 2, 3, 3),
        ["picture"] = TestData.Random(7, 1, 3, 3, 5),
        ["starts"] = TestData.Longs(1),
        ["ends"] = TestData.Longs(4),
        ["axis"] = TestData.Longs(1),
    };

    /// <summary>Fifteen pixels: each part starts where no binding may, in 32 bits as in 16.</summary>
    [SkippableFact]
    public void Concatenated_in_place_at_odd_places_and_read_whole_and_in_parts() => Check(
        [
            Conv("a", "x", "w3to4", "a"), Conv("b", "x", "w3to8", "b"), Node("Concat", "joined", ["a", "b"], "joined", ("axis", 1L)),
            Conv("whole", "joined", "w12to5", "whole"), Node("MaxPool", "part", ["b"], "part", ("kernel_shape", new long[] { 2, 2 })), Conv("again", "a", "w4", "again", 0),
        ],
        ["whole", "part", "again", "joined"]);

    /// <summary>Vectors of channels have one axis more: an axis counted from the end must mean the same there.</summary>
    [SkippableFact]
    public void Concatenated_along_an_axis_counted_from_the_end() => Check(
        [
            Conv("a", "x", "w3to8", "a"), Conv("b", "x", "w3to4", "b"), Node("Relu", "shifted", ["a"], "c"), Node("Concat", "first", ["c", "b"], "joined", ("axis", -3L)),
            Node("Concat", "second", ["b", "c"], "again", ("axis", -3L)), Conv("next", "joined", "w12to5", "y"), Conv("last", "again", "w12to5", "z"),
        ],
        ["y", "z"]);

    [SkippableFact]
    public void A_view_that_starts_at_an_odd_channel_is_converted()
        => Check([Node("Slice", "part", ["x", "starts", "ends", "axis"], "part"), Conv("conv", "part", "w3to4", "y")], ["y"], channels: 5);

    /// <summary>Missing channels hold 0/0 if they are divided; the next convolution must not see it.</summary>
    [SkippableTheory]
    [InlineData("Div")]
    [InlineData("Pow")]
    [InlineData("Mul")]
    [InlineData("Sub")]
    public void Two_values_in_vectors_combined_feed_a_convolution(string type) => Check(
        [
            Node("Conv", "a", ["x", "three", "b3"], "a"), Node("Conv", "b", ["x", "three", "b3"], "b"), Node("Neg", "minus", ["a"], "plain"),
            Node(type, "both", ["a", "b"], "c"), Conv("next", "c", "w3to4", "y"),
        ],
        ["y", "plain"]);

    /// <summary>Truth values are plain.</summary>
    [SkippableFact]
    public void Two_values_in_vectors_compared() => Check(
        [
            Conv("a", "x", "three", "a", 0), Node("Conv", "b", ["x", "three", "b3"], "b"), Node("Less", "less", ["a", "b"], "less"),
            Node("Where", "where", ["less", "a", "b"], "c"), Conv("next", "c", "w3to4", "y"),
        ],
        ["y", "less"]);

    /// <summary>One memory for both layouts, read in either.</summary>
    [SkippableFact]
    public void Single_pixels_of_whole_vectors_are_read_both_ways() => Check(
        [
            Conv("a", "x", "w3to8", "a"), Node("GlobalAveragePool", "mean", ["a"], "m"), Conv("dense", "m", "w8to4", "d", 0), Node("Flatten", "flat", ["m"], "f"),
            Node("Mul", "scale", ["a", "m"], "s"),
        ],
        ["d", "f", "s"]);

    /// <summary>Both a parts' reader and a concatenation of vectors, which writes them in place.</summary>
    [SkippableFact]
    public void A_part_of_a_concatenation_is_read_plain() => Check(
        [
            Conv("a", "x", "w3to4", "a"), Conv("b", "x", "w3to8", "b"), Node("Concat", "joined", ["a", "b"], "joined", ("axis", 1L)), Node("Neg", "minus", ["b"], "n"),
            Conv("whole", "joined", "w12to5", "whole"),
        ],
        ["whole", "n"]);

    [SkippableFact]
    public void A_convolution_of_a_constant() => Check([Conv("conv", "picture", "w3to4", "a"), Conv("other", "x", "w3to4", "b"), Node("Add", "sum", ["a", "b"], "y")], ["y"]);

    [SkippableFact]
    public void Weights_computed_at_run_time_stay_plain()
        => Check([Node("Neg", "negated", ["fed"], "w"), Conv("conv", "x", "w", "y")], ["y"], fed: ("fed", TestData.Random(10, 4, 3, 3, 3)));

    private static Node Conv(string name, string input, string weights, string output, long pad = 1)
        => Node("Conv", name, [input, weights], output, ("pads", new[] { pad, pad, pad, pad }));

    private static Node Node(string type, string name, string[] inputs, string output, params (string Name, object Value)[] attributes)
        => new(name, OperatorCatalog.Factories[type](new NodeAttributes(name, 13, inputs.Length, 1, attributes.ToDictionary(a => a.Name, a => a.Value))), [.. inputs], [output]);

    private static void Check(Node[] nodes, string[] outputs, int channels = 3, (string Name, Tensor Value)? fed = null)
    {
        VisionDevice device = GpuFixture.Device;
        var inputs = new Dictionary<string, Tensor> { ["x"] = TestData.Random(11, 1, channels, 3, 5) };
        if (fed is { } more)
            inputs[more.Name] = more.Value;
        var graph = new Graph(
            "layouts",
            inputs.Select(i => new GraphInput(i.Key, ElementType.Float32, [.. i.Value.Shape.Dimensions.Select(d => (int?)d)])),
            outputs,
            nodes,
            Constants);
        foreach (Precision precision in device.Limits.Storage16Bit ? new[] { Precision.Float32, Precision.Float16 } : [Precision.Float32])
        {
            GpuFixture.Validated(device, () =>
            {
                Dictionary<string, Tensor> expected = Plain(graph, inputs, device, precision);
                foreach (DeviceProfile profile in Profiles.All)
                    Compare(graph, inputs, expected, device, precision, profile);
            });
        }
    }

    private static void Compare(
        Graph graph, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> expected, VisionDevice device, Precision precision, DeviceProfile profile)
    {
        Plan plan = PlanRunner.Plan(graph, inputs, profile, precision);
        using var runner = new PlanRunner(plan, device);
        Dictionary<string, Tensor> actual = runner.Run(inputs);
        foreach (string output in graph.Outputs)
        {
            string? difference = Comparator.Difference(expected[output], actual[output], precision == Precision.Float32 ? 1e-4 : 2e-2);
            Assert.True(difference is null, $"{output}: {difference}\n{plan}");
        }
    }

    private static Dictionary<string, Tensor> Plain(Graph graph, Dictionary<string, Tensor> inputs, VisionDevice device, Precision precision)
    {
        using var worker = new Worker(graph, device, new WorkerOptions { Optimize = false, Precision = precision });
        foreach ((string name, Tensor value) in inputs)
            worker.SetInput(name, value);
        worker.Schedule();
        return graph.Outputs.ToDictionary(o => o, o => worker.PeekOutput(o).Readback());
    }
}
