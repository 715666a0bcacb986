using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class DropoutTests
{
    private static readonly Tensor<bool> Training = new(TensorShape.Scalar, [true]);

    [Fact]
    public void Nothing_is_dropped_in_inference()
    {
        Tensor<float> input = TestData.Random(12, 3, 4);
        Tensor[] outputs = OneNode.Outputs(new Dropout(null, true), 2, input);

        Assert.Equal(input.Data, (float[])outputs[0].Elements);
        Assert.All((bool[])outputs[1].Elements, Assert.True);
    }

    [Fact]
    public void Up_to_opset_9_the_mask_is_of_the_inputs_type()
        => Assert.Equal(ElementType.Float32, OneNode.Infer(OneNode.Make("Dropout", 7), 2, OneNode.Data(3))[1].ElementType);

    [Fact]
    public void A_seed_says_what_is_dropped()
    {
        // The first numbers of MT19937 seeded with 0, as doubles: 0.5488, 0.7152, 0.6028, 0.5449, 0.4237, 0.6459.
        Tensor[] outputs = OneNode.Outputs(
            new Dropout(0, true), 2, TestData.Range(6), new Tensor<float>(TensorShape.Scalar, [0.6f]), Training);
        float[] expected = [0, 2.5f, 5, 0, 0, 12.5f];

        Assert.Equal(new[] { false, true, true, false, false, true }, outputs[1].Elements);
        Assert.All(expected.Zip((float[])outputs[0].Elements), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Training_without_a_seed_is_refused()
    {
        Assert.Contains("training_mode is set without a seed", OneNode.Error(new Dropout(null, true), 1, OneNode.Data(3), null, TensorInfo.Of(Training)));
        Assert.Contains("ratio must be in [0, 1)", OneNode.Error(
            new Dropout(1, true), 1, OneNode.Data(3), TensorInfo.Of(new Tensor<float>(TensorShape.Scalar, [1])), TensorInfo.Of(Training)));
    }

    [Fact]
    public void Training_with_ratio_0_drops_nothing()
        => Assert.Equal([5f], (float[])OneNode.Evaluate(
            new Dropout(null, true), new Tensor<float>(new TensorShape(1), [5]), new Tensor<float>(TensorShape.Scalar), Training)[0].Elements);
}
