using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Convolutions in shared-memory tiles, whole and with their sums split between workgroups.</summary>
public sealed class PackedConvTiledTests
{
    private const float Filler = 777;

    /// <summary>Channels, pixels and steps that no tile and no split divides; windows that leave the picture; groups; pictures that share a tile.</summary>
    private static readonly ConvCase[] Cases =
    [
        new(1, 5, 3, [7, 9], new([3, 3], null, [1, 1])),
        new(2, 20, 41, [7, 9], new([3, 2], [1, 2], [1, 1], [0, 2])),
        new(1, 127, 70, [9, 10], new([1, 1]), Bias: false),
        new(3, 33, 65, [3, 3], new([3, 3], null, [2, 1], [1, 3], [2, 1])),
        new(1, 3, 16, [30, 29], new([7, 7], [2, 2], [3, 3])),
        new(2, 16, 72, [6, 7], new([3, 3], null, [1, 1]), 2),
        new(1, 64, 8, [1, 1], new([1, 1])),
    ];

    public static TheoryData<int, int, int, int> Tiles()
    {
        var data = new TheoryData<int, int, int, int>();
        for (int i = 0; i < Cases.Length; i++)
        {
            foreach (int rows in new[] { 1, 2 })
            {
                data.Add(i, rows, 4, 1);
                data.Add(i, rows, 8, 3);
            }
            // More splits than steps.
            data.Add(i, 1, 4, 1000);
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Tiles))]
    public void Every_tile_whole_and_split(int index, int rows, int pixels, int splits)
    {
        ConvCase c = Cases[index];
        Tensor<float> plain = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference, c.Group);
        Tensor<float> residual = TestData.Random(4, plain.Shape.ToArray());
        Tensor<float> expected = ElementwiseReference.Zip(plain, residual, (a, b) => Math.Max(a + b, 0));
        var conv = new Conv(c.Window.Window, c.Group, new Activation(ActivationFunction.Relu), hasResidual: true);
        OperatorHarness.Check(
            new PackedConv(conv) { ForceTiled = new PackedConvTiled(rows, pixels, splits) },
            [PackedReference.Pack(c.Input, Filler), c.Weights, c.BiasTensor, PackedReference.Pack(residual, Filler)],
            [expected],
            c.Bias ? [1, 2] : [1],
            float16: splits != 1,
            profile: PackedProfiles.Storage,
            read: t => PackedReference.Unpack((Tensor<float>)t, c.Out));
    }

    [SkippableFact]
    public void A_small_picture_of_many_channels_is_split_and_reduced()
    {
        var c = new ConvCase(1, 512, 64, [7, 7], new([3, 3], null, [1, 1]), Bias: false);
        Graph graph = OperatorHarness.OneNode(new Conv(c.Window.Window), [c.Input, c.Weights], [ConvReference.Run(c.Input, c.Weights, null, c.Window.Reference)], [1], 1);
        Plan plan = PlanRunner.Plan(graph, new Dictionary<string, Tensor> { ["input0"] = c.Input }, PackedProfiles.Storage);
        Assert.Contains(plan.Dispatches, d => d.Kernel == PackedConvTiled.Reduce);
    }

    /// <summary>Planned for a device that binds one block of output channels at a time: three pictures one by one.</summary>
    [SkippableFact]
    public void Weights_larger_than_a_binding_are_split_by_rows()
    {
        var c = new ConvCase(3, 20, 45, [7, 9], new([3, 3]));
        DeviceProfile profile = PackedProfiles.Binding(40000, PackedProfiles.Storage);
        Tensor<float> expected = ConvReference.Run(c.Input, c.Weights, c.BiasTensor, c.Window.Reference);
        Tensor<float> input = PackedReference.Pack(c.Input, Filler);
        OperatorHarness.Check(
            new PackedConv(new Conv(c.Window.Window)) { ForceTiled = new PackedConvTiled(1, 4, 4) },
            [input, c.Weights, c.BiasTensor],
            [expected],
            [1, 2],
            profile: profile,
            read: t => PackedReference.Unpack((Tensor<float>)t, c.Out));
        Graph graph = OperatorHarness.OneNode(new PackedConv(new Conv(c.Window.Window)), [input, c.Weights, c.BiasTensor], [expected], [1, 2], 1);
        Plan plan = PlanRunner.Plan(graph, new Dictionary<string, Tensor> { ["input0"] = input }, profile);
        int field = Array.FindIndex([.. PackedConvTiled.Kernel.Push], p => p.Name == "first_channel");
        Assert.Equal(2, plan.Dispatches.Where(d => d.Kernel == PackedConvTiled.Kernel).Select(d => d.Push[field]).Distinct().Count());
    }
}
