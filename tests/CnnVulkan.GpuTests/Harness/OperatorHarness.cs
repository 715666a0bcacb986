using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Runs one operator on the GPU and compares what comes out with the reference.</summary>
public static class OperatorHarness
{
    /// <summary>Errors allowed against the output's scale.</summary>
    private const double Float32Tolerance = 1e-4, Float16Tolerance = 2e-2;

    /// <summary>Checks an operator in float32, twice with the same bits, and in float16 where the device stores it.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs; null where an optional one is left out.</param>
    /// <param name="expected">What must come out; null where the output is not asked for.</param>
    /// <param name="constants">Indices of inputs that are known at load, as weights are.</param>
    /// <param name="outputs">How many outputs the node lists; as many as are expected where not given.</param>
    /// <param name="float16">Whether to run in float16 too; not where rounding the inputs changes integer results.</param>
    /// <param name="tolerance">The error allowed in float32.</param>
    public static void Check(
        Operator op, Tensor?[] inputs, Tensor?[] expected, int[]? constants = null, int outputs = -1, bool float16 = true, double tolerance = Float32Tolerance)
    {
        VisionDevice device = GpuFixture.Device;
        Graph graph = OneNode(op, inputs, expected, constants ?? [], Math.Max(outputs, expected.Length));
        GpuFixture.Validated(device, () =>
        {
            Run(graph, device, Precision.Float32, inputs, expected, tolerance);
            if (float16 && device.Limits.Storage16Bit)
                Run(graph, device, Precision.Float16, inputs, expected, Math.Max(tolerance, Float16Tolerance));
        });
    }

    private static Graph OneNode(Operator op, Tensor?[] inputs, Tensor?[] expected, int[] constants, int outputs)
    {
        string Name(int i) => inputs[i] is null ? "" : $"input{i}";
        IEnumerable<int> given = Enumerable.Range(0, inputs.Length).Where(i => inputs[i] is not null);
        string[] results = Enumerable.Range(0, outputs).Select(i => i < expected.Length && expected[i] is not null ? $"output{i}" : "").ToArray();
        return new Graph(
            op.Type,
            given.Where(i => !constants.Contains(i)).Select(i => new GraphInput(Name(i), inputs[i]!.ElementType, [.. inputs[i]!.Shape.Dimensions.Select(d => (int?)d)])),
            results.Where(r => r.Length > 0),
            [new Node("node", op, [.. Enumerable.Range(0, inputs.Length).Select(Name)], [.. results])],
            given.Where(constants.Contains).ToDictionary(Name, i => inputs[i]!));
    }

    private static void Run(Graph graph, VisionDevice device, Precision precision, Tensor?[] inputs, Tensor?[] expected, double tolerance)
    {
        using var worker = new Worker(graph, device, new WorkerOptions { Precision = precision });
        foreach (GraphInput input in graph.Inputs)
            worker.SetInput(input.Name, inputs[int.Parse(input.Name["input".Length..])]!);
        worker.Schedule();
        Tensor[] first = graph.Outputs.Select(o => worker.PeekOutput(o).Readback()).ToArray();
        for (int i = 0; i < graph.Outputs.Length; i++)
        {
            Tensor reference = expected[int.Parse(graph.Outputs[i]["output".Length..])]!;
            string? difference = Comparator.Difference(reference, first[i], tolerance);
            Assert.True(difference is null, $"{graph.Name} in {precision}, {graph.Outputs[i]}: {difference}.\nInputs: {string.Join(", ", inputs.Select(t => t?.ToString() ?? "none"))}\n{worker.Plan}");
        }
        worker.Schedule();
        for (int i = 0; i < graph.Outputs.Length; i++)
            Assert.Equal(Bits(first[i]), Bits(worker.PeekOutput(graph.Outputs[i]).Readback()));
    }

    private static int[] Bits(Tensor tensor)
        => tensor is Tensor<float> real ? Array.ConvertAll(real.Data, BitConverter.SingleToInt32Bits) : tensor.ToInt32Array();
}
