using System.Diagnostics;

namespace CnnVulkan.Tests.Networks;

public class NetworkCatalogTests
{
    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(n => n.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_network_is_built_with_the_classes_asked_for(string name)
    {
        Model model = NetworkCatalog.Create(name, new NetworkOptions { Classes = 7, WidthMultiplier = 0.25, Initialization = WeightInitialization.None });
        Assert.Equal(name, model.Name);
        Assert.Equal("7", NetworkStructure.Of(name, new NetworkOptions { Classes = 7, WidthMultiplier = 0.25 }).Shape(model.Outputs[0]));
        NetworkInfo info = NetworkCatalog.Find(name)!;
        Assert.Equal(info.Input.Dimensions.Select(d => (int?)d), model.Inputs[0].Dimensions.Skip(1));
        Assert.Equal((info.Input[2], info.Input[1]), model.Preprocessing!.OutputSize(500, 400));
        Assert.True(model.Graph.Nodes.Select(n => n.Name).Distinct().Count() == model.Graph.Nodes.Length);
    }

    [Theory]
    [InlineData("VGG-16", "vgg16")]
    [InlineData("vgg-d", "vgg16")]
    [InlineData("SqueezeNet 1.1", "squeezenet1.1")]
    [InlineData("ResNet_50", "resnet50")]
    [InlineData("resnet20", "cifar-resnet20")]
    public void Names_are_blind_to_case_and_signs(string name, string found) => Assert.Equal(found, NetworkCatalog.Find(name)?.Name);

    [Fact]
    public void An_unknown_name_lists_the_nearest()
    {
        var error = Assert.Throws<UnknownNetworkException>(() => NetworkCatalog.Create("rasnet50"));
        Assert.Equal("resnet50", error.Nearest[0]);
        Assert.Contains("resnet50", error.Message);
    }

    /// <summary>Each names the layer and has the numbers.</summary>
    [Theory]
    [InlineData("alexnet", 20, "pool2", "20×20", "kernel 3")]
    [InlineData("vgg16", 31, "pool5", "31×31", "input 1")]
    [InlineData("googlenet-aux", 64, "aux1/pool", "64×64", "kernel 5")]
    [InlineData("prelunet-a", 96, "spp_7x7", "6×6", "7×7 bins")]
    [InlineData("lenet5", 27, "conv3", "27×27", "kernel 5")]
    public void An_input_too_small_names_the_layer(string network, int size, params string[] texts)
    {
        var options = new NetworkOptions { InputHeight = size, InputWidth = size, Initialization = WeightInitialization.None };
        string message = Assert.Throws<ShapeException>(() => NetworkCatalog.Create(network, options)).Message;
        Assert.StartsWith(network, message);
        foreach (string text in texts)
            Assert.Contains(text, message);
    }

    [Theory]
    [InlineData("mobilenetv1", 0.01, "'conv1'", "32 times")]
    [InlineData("mobilenetv2", 0.01, "'conv1'", "32 times")]
    [InlineData("squeezenet1.1", 0.02, "'fire2/squeeze1x1'", "16 times")]
    [InlineData("resnet18", 0, "above 0", "0")]
    [InlineData("resnet18", double.NaN, "above 0", "NaN")]
    public void A_width_that_leaves_no_channel_names_the_layer(string network, double width, params string[] texts)
    {
        string message = Assert.Throws<ShapeException>(() => NetworkCatalog.Create(network, new NetworkOptions { WidthMultiplier = width })).Message;
        Assert.StartsWith(network, message);
        foreach (string text in texts)
            Assert.Contains(text, message);
    }

    [Fact]
    public void Groups_must_divide_the_channels()
        => Assert.Contains("'conv2'", Assert.Throws<ShapeException>(() => NetworkCatalog.Create("alexnet-groups", new NetworkOptions { WidthMultiplier = 0.055 })).Message);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, -3)]
    public void Numbers_below_one_are_refused(int classes, int channels)
        => Assert.Contains("at least 1", Assert.Throws<ShapeException>(() => NetworkCatalog.Create("lenet5", new NetworkOptions { Classes = classes, InputChannels = channels })).Message);

    /// <summary>Howard et al. 2017, table 6: MobileNets of 0.75, 0.5 and 0.25 have 2.6, 1.3 and 0.5 million parameters.</summary>
    [Theory]
    [InlineData("mobilenetv1", 0.75, 2.6)]
    [InlineData("mobilenetv1", 0.5, 1.3)]
    [InlineData("mobilenetv1", 0.25, 0.5)]
    // Sandler et al. 2018, as published with their code: 1.4 has 6.06 million, 0.75 has 2.61, 0.5 has 1.95, 0.35 has 1.66.
    [InlineData("mobilenetv2", 1.4, 6.1)]
    [InlineData("mobilenetv2", 0.75, 2.6)]
    [InlineData("mobilenetv2", 0.5, 2.0)]
    [InlineData("mobilenetv2", 0.35, 1.7)]
    public void Width_multipliers_give_the_published_sizes(string network, double width, double millions)
        => Assert.Equal(millions, NetworkStructure.Of(network, new NetworkOptions { WidthMultiplier = width }).Parameters / 1e6, 0.051);

    [Fact]
    public void Pictures_need_not_be_square_nor_of_three_channels()
    {
        NetworkStructure network = NetworkStructure.Of("resnet18", new NetworkOptions { InputChannels = 1, InputHeight = 64, InputWidth = 96 });
        Assert.Equal(("64×32×48", 3_136L, "512×2×3"), (network.Shape("conv1"), network.Weights("conv1"), network.Shape("conv5_2/add")));
    }

    /// <summary>553 MB of weights may not be touched by who only counts them; a full drawing of them takes under 2 s on two cores.</summary>
    [Fact]
    public void Networks_are_built_without_drawing_weights()
    {
        var clock = Stopwatch.StartNew();
        Model model = NetworkCatalog.Create("vgg16", new NetworkOptions { Initialization = WeightInitialization.None });
        Assert.True(clock.ElapsedMilliseconds < 3000, $"{clock.ElapsedMilliseconds} ms");
        Assert.Equal(102_760_448, model.Graph.Constants["fc6/weights"].Shape.Count);
    }
}
