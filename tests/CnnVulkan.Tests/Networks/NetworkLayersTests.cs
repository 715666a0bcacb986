namespace CnnVulkan.Tests.Networks;

/// <summary>Networks layer by layer, against the tables of their papers and the listings of other collections.</summary>
public class NetworkLayersTests
{
    /// <summary>Krizhevsky et al. 2012, figure 2, as the lecture notes of CS231n (Stanford, "ConvNets") count it for 227×227.</summary>
    [Fact]
    public void AlexNet() => Check("alexnet",
        ("conv1", "96×55×55", 34_848),
        ("pool1", "96×27×27", null),
        ("conv2", "256×27×27", 614_400),
        ("pool2", "256×13×13", null),
        ("conv3", "384×13×13", 884_736),
        ("conv4", "384×13×13", 1_327_104),
        ("conv5", "256×13×13", 884_736),
        ("pool5", "256×6×6", null),
        ("fc6", "4096", 37_748_736),
        ("fc7", "4096", 16_777_216),
        ("fc8", "1000", 4_096_000));

    /// <summary>The listing of torchvision's form: 64, 192, 384, 256 and 256 channels on 224×224.</summary>
    [Fact]
    public void AlexNet_of_torchvision() => Check("alexnet-owt",
        ("conv1", "64×55×55", 23_232),
        ("conv2", "192×27×27", 307_200),
        ("conv3", "384×13×13", 663_552),
        ("conv4", "256×13×13", 884_736),
        ("conv5", "256×13×13", 589_824),
        ("pool5", "256×6×6", null),
        ("fc6", "4096", 37_748_736));

    /// <summary>"VGGNet in detail", course notes of CS231n (Stanford).</summary>
    [Fact]
    public void Vgg16() => Check("vgg16",
        ("conv1_1", "64×224×224", 1_728),
        ("conv1_2", "64×224×224", 36_864),
        ("pool1", "64×112×112", null),
        ("conv2_1", "128×112×112", 73_728),
        ("conv2_2", "128×112×112", 147_456),
        ("pool2", "128×56×56", null),
        ("conv3_1", "256×56×56", 294_912),
        ("conv3_2", "256×56×56", 589_824),
        ("conv3_3", "256×56×56", 589_824),
        ("pool3", "256×28×28", null),
        ("conv4_1", "512×28×28", 1_179_648),
        ("conv4_2", "512×28×28", 2_359_296),
        ("conv4_3", "512×28×28", 2_359_296),
        ("pool4", "512×14×14", null),
        ("conv5_1", "512×14×14", 2_359_296),
        ("conv5_2", "512×14×14", 2_359_296),
        ("conv5_3", "512×14×14", 2_359_296),
        ("pool5", "512×7×7", null),
        ("fc6", "4096", 102_760_448),
        ("fc7", "4096", 16_777_216),
        ("fc8", "1000", 4_096_000));

    /// <summary>
    /// Szegedy et al. 2015, table 1: its columns give each module's weights exactly; the rounded ones it prints, in units of 1024, and its
    /// millions of multiply-adds fit within 8 %: 4c prints 463 for 497.5, 5a 1072 for 1018.
    /// </summary>
    [Theory]
    [InlineData("3a", "256×28×28", 192, 64, 96, 128, 16, 32, 32, 159, 128)]
    [InlineData("3b", "480×28×28", 256, 128, 128, 192, 32, 96, 64, 380, 304)]
    [InlineData("4a", "512×14×14", 480, 192, 96, 208, 16, 48, 64, 364, 73)]
    [InlineData("4b", "512×14×14", 512, 160, 112, 224, 24, 64, 64, 437, 88)]
    [InlineData("4c", "512×14×14", 512, 128, 128, 256, 24, 64, 64, 463, 100)]
    [InlineData("4d", "528×14×14", 512, 112, 144, 288, 32, 64, 64, 580, 119)]
    [InlineData("4e", "832×14×14", 528, 256, 160, 320, 32, 128, 128, 840, 170)]
    [InlineData("5a", "832×7×7", 832, 256, 160, 320, 32, 128, 128, 1072, 54)]
    [InlineData("5b", "1024×7×7", 832, 384, 192, 384, 48, 128, 128, 1388, 71)]
    public void GoogLeNet(string module, string shape, int input, int one, int reduce3, int three, int reduce5, int five, int pool, int kibiWeights, int millions)
    {
        NetworkStructure network = NetworkStructure.Of("googlenet");
        string block = $"inception_{module}/";
        Assert.Equal(shape, network.Shape(block + "concat"));
        Assert.Equal(input * (one + reduce3 + reduce5 + pool) + 9 * reduce3 * three + 25 * reduce5 * five, network.WeightsUnder(block));
        Assert.InRange(network.WeightsUnder(block) / 1024.0, kibiWeights * 0.92, kibiWeights * 1.08);
        Assert.InRange(network.MultiplyAddsUnder(block) / 1e6, millions * 0.92, millions * 1.08);
    }

