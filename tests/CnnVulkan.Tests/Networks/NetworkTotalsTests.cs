namespace CnnVulkan.Tests.Networks;

/// <summary>Totals of whole networks against those of the papers and of collections that others have built.</summary>
public class NetworkTotalsTests
{
    /// <summary>Trained parameters, exact.</summary>
    [Theory]
    // LeCun et al. 1998 with C3 fully connected: 156 + 2,416 + 48,120 + 10,164 + 850.
    [InlineData("lenet5", 61_706)]
    [InlineData("lenet5-relu", 61_706)]
    // Caffe's bvlc_alexnet; the paper says 60 million.
    [InlineData("alexnet-groups", 60_965_224)]
    // The same without groups, as counted in many courses.
    [InlineData("alexnet", 62_378_344)]
    // torchvision's documentation, "num_params" of each weight set.
    [InlineData("alexnet-owt", 61_100_840)]
    [InlineData("vgg11", 132_863_336)]
    [InlineData("vgg13", 133_047_848)]
    [InlineData("vgg16", 138_357_544)]
    [InlineData("vgg19", 143_667_240)]
    [InlineData("googlenet-bn", 6_624_904)]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet50-v1.5", 25_557_032)]
    [InlineData("resnet101", 44_549_160)]
    [InlineData("resnet152", 60_192_808)]
    [InlineData("squeezenet1.0", 1_248_424)]
    [InlineData("squeezenet1.1", 1_235_496)]
    [InlineData("densenet121", 7_978_856)]
    [InlineData("mobilenetv2", 3_504_872)]
    // Response normalisation has no parameters: A-LRN is A.
    [InlineData("vgg11-lrn", 132_863_336)]
    // VGG table 2 says 134 million: D less (9 - 1)·(256² + 512² + 512²).
    [InlineData("vgg16-c", 133_638_952)]
    // Caffe's bvlc_googlenet without and with the heads of training.
    [InlineData("googlenet", 6_998_552)]
    [InlineData("googlenet-aux", 13_378_280)]
    // Keras' MobileNet: 4,253,864 in all, less 21,888 running means and variances.
    [InlineData("mobilenetv1", 4_231_976)]
    // He et al. 2016, table 6: 0.27, 0.46, 0.66, 0.85 and 1.7 million; exact in akamaster/pytorch_resnet_cifar10.
    [InlineData("cifar-resnet20", 269_722)]
    [InlineData("cifar-resnet32", 464_154)]
    [InlineData("cifar-resnet44", 658_586)]
    [InlineData("cifar-resnet56", 853_018)]
    [InlineData("cifar-resnet110", 1_727_962)]
    public void Parameters(string network, long expected) => Assert.Equal(expected, NetworkStructure.Of(network).Parameters);

    /// <summary>Multiply-adds of one picture, in thousand million, as rounded by the source.</summary>
    [Theory]
    // torchvision's documentation, "GFLOPS" of each weight set: multiply-adds of convolutions and dense layers.
    [InlineData("alexnet-owt", 0.71)]
    [InlineData("vgg11", 7.61)]
    [InlineData("vgg13", 11.31)]
    [InlineData("vgg16", 15.47)]
    [InlineData("vgg19", 19.63)]
    [InlineData("googlenet-bn", 1.50)]
    [InlineData("resnet18", 1.81)]
    [InlineData("resnet34", 3.66)]
    [InlineData("resnet50-v1.5", 4.09)]
    [InlineData("squeezenet1.0", 0.82)]
    [InlineData("squeezenet1.1", 0.35)]
    [InlineData("densenet121", 2.83)]
    [InlineData("mobilenetv2", 0.30)]
    // Howard et al. 2017, table 8: 569 million.
    [InlineData("mobilenetv1", 0.57)]
    public void MultiplyAdds(string network, double expected)
        => Assert.InRange(NetworkStructure.Of(network).MultiplyAdds / 1e9, expected - 0.005, expected + 0.005);

    /// <summary>Round figures of papers that are not quite what their tables add up to: the paper's, and the exact count, in thousand millions.</summary>
    [Theory]
    // He et al. 2016, section 3.3, and others since; 15.35 without the dense layers.
    [InlineData("vgg16", 15.3, 15_470_264_320)]
    // He et al. 2016, table 1.
    [InlineData("resnet18", 1.8, 1_814_073_344)]
    [InlineData("resnet34", 3.6, 3_663_761_408)]
    [InlineData("resnet50", 3.8, 3_857_973_248)]
    [InlineData("resnet101", 7.6, 7_570_194_432)]
    [InlineData("resnet152", 11.3, 11_282_415_616)]
    // He et al. 2015 (PReLU), table 3.
    [InlineData("prelunet-a", 19.0, 19_058_106_368)]
    [InlineData("prelunet-b", 23.2, 23_219_904_512)]
    [InlineData("prelunet-c", 53.0, 53_463_130_112)]
    public void Papers_round(string network, double paper, long exact)
    {
        long counted = NetworkStructure.Of(network).MultiplyAdds;
        Assert.Equal(exact, counted);
        Assert.InRange(paper, counted * 0.96e-9, counted * 1.01e-9);
    }
}
