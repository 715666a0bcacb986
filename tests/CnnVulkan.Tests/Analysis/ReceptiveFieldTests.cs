using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Operators;

namespace CnnVulkan.Tests.Analysis;

public sealed class ReceptiveFieldTests
{
    [Fact]
    public void Three_stacked_3x3_see_7x7()
    {
        var network = new SmallNetwork(1, 3, 32, 40);
        for (int i = 0; i < 3; i++)
            network.Conv($"conv{i}", [3, 3, 3, 3], pad: 1);
        Assert.Equal("7×7", network.Field.ToString());
        Assert.All(network.Field.Axes, a => Assert.Equal((7, 1.0, 3), (a.Size, a.Stride, a.PadBegin)));
        Assert.Equal(3, network.Field.Axes[0].PadEnd(32));
        Assert.Equal(new[] { (0, 4), (7, 7) }, network.Field.Visible(0, 0, 0, 10));
    }

    [Fact]
    public void Strides_multiply_what_lies_behind_them()
    {
        // AlexNet: CONV1 11×11 stride 4, POOL1 3×3 stride 2, CONV2 5×5 pad 2.
        SmallNetwork network = new SmallNetwork(1, 3, 227, 227).Conv("conv1", [96, 3, 11, 11], stride: 4).MaxPool("pool1", 3, 2)
            .Conv("conv2", [256, 96, 5, 5], pad: 2);
        IReadOnlyDictionary<string, ReceptiveField> fields = network.Fields;
        Assert.Equal(["11/4-0", "19/8-0", "51/8-16"], new[] { "conv1", "pool1", "conv2" }.Select(n => fields[n].Axes[0].ToString()));
        Assert.Equal((0, 35), fields["conv2"].Axes[0].Visible(0));
        Assert.Equal((8 * 13 - 16, 51), fields["conv2"].Axes[0].Visible(13));
    }

    [Fact]
    public void Dilation_and_uneven_pads_count()
    {
        var window = new SlidingWindow([2, 3], [1, 2], [1, 0], [0, 3], [4, 2]);
        SmallNetwork network = new SmallNetwork(1, 1, 20, 21).Constant("w", new Tensor<float>(new TensorShape(1, 1, 2, 3))).Add("conv", new Conv(window), "picture", "w");
        Assert.Equal(["5/1-1", "5/2-0"], network.Field.Axes.Select(a => a.ToString()));
        Assert.Equal(2, network.Field.Axes[1].PadEnd(10));
    }

    [Theory]
    [InlineData(new[] { 1, 2, 30 }, "5")]
    [InlineData(new[] { 1, 2, 30, 31 }, "5×5")]
    [InlineData(new[] { 1, 2, 9, 10, 11 }, "5×5×5")]
    public void One_to_three_axes(int[] picture, string size)
    {
        int[] weights = [2, 2, .. picture.Skip(2).Select(_ => 3)];
        Assert.Equal(size, new SmallNetwork(picture).Conv("a", weights).Conv("b", weights).Field.ToString());
    }

    [Fact]
    public void The_largest_of_several_paths_counts()
    {
        SmallNetwork network = new SmallNetwork(1, 4, 16, 16).Conv("one", [4, 4, 1, 1], from: "picture").Conv("five", [4, 4, 5, 5], pad: 2, from: "picture")
            .Conv("three", [4, 4, 3, 3], pad: 1, from: "picture").Add("concat", new Concat(1), "one", "five", "three")
            .Conv("mix", [4, 12, 3, 3], pad: 1).Add("sum", OneNode.Make("Add", 13), "mix", "picture");
        IReadOnlyDictionary<string, ReceptiveField> fields = network.Fields;
        Assert.Equal("5×5", fields["concat"].ToString());
        Assert.Equal("7×7", fields["sum"].ToString());
        Assert.Equal(3, fields["sum"].Axes[0].PadBegin);
    }

    [Fact]
    public void Global_pools_and_dense_layers_see_everything()
    {
        SmallNetwork network = new SmallNetwork(1, 4, 8, 8).Conv("conv", [4, 4, 3, 3], pad: 1).Layer("mean", "GlobalAveragePool").Conv("squeeze", [4, 4, 1, 1])
            .Add("gate", OneNode.Make("Mul", 13), "conv", "squeeze").Conv("last", [4, 4, 3, 3]).Layer("flat", "Flatten").Dense("fc", 144, 10);
        foreach (string name in new[] { "mean", "squeeze", "gate", "last", "fc" })
            Assert.Equal((name, true, 8, 0), (name, network.Fields[name].SeesAll, network.Fields[name].Axes[0].Size, network.Fields[name].Axes[0].PadBegin));
        Assert.Equal("all", network.Field.ToString());
        Assert.Equal(new[] { (0, 8), (0, 8) }, network.Field.Visible(0, 3));
    }