    /// <summary>Szegedy et al. 2015, table 1 and section 5: pools, and the heads of training.</summary>
    [Fact]
    public void GoogLeNet_between_the_modules() => Check("googlenet-aux",
        // 9,408, not the 2.7K of the paper: 7·7·3·64.
        ("conv1", "64×112×112", 9_408),
        ("pool1", "64×56×56", null),
        ("conv2_reduce", "64×56×56", 4_096),
        ("conv2", "192×56×56", 110_592),
        ("pool2", "192×28×28", null),
        ("pool3", "480×14×14", null),
        ("pool4", "832×7×7", null),
        ("pool5", "1024×1×1", null),
        ("aux1/pool", "512×4×4", null),
        ("aux1/conv", "128×4×4", 65_536),
        ("aux1/fc1", "1024", 2_097_152),
        ("aux2/pool", "528×4×4", null),
        ("aux2/conv", "128×4×4", 67_584));

    /// <summary>Layers of torchvision's resnet18 as torchinfo lists them.</summary>
    [Fact]
    public void ResNet18()
    {
        Check("resnet18",
            ("conv1", "64×112×112", 9_408),
            ("pool1", "64×56×56", null),
            ("conv2_1/conv1", "64×56×56", 36_864),
            ("conv2_2/conv2", "64×56×56", 36_864),
            ("conv3_1/conv1", "128×28×28", 73_728),
            ("conv3_1/conv2", "128×28×28", 147_456),
            ("conv3_1/shortcut", "128×28×28", 8_192),
            ("conv4_1/conv1", "256×14×14", 294_912),
            ("conv4_1/shortcut", "256×14×14", 32_768),
            ("conv4_2/conv2", "256×14×14", 589_824),
            ("conv5_1/conv1", "512×7×7", 1_179_648),
            ("conv5_1/shortcut", "512×7×7", 131_072),
            ("conv5_2/conv2", "512×7×7", 2_359_296),
            ("pool5", "512×1×1", null),
            ("fc", "1000", 512_000));
        CheckStages("resnet18", ("conv2_", 147_968), ("conv3_", 525_568), ("conv4_", 2_099_712), ("conv5_", 8_393_728), ("fc", 513_000));
    }

    /// <summary>Layers of torchvision's resnet50 as torchinfo lists them; the paper's stride in the first 1×1 changes sizes inside a block only.</summary>
    [Fact]
    public void ResNet50()
    {
        Check("resnet50",
            ("conv1", "64×112×112", 9_408),
            ("conv2_1/conv1", "64×56×56", 4_096),
            ("conv2_1/conv2", "64×56×56", 36_864),
            ("conv2_1/conv3", "256×56×56", 16_384),
            ("conv2_1/shortcut", "256×56×56", 16_384),
            ("conv3_1/conv1", "128×28×28", 32_768),
            ("conv3_1/shortcut", "512×28×28", 131_072),
            ("conv3_4/add", "512×28×28", null),
            ("conv4_1/shortcut", "1024×14×14", 524_288),
            ("conv4_6/add", "1024×14×14", null),
            ("conv5_1/shortcut", "2048×7×7", 2_097_152),
            ("conv5_3/add", "2048×7×7", null),
            ("fc", "1000", 2_048_000));
        CheckStages("resnet50",
            ("conv2_1/", 75_008), ("conv2_2/", 70_400), ("conv2_", 215_808), ("conv3_", 1_219_584), ("conv4_", 7_098_368), ("conv5_", 14_964_736), ("fc", 2_049_000));
        Assert.Equal("128×56×56", NetworkStructure.Of("resnet50-v1.5").Shape("conv3_1/conv1"));
    }

    /// <summary>Layers of torchvision's squeezenet1_1 as torchinfo lists them.</summary>
    [Fact]
    public void SqueezeNet11()
    {
        Check("squeezenet1.1",
            ("conv1", "64×111×111", 1_728),
            ("pool1", "64×55×55", null),
            ("fire2/squeeze1x1", "16×55×55", 1_024),
            ("fire2/expand1x1", "64×55×55", 1_024),
            ("fire2/expand3x3", "64×55×55", 9_216),
            ("fire3/concat", "128×55×55", null),
            ("pool3", "128×27×27", null),
            ("fire5/concat", "256×27×27", null),
            ("pool5", "256×13×13", null),
            ("fire7/concat", "384×13×13", null),
            ("fire9/concat", "512×13×13", null),
            ("conv10", "1000×13×13", 512_000),
            ("pool10", "1000×1×1", null));
        CheckStages("squeezenet1.1",
            ("conv1/", 0), ("fire2/", 11_408), ("fire3/", 12_432), ("fire4/", 45_344), ("fire5/", 49_440), ("fire6/", 104_880),
            ("fire7/", 111_024), ("fire8/", 188_992), ("fire9/", 197_184), ("conv10", 513_000));
    }

