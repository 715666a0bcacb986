using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Plans;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class GemmTests
{
    [Fact]
    public void Shapes_and_multiply_adds()
    {
        var op = new Gemm(transposeA: true, transposeB: true);
        TensorInfo a = OneNode.Data(6, 2), b = OneNode.Data(5, 6);
        TensorInfo output = OneNode.Infer(op, 1, a, b, OneNode.Data(5))[0];
        Assert.Equal(new TensorShape(2, 5), output.Shape);
        Assert.Equal(2 * 5 * 6, op.MultiplyAdds([a, b], [output]));
    }

    [Fact]
    public void Misfits_are_refused()
    {
        Assert.Contains("2×6 and a 5×4", OneNode.Error(new Gemm(), 1, OneNode.Data(2, 6), OneNode.Data(5, 4)));
        Assert.Contains("must be matrices", OneNode.Error(new Gemm(), 1, OneNode.Data(1, 2, 6), OneNode.Data(6, 4)));
        Assert.Contains("cannot be broadcast", OneNode.Error(new Gemm(), 1, OneNode.Data(2, 6), OneNode.Data(6, 4), OneNode.Data(3)));
        Assert.Contains("cannot be broadcast", OneNode.Error(new Gemm(), 1, OneNode.Data(2, 6), OneNode.Data(6, 4), OneNode.Data(1, 2, 4)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(30, true)]
    [InlineData(30, false)]
    public void Weights_that_pass_a_binding_are_split_by_output(int rows, bool transposeB)
    {
        // 500 columns of 400 bytes: 200,000 bytes against 64 KiB.
        var limits = new DeviceLimits { MaxStorageBufferRange = 65536 };
        var weights = new Tensor<float>(transposeB ? new TensorShape(500, 100) : new TensorShape(100, 500));
        Plan plan = OneNode.Lower(new Gemm(transposeB: transposeB), limits, 1, OneNode.Data(rows, 100), TensorInfo.Of(weights));
        Assert.True(plan.Dispatches.Length >= 4);
        Assert.All(plan.Dispatches.SelectMany(d => d.Bindings), b => Assert.InRange(b.BindBytes, 1, limits.MaxStorageBufferRange));
        Assert.Equal(rows * 500L * 100, plan.Dispatches.Sum(d => d.MultiplyAdds));
    }

    [Fact]
    public void Fed_weights_that_pass_a_binding_are_refused_with_the_numbers()
    {
        var limits = new DeviceLimits { MaxStorageBufferRange = 65536 };
        string message = Assert.Throws<ShapeException>(() => OneNode.Lower(new Gemm(), limits, 1, OneNode.Data(1, 100), OneNode.Data(100, 500))).Message;
        Assert.Contains("200,000 bytes", message);
    }

    [Fact]
    public void Each_weight_is_loaded_once_for_up_to_four_rows()
    {
        var weights = TensorInfo.Of(new Tensor<float>(new TensorShape(64, 64)));
        Plan plan = OneNode.Lower(new Gemm(), new DeviceLimits(), 1, OneNode.Data(4, 64), weights);
        Assert.Equal("matmul_streamed", Assert.Single(plan.Dispatches).Kernel.Shader);
        Assert.Equal("matmul_registers", Assert.Single(OneNode.Lower(new Gemm(), new DeviceLimits(), 1, OneNode.Data(17, 64), weights).Dispatches).Kernel.Shader);
    }

    [Fact]
    public void Transposing_walks_every_square_and_the_rests()
    {
        Tensor<float> matrix = TestData.Range(70, 33);
        Tensor<float> transposed = Matrices.Transpose(matrix);
        for (int i = 0; i < 70; i++)
        {
            for (int j = 0; j < 33; j++)
                Assert.Equal(matrix.Data[(i * 33) + j], transposed.Data[(j * 70) + i]);
        }
    }
}
