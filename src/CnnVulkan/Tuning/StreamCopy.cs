using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;

namespace CnnVulkan.Tuning;

/// <summary>A copy in whole vectors, to see how fast a device reads and writes.</summary>
internal static class StreamCopy
{
    /// <summary>Plans it, from a constant <c>input</c> to <c>output</c>.</summary>
    /// <param name="input">The elements, a multiple of 4.</param>
    /// <param name="profile">The device.</param>
    /// <exception cref="ArgumentException">The number of elements is no multiple of 4.</exception>
    public static Plan Plan(Tensor<float> input, DeviceProfile profile)
    {
        int vectors = input.Shape.Count / 4;
        if (vectors * 4 != input.Shape.Count)
            throw new ArgumentException($"{input.Shape} is no number of whole vectors of 4.", nameof(input));
        TensorInfo info = TensorInfo.Of(input);
        var values = new Dictionary<string, TensorInfo> { ["input"] = info, ["output"] = info with { Value = null } };
        return new Planner(profile).OfCalls(nameof(StreamCopy), values, plan => [new StreamCopyCall
        {
            Input = plan.ViewOf("input", Layout.Nchw),
            Output = plan.AllocateOutput("output", Layout.Nchw),
            Count = vectors,
            Invocations = vectors,
        }]);
    }
}