    /// <summary>Sandler et al. 2018, table 2, and the parameters of torchvision's mobilenet_v2 as torchinfo lists them.</summary>
    [Fact]
    public void MobileNetV2()
    {
        Check("mobilenetv2",
            ("conv1", "32×112×112", 864),
            ("block2/project", "16×112×112", 512),
            ("block3/expand", "96×112×112", 1_536),
            ("block3/dw", "96×56×56", 864),
            ("block3/project", "24×56×56", 2_304),
            ("block4/add", "24×56×56", null),
            ("block7/add", "32×28×28", null),
            ("block11/add", "64×14×14", null),
            ("block14/add", "96×14×14", null),
            ("block17/add", "160×7×7", null),
            ("block18/project", "320×7×7", 307_200),
            ("conv_last", "1280×7×7", 409_600),
            ("fc", "1000", 1_280_000));
        CheckStages("mobilenetv2",
            ("block2/", 896), ("block3/", 5_136), ("block4/", 8_832), ("block5/", 10_000), ("block6/", 14_848), ("block7/", 14_848), ("block8/", 21_056),
            ("block9/", 54_272), ("block11/", 54_272), ("block12/", 66_624), ("block13/", 118_272), ("block15/", 155_264), ("block16/", 320_000),
            ("block18/", 473_920), ("fc", 1_281_000));
    }

    /// <summary>Huang et al. 2017, table 1, and the parameters of torchvision's densenet121 as torchinfo lists them.</summary>
    [Fact]
    public void DenseNet121()
    {
        Check("densenet121",
            ("conv1", "64×112×112", 9_408),
            ("pool1", "64×56×56", null),
            ("dense1_1/conv1", "128×56×56", 8_192),
            ("dense1_1/conv2", "32×56×56", 36_864),
            ("dense1_6/concat", "256×56×56", null),
            ("transition1/pool", "128×28×28", null),
            ("dense2_12/concat", "512×28×28", null),
            ("transition2/pool", "256×14×14", null),
            ("dense3_24/concat", "1024×14×14", null),
            ("transition3/pool", "512×7×7", null),
            ("dense4_16/concat", "1024×7×7", null),
            ("fc", "1000", 1_024_000));
        CheckStages("densenet121",
            ("dense1_", 335_040), ("transition1/", 33_280), ("dense2_", 919_680), ("transition2/", 132_096), ("dense3_", 2_837_760),
            ("transition3/", 526_336), ("dense4_", 2_158_080), ("fc", 1_025_000));
    }

    /// <summary>LeCun et al. 1998, figure 2, with C3 connected to all maps: 5·5·6·16 weights.</summary>
    [Theory]
    [InlineData("lenet5")]
    [InlineData("lenet5-relu")]
    public void LeNet5(string network) => Check(network,
        ("conv1", "6×28×28", 150),
        ("pool1", "6×14×14", null),
        ("conv2", "16×10×10", 2_400),
        ("pool2", "16×5×5", null),
        ("conv3", "120×1×1", 48_000),
        ("fc4", "84", 10_080),
        ("fc5", "10", 840));

    /// <summary>Zeiler and Fergus 2014, figure 3.</summary>
    [Fact]
    public void ZFNet() => Check("zfnet",
        ("conv1", "96×110×110", 14_112), ("pool1", "96×55×55", null), ("conv2", "256×26×26", 614_400), ("pool2", "256×13×13", null),
        ("conv3", "384×13×13", 884_736), ("conv5", "256×13×13", 884_736), ("pool5", "256×6×6", null), ("fc6", "4096", 37_748_736));

    /// <summary>He et al. 2015, tables 1 and 3: maps of 36 and 18, of 56, 28 and 14; 50 and 63 bins.</summary>
    [Fact]
    public void PReluNets()
    {
        Check("prelunet-small", ("conv2_4", "128×36×36", 65_536), ("conv3_6", "256×18×18", 262_144), ("spp", "12800", null));
        Check("prelunet-a", ("conv2_5", "256×56×56", 589_824), ("conv3_5", "512×28×28", 2_359_296), ("conv4_5", "512×14×14", 2_359_296), ("spp", "32256", null));
    }

    private static void Check(string name, params (string Layer, string Shape, int? Weights)[] expected)
    {
        NetworkStructure network = NetworkStructure.Of(name);
        Assert.Equal(expected, expected.Select(e => (e.Layer, network.Shape(e.Layer), e.Weights is null ? (int?)null : (int)network.Weights(e.Layer))));
    }

    private static void CheckStages(string name, params (string Prefix, long Parameters)[] expected)
    {
        NetworkStructure network = NetworkStructure.Of(name);
        Assert.Equal(expected, expected.Select(e => (e.Prefix, network.ParametersUnder(e.Prefix))));
    }
}
