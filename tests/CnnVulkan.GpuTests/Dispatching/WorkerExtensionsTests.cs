using CnnVulkan.GpuTests.Harness;
using CnnVulkan.GpuTests.Images;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>The words of other engines, for the same things; and pictures in batches.</summary>
public class WorkerExtensionsTests
{
    [SkippableFact]
    public void Inputs_go_by_their_place_and_outputs_into_tensors_of_ones_own()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            using var worker = new Worker(Difference(), device);
            Tensor<float> a = TestData.Random(1, 2, 3), b = TestData.Random(2, 2, 3);
            Assert.Contains("was not computed yet", Assert.Throws<InvalidOperationException>(() => worker.PeekOutput().Readback()).Message, StringComparison.Ordinal);
            worker.Schedule(a, b);
            Tensor<float>? output = null;
            worker.CopyOutput(null, ref output);
            Tensor<float> first = output!;
            Assert.Equal(a.Data.Zip(b.Data, (x, y) => x - y), first.Data);
            worker.SetInput(1, a);
            worker.Schedule();
            GpuTensor gpu = worker.PeekOutput();
            Assert.False(gpu.IsReadbackRequestDone());
            Assert.Throws<InvalidOperationException>(() => gpu.TakeReadback());
            gpu.ReadbackRequest();
            SpinWait.SpinUntil(gpu.IsReadbackRequestDone, 10_000);
            Assert.All(gpu.TakeReadback().ToFloatArray(), v => Assert.Equal(0, v));
            Assert.False(gpu.IsReadbackRequestDone());
            worker.CopyOutput("y", ref output);
            Assert.Same(first, output);
            Assert.All(first.Data, v => Assert.Equal(0, v));
            Assert.Contains("2 inputs (a, b)", Assert.Throws<ShapeException>(() => worker.Schedule(a, b, a)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => worker.SetInput(2, a));
        });
    }

    [SkippableFact]
    public void A_batch_of_pictures_is_what_they_are_one_by_one()
    {
        VisionDevice device = GpuFixture.Device;
        GpuFixture.Validated(device, () =>
        {
            Preprocessing small = Preprocessing.Default with { ShortestEdge = 12, CropWidth = 9, CropHeight = 7 };
            using var converter = new TextureConverter(device, small);
            foreach ((int, int)[] sizes in ((int, int)[][])[[(20, 30), (31, 17), (9, 64)], [(20, 30)], [(20, 30), (31, 17), (9, 64)], [(20, 30), (20, 30)]])
            {
                ImageView[] pictures = [.. sizes.Select(s => PreprocessImageTests.Noise(s.Item1, s.Item2))];
                Tensor batch = converter.ToTensor(pictures).Readback();
                Assert.Equal(new TensorShape(sizes.Length, 3, 7, 9), batch.Shape);
                Assert.Equal(pictures.SelectMany(p => PreprocessImageReference.Run(p, small).ToFloatArray()), batch.ToFloatArray(), (x, y) => Math.Abs(x - y) < 1e-5);
            }
            Assert.Throws<ArgumentException>(() => converter.ToTensor([]));
            using var open = new TextureConverter(device, small with { DoCenterCrop = false });
            Assert.Throws<ShapeException>(() => open.ToTensor([PreprocessImageTests.Noise(20, 30), PreprocessImageTests.Noise(31, 17)]));
        });
    }

    private static Graph Difference() => new(
        "difference", [new GraphInput("a", ElementType.Float32, [2, 3]), new GraphInput("b", ElementType.Float32, [2, 3])], ["y"],
        [new Node("sub", new Binary(BinaryFunction.Sub), ["a", "b"], ["y"])], new Dictionary<string, Tensor>());
}
