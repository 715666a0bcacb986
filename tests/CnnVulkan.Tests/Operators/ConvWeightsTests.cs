using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Operators;

public sealed class ConvWeightsTests
{
    /// <summary>Every place by the formula in the head of conv2d_subgroup.comp: the weight it names, or 0.</summary>
    [Theory]
    [InlineData(1, 5, 3, 1, 1, 8)]
    [InlineData(1, 33, 6, 3, 2, 16)]
    [InlineData(1, 24, 127, 1, 3, 24)]
    [InlineData(3, 36, 4, 2, 2, 8)]
    [InlineData(2, 40, 8, 1, 1, 32)]
    public void Rows_of_a_block_lie_side_by_side(int groups, int outputs, int inputs, int height, int width, int rows)
    {
        Tensor<float> weights = TestData.Random(1, outputs, inputs, height, width);
        Tensor<float> arranged = ConvWeights.ForSubgroup(weights, groups, rows);
        int groupOutputs = outputs / groups, blocks = (groupOutputs + rows - 1) / rows, vectors = (inputs + 3) / 4;
        Assert.Equal(groups * blocks * height * width * vectors * rows * 4, arranged.Data.Length);
        Assert.Equal(groups * blocks, arranged.Shape[0]);
        Assert.Equal(ConvWeights.SubgroupShape(groups, groupOutputs, inputs, height * width, rows), arranged.Shape);
        int at = 0;
        for (int block = 0; block < groups * blocks; block++)
        {
            for (int rest = 0; rest < height * width * vectors * rows * 4; rest++)
            {
                int lane = rest % 4, row = rest / 4 % rows, vector = rest / 4 / rows % vectors, tap = rest / 4 / rows / vectors;
                int input = vector * 4 + lane, output = block % blocks * rows + row;
                bool exists = input < inputs && output < groupOutputs;
                float expected = exists ? weights.Data[((block / blocks * groupOutputs + output) * inputs + input) * height * width + tap] : 0;
                Assert.Equal(expected, arranged.Data[at++]);
            }
        }
    }

    /// <summary>The same by the head of conv2d_tiled.comp: vectors of output channels for each input channel.</summary>
    [Theory]
    [InlineData(1, 5, 3, 1, 1, 8, 4)]
    [InlineData(1, 70, 18, 3, 2, 16, 4)]
    [InlineData(2, 48, 24, 2, 1, 8, 4)]
    public void Vectors_of_output_channels_lie_side_by_side_for_shared_memory(int groups, int outputs, int inputs, int height, int width, int rows, int depth)
    {
        Tensor<float> weights = TestData.Random(1, outputs, inputs, height, width);
        ConvGeometry geometry = ConvGeometry.Of(
            new SlidingWindow(), groups, OneNode.Data(1, inputs * groups, height, width), OneNode.Data(outputs, inputs, height, width));
        Tensor<float> arranged = ConvWeights.ForTiles(weights, geometry, rows, depth);
        int groupOutputs = outputs / groups, blocks = (groupOutputs + rows * 4 - 1) / (rows * 4), chunks = (inputs + depth * 4 - 1) / (depth * 4);
        Assert.Equal(groups * blocks * height * width * chunks * depth * 4 * rows * 4, arranged.Data.Length);
        Assert.Equal(ConvWeights.TiledShape(geometry, rows, depth), arranged.Shape);
        for (int at = 0; at < arranged.Data.Length; at++)
        {
            int output = at % (rows * 4), input = at / (rows * 4) % (chunks * depth * 4), tap = at / (rows * 4) / (chunks * depth * 4) % (height * width);
            int block = at / (rows * 4) / (chunks * depth * 4) / (height * width), inGroup = block % blocks * rows * 4 + output;
            bool exists = input < inputs && inGroup < groupOutputs;
            float expected = exists ? weights.Data[((block / blocks * groupOutputs + inGroup) * inputs + input) * height * width + tap] : 0;
            Assert.Equal(expected, arranged.Data[at]);
        }
    }

    [Fact]
    public void Depthwise_filters_lie_in_vectors_of_four_channels()
    {
        Tensor<float> weights = TestData.Random(1, 8, 1, 3, 2);
        Tensor<float> arranged = ConvWeights.ForDepthwise(weights);
        Assert.Equal([2, 24], arranged.Shape.ToArray());
        for (int i = 0; i < arranged.Data.Length; i++)
            Assert.Equal(weights.Data[(i / 24 * 4 + i % 4) * 6 + i / 4 % 6], arranged.Data[i]);
    }

    /// <summary>G g G' of a filter whose only weight is 1 is the product of two columns of G.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Filters_are_transformed_for_minimal_filtering(int side)
    {
        float[][] g = side == 2
            ? [[1, 0, 0], [1f / 2, 1f / 2, 1f / 2], [1f / 2, -1f / 2, 1f / 2], [0, 0, 1]]
            : [[1f / 4, 0, 0], [-1f / 6, -1f / 6, -1f / 6], [-1f / 6, 1f / 6, -1f / 6], [1f / 24, 1f / 12, 1f / 6], [1f / 24, -1f / 12, 1f / 6], [0, 0, 1]];
        int reach = g.Length;
        for (int tap = 0; tap < 9; tap++)
        {
            var weights = new Tensor<float>(new TensorShape(5, 3, 3, 3));
            weights.Data[(4 * 3 + 2) * 9 + tap] = 1;
            Tensor<float> transformed = WinogradFilter.Transform(weights, side, 8);
            Assert.Equal([reach * reach * 8, 4, 1, 1], transformed.Shape.ToArray());
            for (int i = 0; i < transformed.Data.Length; i++)
            {
                int product = i / 4 / 8;
                float expected = i / 4 % 8 == 4 && i % 4 == 2 ? g[product / reach][tap / 3] * g[product % reach][tap % 3] : 0;
                Assert.Equal(expected, transformed.Data[i], 6);
            }
        }
    }
}
