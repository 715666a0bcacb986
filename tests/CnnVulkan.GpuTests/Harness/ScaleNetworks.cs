using CnnVulkan.Graphs;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Small networks of <see cref="Scale"/> layers, for tests of everything but operators.</summary>
internal static class ScaleNetworks
{
    /// <summary>x of 1×<paramref name="width"/> (any batch) through layers y = 2x + i: values <c>v1</c> to <c>vN</c>, the last being the output.</summary>
    public static Graph Chain(int layers, int? width, params string[] moreOutputs) => new(
        "chain",
        [new GraphInput("x", ElementType.Float32, [null, width])],
        [$"v{layers}", .. moreOutputs],
        Enumerable.Range(1, layers).Select(i => new Node($"layer{i}", new Scale(2, (uint)i), [i == 1 ? "x" : $"v{i - 1}"], [$"v{i}"])),
        new Dictionary<string, Tensor>());

    public static Tensor<float> ChainReference(int layers, Tensor<float> x)
    {
        float[] values = x.Data.ToArray();
        for (int i = 1; i <= layers; i++)
            values = Array.ConvertAll(values, v => 2 * v + i);
        return new Tensor<float>(x.Shape, values);
    }

    /// <summary>An output computed from a constant, besides one from the input.</summary>
    public static Graph WithConstant(Tensor<float> weights) => new(
        "constant",
        [new GraphInput("x", ElementType.Float32, [1, 4])],
        ["y", "w", "scaled"],
        [new Node("layer", new Scale(2), ["x"], ["y"]), new Node("weights", new Scale(3), ["w"], ["scaled"])],
        new Dictionary<string, Tensor> { ["w"] = weights });
}