    [Fact]
    public void Transposed_convolutions_and_enlarging_divide_the_stride()
    {
        SmallNetwork up = new SmallNetwork(1, 1, 8, 8).Constant("w", new Tensor<float>(new TensorShape(1, 1, 2, 2)))
            .Add("up", OneNode.Make("ConvTranspose", 13, ("strides", new long[] { 2, 2 })), "picture", "w");
        Assert.Equal(["1/0.5-0", "1/0.5-0"], up.Field.Axes.Select(a => a.ToString()));
        Assert.Equal((3, 1), up.Field.Axes[0].Visible(7));
        SmallNetwork nearest = new SmallNetwork(1, 1, 8, 8).Constant("scales", new Tensor<float>(new TensorShape(4), [1, 1, 2, 2]))
            .Add("resize", OneNode.Make("Resize", 13, ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")), "picture", "", "scales")
            .Conv("conv", [1, 1, 3, 3], pad: 1);
        Assert.Equal((2, 2), nearest.Field.Axes[1].Visible(6));
        Assert.Equal((0.5, 2), (nearest.Field.Axes[1].Stride, nearest.Field.Axes[1].Visible(5).Length));
    }

    [Fact]
    public void Moves_keep_their_place()
    {
        // A channel shuffle: reshape, transpose, reshape.
        SmallNetwork shuffle = new SmallNetwork(1, 4, 6, 5).Conv("conv", [4, 4, 3, 3], pad: 1)
            .Constant("split", TestData.Longs(1, 2, 2, 6, 5)).Add("groups", OneNode.Make("Reshape", 13), "conv", "split")
            .Layer("shuffle", "Transpose", ("perm", new long[] { 0, 2, 1, 3, 4 }))
            .Constant("join", TestData.Longs(1, 4, 6, 5)).Add("joined", OneNode.Make("Reshape", 13), "shuffle", "join");
        Assert.Equal([2, 3], shuffle.Field.Axes.Select(a => a.Along));
        Assert.Equal("3×3", shuffle.Field.ToString());
        SmallNetwork slice = new SmallNetwork(1, 1, 10, 10).Constant("s", TestData.Longs(3)).Constant("e", TestData.Longs(9)).Constant("a", TestData.Longs(2)).Constant("t", TestData.Longs(2))
            .Add("slice", OneNode.Make("Slice", 13), "picture", "s", "e", "a", "t");
        Assert.Equal((5, 1), slice.Field.Axes[0].Visible(1));
    }

    /// <summary>What the arithmetic says is what the numbers do: changing a picture element changes an output only if it sees it.</summary>
    [Theory]
    [InlineData(3, 2, 1, 1)]
    [InlineData(2, 1, 0, 3)]
    [InlineData(4, 3, 2, 2)]
    public void Outputs_outside_the_field_do_not_change(int kernel, int stride, int pad, int dilation)
    {
        const int Extent = 40;
        SmallNetwork network = new SmallNetwork(1, 1, Extent).Conv("a", [1, 1, kernel], stride, pad, dilation: dilation).Conv("b", [1, 1, 3], 2, 1);
        ReceptiveAxis field = network.Field.Axes[0];
        var sees = new HashSet<(int Output, int Input)>();
        int middle = (Extent + 2 * pad - (kernel - 1) * dilation - 1) / stride + 1;
        int outputs = (middle + 2 - 3) / 2 + 1;
        for (int o = 0; o < outputs; o++)
        {
            for (int j = 0; j < 3; j++)
            {
                int m = o * 2 + j - 1;
                for (int k = 0; k < kernel && m >= 0 && m < middle; k++)
                    sees.Add((o, m * stride + k * dilation - pad));
            }
            int[] seen = [.. sees.Where(s => s.Output == o && s.Input >= 0 && s.Input < Extent).Select(s => s.Input)];
            (int start, int length) = field.Visible(o);
            Assert.All(seen, s => Assert.InRange(s, start, start + length - 1));
            if (o > 0 && o < outputs - 1)
                Assert.Equal((start, start + length - 1), (seen.Min(), seen.Max()));
        }
    }

    [Fact]
    public void A_picture_that_is_no_input_is_refused()
    {
        SmallNetwork network = new SmallNetwork(1, 1, 8).Conv("a", [1, 1, 3]);
        Assert.Contains("'pictures'", Assert.Throws<ShapeException>(() => ReceptiveFields.Of(network.Model, network.Inputs, "pictures")).Message);
    }
}
