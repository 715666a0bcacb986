namespace CnnVulkan.Tests.Analysis;

/// <summary>The numbers papers and courses give for well-known layers and networks. Where theirs are rounded, ours are exact.</summary>
public sealed class PublishedNumbersTests
{
    /// <summary>Stanford's CS231n notes, "Convolutional layer": ten 5×5 filters, stride 1, pad 2 on 32×32×3.</summary>
    [Fact]
    public void Ten_5x5_filters_have_760_parameters()
    {
        LayerSummary conv = new SmallNetwork(1, 3, 32, 32).Conv("conv", [10, 3, 5, 5], pad: 2, bias: true).Summary.Layers[0];
        Assert.Equal("1×10×32×32", conv.OutputShape.ToString());
        Assert.Equal((750, 10, 760), (conv.Cost.Weights, conv.Cost.Biases, conv.Cost.Parameters));
        Assert.Equal(750 * 32 * 32, conv.Cost.MultiplyAdds);
        Assert.Equal(2 * 750 * 32 * 32 + 10 * 32 * 32, conv.Cost.Flops);
        Assert.Equal(("5×5", 1.0, 2), (conv.Field!.ToString(), conv.Field.Axes[0].Stride, conv.Field.Axes[0].PadBegin));
    }

    /// <summary>CS231n, lecture 9: CONV1 55×55×96 with (11·11·3)·96 weights; the lecture's "35K". POOL1 27×27×96, no parameters.</summary>
    [Fact]
    public void AlexNet_begins_as_taught()
    {
        ModelSummary summary = new SmallNetwork(1, 3, 227, 227).Conv("conv1", [96, 3, 11, 11], stride: 4, bias: true).MaxPool("pool1", 3, 2).Summary;
        Assert.Equal(["1×96×55×55", "1×96×27×27"], summary.Layers.Select(l => l.OutputShape.ToString()));
        Assert.Equal(34_848, summary.Layers[0].Cost.Weights);
        Assert.Equal(0, summary.Layers[1].Cost.Parameters);
        Assert.Equal(["11×11/4", "3×3/2"], summary.Layers.Select(l => l.Window));
    }

    /// <summary>Simonyan and Zisserman 2015, section 2.3: three 3×3 layers of D channels see as much as one 7×7 with 27D² against 49D² weights.</summary>
    [Fact]
    public void Three_3x3_take_fewer_weights_than_one_7x7()
    {
        const int D = 16;
        var stack = new SmallNetwork(1, D, 32, 32);
        for (int i = 0; i < 3; i++)
            stack.Conv($"conv{i}", [D, D, 3, 3], pad: 1);
        SmallNetwork single = new SmallNetwork(1, D, 32, 32).Conv("conv", [D, D, 7, 7], pad: 3);
        Assert.Equal("7×7", stack.Field.ToString());
        Assert.Equal("7×7", single.Field.ToString());
        Assert.Equal((27L * D * D, 49L * D * D), (stack.Summary.Total.Weights, single.Summary.Total.Weights));
    }

    /// <summary>Simonyan and Zisserman 2015, table 1, column D, and CS231n's table of it.</summary>
    [Fact]
    public void Vgg16_layer_by_layer()
    {
        ModelSummary summary = Summarize("vgg16");
        LayerSummary[] table = [.. summary.Layers.Where(l => l.Operator is "Conv" or "MaxPool" or "Gemm")];
        Assert.Equal(
            [1_728, 36_864, 73_728, 147_456, 294_912, 589_824, 589_824, 1_179_648, 2_359_296, 2_359_296, 2_359_296, 2_359_296, 2_359_296,
                102_760_448, 16_777_216, 4_096_000],
            table.Where(l => l.Cost.Weights > 0).Select(l => l.Cost.Weights));
        Assert.Equal(["1×64×112×112", "1×128×56×56", "1×256×28×28", "1×512×14×14", "1×512×7×7"],
            table.Where(l => l.Operator == "MaxPool").Select(l => l.OutputShape.ToString()));
        Assert.Equal("212×212", table.Last(l => l.Operator == "MaxPool").Field!.ToString());

        // "138 M" are 138,344,128 weights and 13,416 biases.
        Assert.Equal((138_344_128, 13_416, 138_357_544), (summary.Total.Weights, summary.Total.Biases, summary.Total.Parameters));
        // "15.3 G" are the convolutions; the dense layers add 0.12 G.
        Assert.Equal(15_346_630_656, table.Where(l => l.Operator == "Conv").Sum(l => l.Cost.MultiplyAdds));
        Assert.Equal(15_470_264_320, summary.Total.MultiplyAdds);
        // "552 MB" leave out the biases and are rounded down: 553,376,512 bytes without, 553,430,176 with them.
        Assert.Equal(553_376_512, 4 * summary.Total.Weights);
        Assert.Equal(553_430_176, summary.Total.WeightBytes);
        // "24 M activations, 93 MB" is not the sum of the course's own rows: with the input they add up to 15,237,608, 58 MiB.
        Assert.Equal(15_237_608, (3 * 224 * 224) + table.Sum(l => l.Cost.Activations));
    }

    /// <summary>He et al. 2016, table 1: 3.8·10⁹ multiply-adds; 25.5 million parameters as counted since.</summary>
    [Fact]
    public void ResNet50_in_total()
    {
        ModelSummary summary = Summarize("resnet50");
        Assert.Equal(25_557_032, summary.Total.Parameters);
        // The paper's "3.8 G"; its strides are in the 1×1 layers. With them in the 3×3 layers, as torchvision has it, it would be 4.09 G.
        Assert.Equal(3_857_973_248, summary.Total.MultiplyAdds);
        // Running averages take memory, but are not trained: 2 for each of the 26,560 normalised channels.
        Assert.Equal(4 * (25_557_032 + 2 * 26_560), summary.Total.WeightBytes);
        // The largest field before the global mean: Araujo et al. 2019 give 483 for ResNet-50.
        Assert.Equal(("483×483", 32.0), (summary.Layers.Last(l => l.Operator == "Add").Field!.ToString(), summary.Layers.Last(l => l.Operator == "Add").Field!.Axes[0].Stride));
        Assert.True(summary.Layers[^1].Field!.SeesAll);
    }

    [Fact]
    public void Half_precision_halves_the_bytes_and_nothing_else()
    {
        SmallNetwork network = new SmallNetwork(1, 3, 8, 8).Conv("conv", [4, 3, 3, 3], bias: true);
        LayerCost full = ModelSummary.Of(network.Model, network.Inputs).Total, half = ModelSummary.Of(network.Model, network.Inputs, Precision.Float16).Total;
        Assert.Equal(full with { ActivationBytes = full.ActivationBytes / 2, WeightBytes = full.WeightBytes / 2 }, half);
    }

    [Fact]
    public void Weights_that_two_layers_share_count_once()
    {
        SmallNetwork network = new SmallNetwork(1, 3, 8, 8).Conv("a", [3, 3, 3, 3], pad: 1).Add("b", new CnnVulkan.Operators.Conv(new CnnVulkan.Operators.SlidingWindow()), "a", "a.weight");
        Assert.Equal([81L, 0L], network.Summary.Layers.Select(l => l.Cost.Weights));
    }

    private static ModelSummary Summarize(string name)
    {
        Model model = NetworkCatalog.Create(name, new NetworkOptions { Initialization = WeightInitialization.None });
        return ModelSummary.Of(model, new Dictionary<string, TensorShape> { [model.Inputs[0].Name] = new(1, 3, 224, 224) });
    }
}
