using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

/// <summary>BatchNormalization, InstanceNormalization, GroupNormalization, LayerNormalization, MeanVarianceNormalization, LpNormalization, LRN.</summary>
public sealed class NormalizationTests
{
    private static readonly TensorInfo Picture = OneNode.Data(2, 6, 5, 7);

    public static TheoryData<string, int> Kinds => new()
    {
        { "BatchNormalization", 6 },
        { "InstanceNormalization", 6 },
        { "GroupNormalization", 6 },
        { "LayerNormalization", 7 },
        { "MeanVarianceNormalization", 0 },
        { "LpNormalization", 0 },
        { "LRN", 0 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_keeps_the_shape_and_lowers(string type, int parameters)
    {
        Operator op = OneNode.Make(type, 21, 1, ("num_groups", 3L), ("size", 5L));
        int count = parameters == 0 ? 0 : type == "BatchNormalization" ? 4 : 2;
        TensorInfo[] inputs = [Picture, .. Enumerable.Repeat(OneNode.Data(parameters), count)];
        Assert.Equal(type, op.Type);
        Assert.Equal(Picture, OneNode.Infer(op, inputs)[0]);
        Assert.NotEmpty(OneNode.Lower(op, 1, inputs).Dispatches);
    }

    [Fact]
    public void Batch_normalisation_of_known_parameters_is_folded_in_full_precision()
    {
        TensorInfo Known(float v) => TensorInfo.Of(new Tensor<float>(new TensorShape(1), [v]));
        var op = new BatchNormalization(epsilon: 0);
        Plan plan = OneNode.Lower(op, 1, OneNode.Data(1, 1, 3), Known(2), Known(1), Known(3), Known(4));
        float[] constants = [.. plan.Tensors.Where(t => t.Kind == PlanTensorKind.Constant && t.Name.Contains("/batch_normalization/")).Select(t => ((Tensor<float>)t.Value!).Data[0])];
        // 2/√4 = 1, and 1 - 3·1 = -2.
        Assert.Equal([1f, -2f], constants);
    }

    [Fact]
    public void Training_gives_running_averages_too()
    {
        Operator op = OneNode.Make("BatchNormalization", 15, 5, ("training_mode", 1L));
        TensorInfo[] inputs = [Picture, .. Enumerable.Repeat(OneNode.Data(6), 4)];
        Assert.Equal([Picture.Shape, new(6), new(6)], OneNode.Infer(op, 3, inputs).Select(o => o.Shape));
        Assert.Equal(["moments", "moments_normalize", "moments", "moments_statistic", "moments_statistic"], OneNode.Lower(op, 3, inputs).Dispatches.Select(d => d.Kernel.Shader));
    }

    [Fact]
    public void Parameters_of_another_size_are_refused()
    {
        TensorInfo[] inputs = [Picture, .. Enumerable.Repeat(OneNode.Data(5), 4)];
        Assert.Contains("has 6 channels, but input 1 holds 5", Assert.Throws<ShapeException>(() => OneNode.Infer(new BatchNormalization(), inputs)).Message);
        Assert.Contains("do not divide into 4 groups", Assert.Throws<ShapeException>(() => OneNode.Infer(new GroupNormalization(4), Picture)).Message);
        Assert.Contains("does not broadcast", Assert.Throws<ShapeException>(() => OneNode.Infer(new LayerNormalization(1), Picture, OneNode.Data(2, 2, 6, 5, 7))).Message);
    }

    [Fact]
    public void Old_batch_normalisation_may_have_a_mean_per_element()
    {
        var op = (BatchNormalization)OneNode.Make("BatchNormalization", 7, 5, ("spatial", 0L));
        Assert.False(op.Spatial);
        Assert.Equal(Picture, OneNode.Infer(op, [Picture, .. Enumerable.Repeat(OneNode.Data(210), 4)])[0]);
    }
}
