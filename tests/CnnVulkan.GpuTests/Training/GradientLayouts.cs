using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.GpuTests.Training;

/// <summary>Checks an operator that computes gradients against their naive loops, in every layout that it offers and as each device would.</summary>
internal static class GradientLayouts
{
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="expected">What must come out.</param>
    /// <param name="bytes">What the device binds; as much as it can where not given.</param>
    public static void Check(Operator op, Tensor<float>[] inputs, Tensor<float>[] expected, long? bytes = null)
    {
        Dictionary<string, TensorInfo> values = inputs.Select((t, i) => (t, i)).ToDictionary(x => $"x{x.i}", x => TensorInfo.Of(x.t) with { Value = null });
        var node = new Node("node", op, [.. values.Keys], [.. expected.Select((_, i) => $"y{i}")]);
        bool vectors = op.Layouts(new InferenceContext(node, values)).Any(offer => offer.Input(0) == Layout.Nc4hw);
        foreach (Planning planning in Profiles.In(Layout.Nchw).Concat(vectors ? Profiles.In(Layout.Nc4hw) : []))
        {
            DeviceProfile profile = bytes is { } most ? planning.Profile.Binding(most) : planning.Profile;
            OperatorHarness.Check(op, inputs, expected, float16: false, planning: planning with { Profile = profile });
        }
    }

    /// <summary>Elements as float64.</summary>
    public static double[] Doubles(this Tensor<float> tensor) => [.. tensor.Data.Select(v => (double)v)];

    /// <summary>A tensor of float64 elements, rounded.</summary>
    public static Tensor<float> Rounded(this double[] elements, TensorShape shape) => new(shape, [.. elements.Select(v => (float)v)]);
}
