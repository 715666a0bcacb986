using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Runs one operator on the GPU and compares what comes out with the reference.</summary>
public static class OperatorHarness
{
    /// <summary>Errors allowed against the output's scale.</summary>
    private const double Float32Tolerance = 1e-4, Float16Tolerance = 2e-2;

    /// <summary>Checks an operator in float32, twice with the same bits, planned for something in bands too, and in float16 where the device stores it.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs; null where an optional one is left out.</param>
    /// <param name="expected">What must come out; null where the output is not asked for.</param>
    /// <param name="constants">Indices of inputs that are known at load, as weights are.</param>
    /// <param name="outputs">How many outputs the node lists; as many as are expected where not given.</param>
    /// <param name="float16">Whether to run in float16 too; not where rounding the inputs changes integer results.</param>
    /// <param name="tolerance">The error allowed in float32.</param>
    /// <param name="planning">What to plan for, in which layout, instead of the device as a worker would.</param>
    public static void Check(
        Operator op, Tensor?[] inputs, Tensor?[] expected, int[]? constants = null, int outputs = -1, bool float16 = true, double tolerance = Float32Tolerance,
        Planning? planning = null)
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = GraphOf(op, inputs, expected, constants ?? [], Math.Max(outputs, expected.Length));
        GpuFixture.Validated(device, () =>
        {
            RunIn(Precision.Float32, tolerance);
            if (float16 && device.Limits.Storage16Bit)
                RunIn(Precision.Float16, Math.Max(tolerance, Float16Tolerance));
        });

        void RunIn(Precision precision, double allowed)
        {
            Dictionary<string, Tensor> fed = graph.Inputs.ToDictionary(i => i.Name, i => inputs[OneNode.Index(i.Name)]!);
            Dictionary<string, Tensor> wanted = graph.Outputs.ToDictionary(o => o, o => expected[OneNode.Index(o)]!);
            if (planning is null)
            {
                using var worker = new Worker(graph, device, new WorkerOptions { Precision = precision });
                foreach ((string name, Tensor tensor) in fed)
                    worker.SetInput(name, tensor);
                Twice(() => Results(worker, graph), () => Results(worker, graph), wanted, allowed, () => About(precision, worker.Plan));
            }
            else
            {
                Plan plan = planning.Plan(graph, fed.ToDictionary(i => i.Key, i => TensorInfo.Of(i.Value) with { Value = null }), precision);
                using var runner = new PlanRunner(plan, device);
                Twice(() => runner.Run(fed), () => runner.RunInBands(fed), wanted, allowed, () => About(precision, plan));
            }
        }

        string About(Precision precision, Plan? plan) => $"{graph.Name} in {precision}, {planning}.\nInputs: {string.Join(", ", inputs.Select(t => t?.ToString() ?? "none"))}\n{plan}";
    }

    internal static Graph GraphOf(Operator op, Tensor?[] inputs, Tensor?[] expected, int[] constants, int outputs) => OneNode.Graph(
        op,
        [.. inputs.Select((t, i) => t is null ? null : constants.Contains(i) ? TensorInfo.Of(t) : TensorInfo.Of(t) with { Value = null })],
        [.. Enumerable.Range(0, outputs).Select(i => i < expected.Length && expected[i] is not null)]);

    private static Dictionary<string, Tensor> Results(Worker worker, Graph graph)
    {
        worker.Schedule();
        return graph.Outputs.ToDictionary(o => o, o => worker.PeekOutput(o).Readback());
    }

    /// <summary>The first run must give what is expected, the second the same bits.</summary>
    private static void Twice(
        Func<Dictionary<string, Tensor>> run, Func<Dictionary<string, Tensor>> runAgain, Dictionary<string, Tensor> expected, double tolerance, Func<string> about)
    {
        Dictionary<string, Tensor> first = run();
        foreach ((string name, Tensor reference) in expected)
        {
            string? difference = Comparator.Difference(reference, first[name], tolerance);
            Assert.True(difference is null, $"{name}: {difference}\n{about()}");
        }
        Dictionary<string, Tensor> second = runAgain();
        foreach (string name in expected.Keys)
            Assert.Equal(Bits(first[name]), Bits(second[name]));
    }

    private static int[] Bits(Tensor tensor)
        => tensor is Tensor<float> real ? Array.ConvertAll(real.Data, BitConverter.SingleToInt32Bits) : tensor.ToInt32Array();
}
