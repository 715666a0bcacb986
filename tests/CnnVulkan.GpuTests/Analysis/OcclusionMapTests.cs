using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Tests.Analysis;

namespace CnnVulkan.GpuTests.Analysis;

/// <summary>A network that looks at one region only: its first score is the sum of red there, so where it falls is known.</summary>
public class OcclusionMapTests
{
    private const int Edge = 8;

    /// <summary>Rows 2 and 3, columns 4 and 5.</summary>
    private static readonly PixelArea Region = new(4, 2, 2, 2);

    private static readonly Preprocessing Plain = Preprocessing.Default with { ShortestEdge = Edge, CropWidth = Edge, CropHeight = Edge, DoNormalize = false };

    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    [InlineData(100, false)]
    public void The_score_falls_exactly_where_the_network_looks(int batch, bool endsInSoftmax)
    {
        OcclusionMap map = Map(RegionSum(endsInSoftmax), new OcclusionOptions { Square = 2, Step = 2, BatchSize = batch });
        Assert.Equal((4, 4, 0, "region"), (map.Rows, map.Columns, map.Class.Index, map.Class.Label));
        Assert.Equal(Sigmoid(4), map.Class.Probability, 1e-5);
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
                Assert.Equal((row, column) == (1, 2) ? Sigmoid(4 * 128 / 255.0) : Sigmoid(4), map.Scores[row * 4 + column], 1e-5);
        }
        Assert.Equal(Region, map.Covered(1, 2));
    }

    [SkippableFact]
    public void The_score_falls_by_as_much_as_the_square_covers()
    {
        OcclusionMap map = Map(RegionSum(), new OcclusionOptions { Square = 4, Step = 2 });
        for (int row = 0; row < map.Rows; row++)
        {
            for (int column = 0; column < map.Columns; column++)
            {
                PixelArea area = map.Covered(row, column);
                int covered = Overlap(area.Left, area.Right, Region.Left, Region.Right) * Overlap(area.Top, area.Bottom, Region.Top, Region.Bottom);
                Assert.Equal(Sigmoid(4) - Sigmoid(4 - covered * 127 / 255.0), map.Fall(row, column), 1e-5);
            }
        }
    }

    [SkippableFact]
    public void The_other_class_rises_there()
    {
        OcclusionMap map = Map(RegionSum(), new OcclusionOptions { Square = 2, Step = 2, Class = 1 });
        Assert.Equal("else", map.Class.Label);
        Assert.Equal(Sigmoid(-4 * 128 / 255.0), map.Scores[1 * 4 + 2], 1e-5);
        Assert.True(map.Fall(1, 2) < -0.05);
    }

    /// <summary>The value of grey goes through the network's own rescaling, mean and deviation, in the order of its channels.</summary>
    [SkippableFact]
    public void The_square_is_grey_to_the_network()
    {
        Preprocessing normal = Plain with { DoNormalize = true, FlipChannelOrder = true, Mean = new(0.5f, 0.25f, 0), Std = new(0.5f, 2, 1) };
        OcclusionMap map = Map(RegionSum(preprocessing: normal), new OcclusionOptions { Square = 2, Step = 2 });
        Assert.Equal(Sigmoid(4 * (1 - 0.5) / 0.5), map.Class.Probability, 1e-5);
        Assert.Equal(Sigmoid(4 * (128 / 255.0 - 0.5) / 0.5), map.Scores[1 * 4 + 2], 1e-5);
    }

    /// <summary>Files that write a batch of 1 into a reshape take one picture at a time.</summary>
    [SkippableFact]
    public void Networks_of_single_pictures_run_one_by_one()
    {
        Model model = RegionSum(reshape: [1, 2]);
        OcclusionMap map = Map(model, new OcclusionOptions { Square = 2, Step = 2, BatchSize = 8 });
        Assert.Equal(16, map.Scores.Length);
        Assert.Equal(Sigmoid(4 * 128 / 255.0), map.Scores[1 * 4 + 2], 1e-5);
        Assert.Equal(Sigmoid(4), map.Scores[0], 1e-5);
    }

    /// <summary>One picture's maps take 17 MB here, eight 136 MB: 2^27 bytes (134 MB) are all that some devices bind.</summary>
    [SkippableFact]
    public void Batches_too_large_for_the_device_run_one_by_one()
    {
        SmallNetwork network = new SmallNetwork(1, 3, 64, 64).Conv("conv", [1040, 3, 1, 1]).Layer("mean", "GlobalAveragePool");
        var model = new Model(network.Model.Graph) { Preprocessing = Plain with { ShortestEdge = 64, CropWidth = 64, CropHeight = 64 } };
        OcclusionMap map = Map(model, new OcclusionOptions { Square = 32, Step = 32, BatchSize = 8 });
        Assert.Equal(4, map.Scores.Length);
        Assert.All(map.Scores, s => Assert.Equal(1.0 / 1040, s, 1e-6));
    }

    [SkippableFact]
    public void Progress_reaches_the_end_and_cancelling_ends_it()
    {
        var told = new List<(int Done, int All)>();
        using var cancel = new CancellationTokenSource();
        OcclusionMap.Of(RegionSum(), GpuFixture.Device, White(), new OcclusionOptions { Square = 2, Step = 2, BatchSize = 4 }, new Teller(told.Add));
        Assert.Equal([(3, 16), (7, 16), (11, 16), (15, 16), (16, 16)], told);
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => OcclusionMap.Of(RegionSum(), GpuFixture.Device, White(), cancellation: cancel.Token));
    }

    [SkippableFact]
    public void What_cannot_be_is_refused()
    {
        Assert.Contains("larger than", Assert.Throws<ShapeException>(() => Map(RegionSum(), new OcclusionOptions { Square = 9 })).Message);
        Assert.Contains("no class 2", Assert.Throws<ShapeException>(() => Map(RegionSum(), new OcclusionOptions { Class = 2 })).Message);
        Assert.Contains("no classifier", Assert.Throws<ShapeException>(() => Map(FilterNetwork.Create(), new OcclusionOptions())).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Map(RegionSum(), new OcclusionOptions { Step = 0 }));
    }

    private static OcclusionMap Map(Model model, OcclusionOptions options)
    {
        OcclusionMap? map = null;
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () => map = OcclusionMap.Of(model, device, White(), options));
        return map!;
    }

    /// <summary>Score 0 is the sum of the first channel in the region, score 1 is zero.</summary>
    private static Model RegionSum(bool endsInSoftmax = false, Preprocessing? preprocessing = null, long[]? reshape = null)
    {
        var weights = new Tensor<float>(new TensorShape(2, 3, Edge, Edge));
        for (int y = Region.Top; y < Region.Bottom; y++)
        {
            for (int x = Region.Left; x < Region.Right; x++)
                weights.Data[y * Edge + x] = 1;
        }
        SmallNetwork network = new SmallNetwork(1, 3, Edge, Edge).Conv("conv", [2, 3, Edge, Edge]).Constant("conv.weight", weights);
        if (reshape is not null)
        {
            network.Constant("shape", new Tensor<long>(new TensorShape(reshape.Length), reshape))
                .Add("reshaped", OperatorCatalog.Factories["Reshape"](new NodeAttributes("reshaped", 13, 2, 1, new Dictionary<string, object>())), "conv", "shape");
        }
        if (endsInSoftmax)
            network.Layer("softmax", "Softmax", ("axis", 1L));
        return new Model(network.Model.Graph) { Preprocessing = preprocessing ?? Plain, Labels = new Labels(["region", "else"]) };
    }

    private static ImageView White() => new(Enumerable.Repeat((byte)255, 16 * 12 * 4).ToArray(), 16, 12);

    private static int Overlap(int start, int end, int otherStart, int otherEnd) => Math.Max(Math.Min(end, otherEnd) - Math.Max(start, otherStart), 0);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private sealed class Teller(Action<(int Done, int All)> tell) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => tell(value);
    }
}
