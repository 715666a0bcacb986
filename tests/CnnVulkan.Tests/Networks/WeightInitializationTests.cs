namespace CnnVulkan.Tests.Networks;

public class WeightInitializationTests
{
    /// <summary>He et al. 2015: √(2/n), n inputs of a neuron. The deviation of 70,000 draws and more is met to 1 %, their mean to 4 standard errors.</summary>
    [Theory]
    [InlineData("conv3_1/weights", 64 * 9)]
    [InlineData("conv5_2/weights", 256 * 9)]
    [InlineData("fc7/weights", 2048)]
    public void He_has_the_deviation_of_the_paper(string weights, int inputs)
    {
        float[] data = Weights("vgg11", WeightInitialization.He, 1, weights, width: 0.5);
        double deviation = Math.Sqrt(data.Average(v => (double)v * v));
        Assert.InRange(deviation * Math.Sqrt(inputs / 2.0), 0.99, 1.01);
        Assert.InRange(data.Average(v => (double)v), -4 * deviation / Math.Sqrt(data.Length), 4 * deviation / Math.Sqrt(data.Length));
    }

    /// <summary>Shares of a normal distribution within 1, 2 and 3 deviations: 68.27, 95.45 and 99.73 %.</summary>
    [Theory]
    [InlineData(1, 0.6827)]
    [InlineData(2, 0.9545)]
    [InlineData(3, 0.9973)]
    public void Draws_are_normal(double deviations, double share)
    {
        var data = new float[400_000];
        GaussianNoise.Fill(data, 0, data.Length, GaussianNoise.Stream(7, 3), 1);
        Assert.Equal(share, data.Count(v => Math.Abs(v) < deviations) / (double)data.Length, 0.002);
    }

    /// <summary>Quantiles of the normal distribution, from printed tables.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.75, 0.6744898)]
    [InlineData(0.9, 1.2815516)]
    [InlineData(0.975, 1.9599640)]
    [InlineData(0.995, 2.5758293)]
    [InlineData(0.001, -3.0902323)]
    [InlineData(1e-9, -5.9978070)]
    [InlineData(1e-13, -7.3487961)]
    public void Quantiles(double p, double z) => Assert.Equal(z, GaussianNoise.Quantile(p), 2e-6);

    [Fact]
    public void The_logarithm_is_right()
    {
        foreach (double x in new[] { 1e-12, 0.01, 0.3, 0.70710678, 1, 1.4142135, 1.5, 2, 1e9 })
            Assert.Equal(Math.Log(x), GaussianNoise.Log(x), 1e-10);
    }

    /// <summary>Bits that must come out on every machine.</summary>
    [Fact]
    public void A_seed_gives_the_same_bits_everywhere()
    {
        float[] first = Weights("lenet5", WeightInitialization.He, 1, "conv1/weights");
        Assert.Equal(Golden, first[..4].Select(v => BitConverter.SingleToInt32Bits(v)));
        Assert.Equal(first, Weights("lenet5", WeightInitialization.He, 1, "conv1/weights"));
        Assert.NotEqual(first, Weights("lenet5", WeightInitialization.He, 2, "conv1/weights"));
        Assert.NotEqual(first[..100], Weights("lenet5", WeightInitialization.He, 1, "conv2/weights")[..100]);
    }

    [Fact]
    public void Any_part_can_be_drawn_by_itself()
    {
        float[] whole = new float[1000], parts = new float[1000];
        GaussianNoise.Fill(whole, 0, 1000, 42, 1);
        GaussianNoise.Fill(parts, 600, 1000, 42, 1);
        GaussianNoise.Fill(parts, 0, 600, 42, 1);
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Zero_and_too_small()
    {
        Assert.All(Weights("lenet5", WeightInitialization.Zero, 1, "conv2/weights"), v => Assert.Equal(0, v));
        float[] small = Weights("lenet5", WeightInitialization.TooSmall, 1, "conv2/weights");
        Assert.InRange(Math.Sqrt(small.Average(v => (double)v * v)), 0.0095, 0.0105);
    }

    /// <summary>Whatever the weights: biases 0, normalisation passes through, slopes 0.25.</summary>
    [Theory]
    [InlineData("resnet18", "bn1/scale", 1)]
    [InlineData("resnet18", "bn1/bias", 0)]
    [InlineData("resnet18", "bn1/mean", 0)]
    [InlineData("resnet18", "bn1/variance", 1)]
    [InlineData("prelunet-small", "prelu1/slope", 0.25f)]
    [InlineData("prelunet-small", "conv1/bias", 0)]
    public void Other_parameters_start_even(string network, string parameter, float value)
        => Assert.All(Weights(network, WeightInitialization.He, 1, parameter, width: 0.125), v => Assert.Equal(value, v));

    private static readonly int[] Golden = [-1099919237, -1108213335, -1104002936, -1104142707];

    private static float[] Weights(string network, WeightInitialization initialization, int seed, string name, double width = 1)
        => ((Tensor<float>)NetworkCatalog.Create(network, new NetworkOptions { Initialization = initialization, Seed = seed, WidthMultiplier = width })
            .Graph.Constants[name]).Data;
}
