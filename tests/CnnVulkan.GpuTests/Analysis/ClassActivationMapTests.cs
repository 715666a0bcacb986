using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Analysis;

namespace CnnVulkan.GpuTests.Analysis;

public class ClassActivationMapTests
{
    /// <summary>Networks that end in each of the ways that have a map.</summary>
    public static TheoryData<string> Ends => ["dense", "product and sum", "one pixel convolution", "class maps", "mean", "pool as large as the maps"];

    [SkippableTheory]
    [MemberData(nameof(Ends))]
    public void The_map_is_the_weighted_sum_of_the_averaged_maps(string end)
    {
        VisionDevice device = GpuFixture.Device;
        Model model = Network(end);
        var input = new TensorShape(1, 3, 6, 9);
        ClassifierHead head = ClassifierHead.Append(model, input, 3);
        ClassActivationMap? heat = ClassActivationMap.TryAppend(head, input, out string reason);
        Assert.True(heat is not null, reason);
        Assert.Equal(new TensorShape(1, 1, 6, 9), heat.Shape);
        Tensor<float> picture = TestData.Random(7, 1, 3, 6, 9);
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(heat.Graph, device, new WorkerOptions { Keep = ["maps"] });
            worker.SetInput("picture", picture);
            foreach (int asked in (int[])[-1, 0, 4, -1])
            {
                worker.SetInput(ClassActivationMap.ClassInput, new Tensor<long>(new TensorShape(1), [asked]));
                worker.Schedule();
                int shown = asked < 0 ? worker.PeekOutput(ClassifierHead.Indices).Readback().ToInt32Array()[0] : asked;
                Tensor<float> expected = Naive(model, end, (Tensor<float>)worker.PeekOutput("maps").Readback(), shown);
                Assert.Null(Comparator.Difference(expected, worker.PeekOutput(ClassActivationMap.Output).Readback(), 1e-4));
            }
        });
    }

    [Theory]
    [InlineData("squeezenet1.1")]
    [InlineData("resnet18")]
    [InlineData("mobilenetv2")]
    [InlineData("densenet121")]
    [InlineData("googlenet")]
    public void Famous_networks_have_one(string name)
    {
        Model model = NetworkCatalog.Create(name, new NetworkOptions { Classes = 7, WidthMultiplier = 0.25 });
        var input = new TensorShape(1, 3, 224, 224);
        ClassActivationMap? heat = ClassActivationMap.TryAppend(ClassifierHead.Append(model, input, 5), input, out string reason);
        Assert.True(heat is not null, reason);
        Assert.InRange(heat.Shape[2], 7, 14);
    }

    [Fact]
    public void Others_say_why_not()
    {
        Model model = NetworkCatalog.Create("alexnet", new NetworkOptions { Classes = 7, WidthMultiplier = 0.1 });
        var input = new TensorShape([1, .. model.Inputs[0].Dimensions.Skip(1).Select(d => d!.Value)]);
        Assert.Null(ClassActivationMap.TryAppend(ClassifierHead.Append(model, input, 5), input, out string reason));
        Assert.Contains("(Relu) stands between", reason);
    }

    /// <summary>Convolution and ReLU to 4 maps, or to 5 where each is a class; then an end with 5 classes.</summary>
    private static Model Network(string end)
    {
        int maps = end == "class maps" ? 5 : 4;
        SmallNetwork network = new SmallNetwork(1, 3, 6, 9)
            .Conv("conv", [maps, 3, 3, 3], pad: 1).Constant("conv.weight", TestData.Random(1, maps, 3, 3, 3))
            .Layer("maps", "Relu");
        network = end switch
        {
            "mean" => network.Layer("mean", "ReduceMean", ("axes", new long[] { 2, 3 }), ("keepdims", 0L)),
            "pool as large as the maps" => network.Layer("mean", "AveragePool", ("kernel_shape", new long[] { 6, 9 })),
            _ => network.Layer("mean", "GlobalAveragePool"),
        };
        if (end is "one pixel convolution")
            return network.Conv("last", [5, 4, 1, 1], bias: true).Constant("last.weight", TestData.Random(2, 5, 4, 1, 1)).Model;
        if (end is "class maps")
            return network.Layer("flat", "Flatten").Layer("probabilities", "Softmax").Model;
        if (end is not "mean")
            network = network.Layer("flat", "Flatten");
        return end is "product and sum"
            ? network.Constant("last.weight", TestData.Random(2, 4, 5)).Constant("bias", TestData.Random(3, 5))
                .Add("product", new MatMul(), end == "mean" ? "mean" : "flat", "last.weight").Add("sum", new Binary(BinaryFunction.Add), "product", "bias").Model
            : network.Dense("last", 4, 5).Constant("last.weight", TestData.Random(2, 5, 4)).Constant("last.bias", TestData.Random(3, 5)).Model;
    }

    private static Tensor<float> Naive(Model model, string end, Tensor<float> maps, int shown)
    {
        int channels = maps.Shape[1], pixels = maps.Shape.CountOf(2, 4);
        var result = new Tensor<float>(new TensorShape(1, 1, maps.Shape[2], maps.Shape[3]));
        for (int c = 0; c < channels; c++)
        {
            float weight = c == shown ? 1 : 0;
            if (model.Graph.Constants.TryGetValue("last.weight", out Tensor? stored))
            {
                float[] weights = ((Tensor<float>)stored).Data;
                weight = end is "product and sum" ? weights[c * 5 + shown] : weights[shown * channels + c];
            }
            for (int i = 0; i < pixels; i++)
                result.Data[i] += weight * maps.Data[c * pixels + i];
        }
        return result;
    }
}
