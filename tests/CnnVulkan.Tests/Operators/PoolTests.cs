using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;

namespace CnnVulkan.Tests.Operators;

public sealed class PoolTests
{
    [Fact]
    public void MaxPool_rounds_up_on_request_and_counts_in_64_bits()
    {
        Operator pool = OneNode.Make("MaxPool", 12, ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("ceil_mode", 1L));
        TensorInfo[] outputs = OneNode.Infer(pool, 2, OneNode.Data(1, 64, 112, 113));
        Assert.Equal(new TensorShape(1, 64, 56, 56), outputs[0].Shape);
        Assert.Equal(new TensorInfo(new TensorShape(1, 64, 56, 56), ElementType.Int64), outputs[1]);
    }

    /// <summary>A mean of whole numbers is none.</summary>
    [Fact]
    public void Means_and_norms_take_reals_and_the_largest_takes_both()
    {
        var integers = new TensorInfo(new TensorShape(1, 1, 4, 4), ElementType.Int32);
        var window = new SlidingWindow([2, 2]);
        Assert.Contains("takes reals", OneNode.Error(new AveragePool(window), 1, integers));
        Assert.Contains("takes reals", OneNode.Error(new LpPool(window), 1, integers));
        Assert.Equal(ElementType.Int32, OneNode.Infer(new MaxPool(window), 2, integers)[0].ElementType);
    }

    [Fact]
    public void A_norm_is_a_real_number_in_the_first_opset_and_a_whole_one_since()
    {
        Assert.Equal(1.5f, ((LpPool)OneNode.Make("LpPool", 1, ("kernel_shape", new long[] { 2 }), ("p", 1.5f))).Exponent);
        Assert.Equal(3, ((LpPool)OneNode.Make("LpPool", 18, ("kernel_shape", new long[] { 2 }), ("p", 3L))).Exponent);
        Assert.Equal(2, ((GlobalPool)OneNode.Make("GlobalLpPool", 2)).Exponent);
        Assert.Throws<ModelFormatException>(() => OneNode.Make("GlobalLpPool", 2, ("p", 0L)));
    }

    [Fact]
    public void GlobalPool_is_named_after_its_function_and_keeps_the_rank()
    {
        Operator pool = OneNode.Make("GlobalMaxPool", 1);
        Assert.Equal("GlobalMaxPool", pool.Type);
        Assert.Equal(new TensorShape(2, 5, 1, 1, 1), OneNode.Infer(pool, 1, OneNode.Data(2, 5, 3, 4, 5))[0].Shape);
        Assert.Contains("spatial axes", OneNode.Error(pool, 1, OneNode.Data(2, 5)));
    }

    [Fact]
    public void A_pool_needs_a_kernel_of_the_inputs_rank()
    {
        Assert.Contains("0 kernel extents", OneNode.Error(new AveragePool(new SlidingWindow()), 1, OneNode.Data(1, 1, 8)));
        Assert.Contains("output size", OneNode.Error(new AveragePool(new SlidingWindow([9])), 1, OneNode.Data(1, 1, 8)));
    }

    [Fact]
    public void Planes_are_split_where_they_pass_a_binding()
    {
        var limits = new DeviceLimits { MaxStorageBufferRange = 40960, StorageBufferAlignment = 256 };
        Plan plan = OneNode.Lower(new MaxPool(new SlidingWindow([2, 2])), limits, 2, OneNode.Data(3, 5, 64, 64));
        Assert.True(plan.Dispatches.Length > 1);
        Assert.All(plan.Dispatches.SelectMany(d => d.Bindings), b => Assert.InRange(b.BindBytes, 1, limits.MaxStorageBufferRange));
    }
}
