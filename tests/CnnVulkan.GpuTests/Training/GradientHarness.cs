using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Passes;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

/// <summary>
/// Runs an operator's gradient on the GPU and compares it with central differences, in float64, of a naive forward pass. The gradient that
/// comes from behind is random, so that no element of the output counts the same.
/// </summary>
internal static class GradientHarness
{
    /// <summary>Wide enough for float64 to keep nine digits, narrow enough that curvature does not count.</summary>
    private const double Step = 1e-5;

    /// <summary>Checks the gradients of an operator's output 0.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs; null where an optional one is left out.</param>
    /// <param name="forward">The same in float64: the inputs' elements, row-major, to output 0's.</param>
    /// <param name="needs">The inputs whose gradient is asked for; the others are known at load.</param>
    /// <param name="outputs">How many outputs the node lists.</param>
    /// <param name="tolerance">The error allowed, relative to the gradient's scale.</param>
    /// <param name="layouts">Whether the network may be laid out as the device likes it; else all is plain and nothing is fused.</param>
    public static void Check(
        Operator op, Tensor?[] inputs, Func<double[][], double[]> forward, int[] needs, int outputs = 1, double tolerance = 2e-4, bool layouts = true)
        => Check(op, inputs, (x, i, upstream) => Differences(forward, x, i, upstream), needs, outputs, tolerance, layouts);

    /// <summary>Checks the gradients of an operator's output 0 against their definition, where differences would take too long.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs; null where an optional one is left out.</param>
    /// <param name="gradients">The gradients of all inputs in float64, from the inputs' elements and the gradient of output 0.</param>
    /// <param name="needs">The inputs whose gradient is asked for; the others are known at load.</param>
    /// <param name="tolerance">The error allowed, relative to the gradient's scale.</param>
    /// <param name="layouts">Whether the network may be laid out as the device likes it; else all is plain and nothing is fused.</param>
    public static void CheckAgainst(
        Operator op, Tensor?[] inputs, Func<double[][], double[], double[][]> gradients, int[] needs, double tolerance = 2e-4, bool layouts = true)
    {
        double[][]? all = null;
        Check(op, inputs, (x, i, upstream) => (all ??= gradients(x, [.. upstream.Select(u => (double)u)]))[i], needs, 1, tolerance, layouts);
    }

    private static void Check(
        Operator op, Tensor?[] inputs, Func<double[][], int, float[], double[]> gradient, int[] needs, int outputs, double tolerance, bool layouts)
    {
        VisionDevice device = GpuFixture.Device;
        TensorInfo?[] infos = [.. inputs.Select((t, i) => t is null ? null : needs.Contains(i) ? TensorInfo.Of(t) with { Value = null } : TensorInfo.Of(t))];
        Graph single = OneNode.Graph(op, infos, [.. Enumerable.Repeat(true, outputs)]);
        TypedGraph typed = Planner.Type(single, single.Inputs.ToDictionary(i => i.Name, i => infos[OneNode.Index(i.Name)]!));
        TensorShape shape = typed.Values["output0"].Shape;
        Tensor<float> upstream = TestData.Random(4711, [.. shape.Dimensions]);

        Graph graph = Backward(single, typed, shape, needs);
        Dictionary<string, Tensor> fed = needs.ToDictionary(i => $"input{i}", i => inputs[i]!);
        fed["upstream"] = upstream;
        Dictionary<int, Tensor<float>> actual = [];
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(graph, device, new WorkerOptions { Optimize = layouts });
            for (int run = 0; run < 2; run++)
            {
                foreach ((string name, Tensor tensor) in fed)
                    worker.SetInput(name, tensor);
                worker.Schedule();
                foreach (int i in needs)
                {
                    var found = (Tensor<float>)worker.PeekOutput(graph.Outputs[Array.IndexOf(needs, i)]).Readback();
                    // A run repeats bit for bit.
                    if (actual.TryGetValue(i, out Tensor<float>? before))
                        Assert.Equal(before.Data.Select(BitConverter.SingleToInt32Bits), found.Data.Select(BitConverter.SingleToInt32Bits));
                    actual[i] = found;
                }
            }
        });

        double[][] elements = [.. inputs.Select(t => t is null ? [] : t.ToFloatArray().Select(x => (double)x).ToArray())];
        foreach (int i in needs)
        {
            Tensor<float> expected = new(inputs[i]!.Shape, [.. gradient(elements, i, upstream.Data).Select(x => (float)x)]);
            string? difference = Comparator.Difference(expected, actual[i], tolerance);
            Assert.True(difference is null, $"gradient of input {i}: {difference}\n{graph}");
        }
    }

    /// <summary>The node and behind it the nodes of its gradient.</summary>
    private static Graph Backward(Graph single, TypedGraph typed, TensorShape shape, int[] needs)
    {
        var upstream = new GraphInput("upstream", ElementType.Float32, [.. shape.Dimensions.Select(d => (int?)d)]);
        TypedGraph seeded = new(typed.Inputs.Add("upstream"), typed.Outputs, typed.Nodes, typed.Values.Add("upstream", new TensorInfo(shape, ElementType.Float32)));
        var gradients = new GradientGraph(seeded, [.. needs.Select(i => $"input{i}")]);
        IReadOnlyDictionary<string, string> found = gradients.Run(new Dictionary<string, string> { ["output0"] = "upstream" });
        return new Graph(
            "gradient",
            [.. single.Inputs, upstream],
            [.. needs.Select(i => found[$"input{i}"])],
            [.. typed.Nodes, .. gradients.Nodes],
            single.Constants.Concat(gradients.Constants).ToDictionary(c => c.Key, c => c.Value));
    }

    /// <summary>(L(x + h) - L(x - h)) / 2h for each element x of an input, where L is the sum of output · upstream.</summary>
    private static double[] Differences(Func<double[][], double[]> forward, double[][] inputs, int index, float[] upstream)
    {
        double Loss() => forward(inputs).Zip(upstream, (y, u) => y * u).Sum();
        double[] x = inputs[index];
        var gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double before = x[i];
            x[i] = before + Step;
            double above = Loss();
            x[i] = before - Step;
            double below = Loss();
            x[i] = before;
            gradient[i] = (above - below) / (2 * Step);
        }
        return gradient;
    }
}
