using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Operators;

/// <summary>Weights that no storage-buffer binding of lavapipe (128 MiB) spans, at their real size.</summary>
public sealed class LargeWeightsTests
{
    [SkippableFact]
    public void The_first_dense_layer_of_VGG_16_runs_with_its_411_MB_of_weights()
    {
        const int inputs = 512 * 7 * 7, outputs = 4096;
        Tensor<float> x = TestData.Random(1, 1, inputs);
        Tensor<float> weights = TestData.Random(2, outputs, inputs);
        Assert.Equal(411_041_792L, weights.Data.LongLength * sizeof(float));
        var expected = new Tensor<float>(new TensorShape(1, outputs));
        for (int n = 0; n < outputs; n++)
        {
            double sum = 0;
            for (int k = 0; k < inputs; k++)
                sum += (double)x.Data[k] * weights.Data[(n * inputs) + k];
            expected.Data[n] = (float)sum;
        }
        OperatorHarness.Check(new Gemm(transposeB: true), [x, weights], [expected], constants: [1], float16: false);
    }
}
