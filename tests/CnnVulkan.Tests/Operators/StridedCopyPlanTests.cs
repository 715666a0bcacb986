using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

/// <summary>What the copying operators become in a plan: views, copies, and copies cut to a device's limits.</summary>
public sealed class StridedCopyPlanTests
{
    [Theory]
    [InlineData("4 6 5", "0 1 2", 0)]
    [InlineData("1 6 5", "1 0 2", 0)]
    [InlineData("4 1 5 1", "1 0 3 2", 0)]
    [InlineData("4 6 5", "0 2 1", 1)]
    public void A_transpose_that_moves_nothing_is_a_view(string shape, string permutation, int dispatches)
        => Assert.Equal(dispatches, OneNode.Lower(new Transpose([.. Ints(permutation)]), 1, OneNode.Data(Ints(shape))).Dispatches.Length);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void A_slice_along_the_outermost_axis_is_a_view(int axis, int dispatches)
    {
        var slice = new Slice([1], [3], [axis]);
        Plan plan = OneNode.Lower(slice, 1, OneNode.Data(4, 6));

        Assert.Equal(dispatches, plan.Dispatches.Length);
        if (dispatches == 0)
            Assert.Equal(6, plan.Outputs["output0"].Offset);
    }

    [Fact]
    public void A_split_of_the_channels_of_one_picture_is_views()
        => Assert.Empty(OneNode.Lower(new Split(1, [2, 4], null, false), 2, OneNode.Data(1, 6, 5, 7)).Dispatches);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void Parts_already_in_their_place_are_not_copied(int batch, int dispatches)
    {
        Operator crop = new Pad(PadMode.Constant, [0, 1, 0, 1], 0);
        Node[] nodes = [new("a", crop, ["x"], ["p"]), new("b", crop, ["x"], ["q"]), new("c", new Concat(1), ["p", "q"], ["y"])];
        var graph = new Graph("g", [new GraphInput("x", ElementType.Float32, [batch, 3])], ["y"], nodes, new Dictionary<string, Tensor>());
        TypedGraph typed = ShapeInference.Run(graph, new Dictionary<string, TensorInfo> { ["x"] = OneNode.Data(batch, 3) }, []);

        Assert.Equal(dispatches, new Planner(new DeviceProfile()).Lower(typed).Dispatches.Length);
    }

    [Theory]
    [InlineData("64 65", "1 0")]
    [InlineData("7 9 11 5", "2 0 3 1")]
    [InlineData("2 2 2 2 2 2 2 2 2 2", "9 8 7 6 5 4 3 2 1 0")]
    public void A_copy_too_large_for_one_dispatch_is_cut(string shape, string permutation)
    {
        // 1280 elements less one alignment: every case needs several bindings, or has more loops than one dispatch takes.
        var limits = new DeviceLimits { MaxStorageBufferRange = 5120 };
        Tensor<float> input = TestData.Random(1, Ints(shape));
        Plan plan = OneNode.Lower(new Transpose([.. Ints(permutation)]), limits, 1, TensorInfo.Of(input) with { Value = null });

        Assert.True(plan.Dispatches.Length > 1);
        Assert.All(plan.Dispatches.SelectMany(d => d.Bindings), b => Assert.True(b.BindBytes <= limits.MaxStorageBufferRange));
        var output = new float[input.Shape.Count];
        foreach (Dispatch dispatch in plan.Dispatches)
            Execute(dispatch, input.Data, output);
        Assert.Equal(TransposeReference.Run(input, Ints(permutation)).Data, output);
    }

    /// <summary>Does what strided_copy.comp does, from the push constants alone.</summary>
    private static void Execute(Dispatch dispatch, float[] input, float[] output)
    {
        Dictionary<string, int> push = dispatch.Kernel.Push.Zip(dispatch.Push, (f, v) => (f.Name, Value: unchecked((int)v))).ToDictionary(p => p.Name, p => p.Value);
        int rank = (int)dispatch.Specialization.Single(s => s.Id == 4).Value;
        for (int i = 0; i < push["count"]; i++)
        {
            int from = (int)dispatch.Bindings[0].BindOffset / 4 + push["input_base"] + push["input_start"];
            int to = (int)dispatch.Bindings[1].BindOffset / 4 + push["output_base"];
            int rest = i;
            for (int a = 0; a < rank; a++)
            {
                from += rest % push[$"extent{a}"] * push[$"input_stride{a}"];
                to += rest % push[$"extent{a}"] * push[$"output_stride{a}"];
                rest /= push[$"extent{a}"];
            }
            output[to] = input[from];
        }
    }

    private static int[] Ints(string list) => list.Split(' ').Select(int.Parse).ToArray();
}
