using CnnVulkan.GpuTests.Harness;
using CnnVulkan.GpuTests.Images;
using CnnVulkan.GpuTests.Results;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Reference;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Vulkan;

public class FaultInjectionTests
{
    /// <summary>Far above the number of objects these networks take; the loop ends at the first creation that does not happen.</summary>
    private const int Most = 500;

    [SkippableFact]
    public void CreatingADeviceUnwindsWhicheverStepFails()
    {
        _ = GpuFixture.Device;
        int failed = FailEveryStep(() => VisionDevice.Create(GpuFixture.Options).Dispose());
        Assert.True(failed >= 3, $"only {failed} creations were seen");
    }

    /// <summary>A convolution takes views of texels besides, where the driver is given them; a classifier a second plan that writes into the first.</summary>
    [SkippableTheory]
    [InlineData("constant")]
    [InlineData("convolution")]
    [InlineData("classifier")]
    public void CreatingAWorkerUnwindsWhicheverStepFails(string kind)
    {
        _ = GpuFixture.Device;
        void RunOnce(VisionDevice device)
        {
            if (kind == "classifier")
                Classify(device);
            else
                FaultInjectionTests.RunOnce(device, kind == "convolution");
        }

        int failed = 0;
        for (int step = 1; step < Most; step++)
        {
            using VisionDevice fresh = VisionDevice.Create(GpuFixture.Options);
            FaultInjection.FailAt(step);
            bool threw = Throws(() => RunOnce(fresh));
            bool pending = FaultInjection.Pending;
            FaultInjection.FailAt(0);
            if (pending)
                break;
            failed++;
            Assert.True(threw, $"creation {step} failed without an exception");
            Assert.Equal(0, fresh.AllocatedBytes);
            // What stays belongs to the device: pipelines, layouts and memory blocks kept for the next plan.
            RunOnce(fresh);
            VulkanObjects objects = fresh.Vulkan.Objects;
            fresh.Dispose();
            Assert.Equal(0, objects.Live);
            Assert.Empty(fresh.ValidationMessages);
        }
        Assert.True(failed >= 15, $"only {failed} creations were seen");
    }

    private static void Classify(VisionDevice device)
    {
        using var classifier = new ImageClassifier(ImageClassifierTests.MeanColor(true), device);
        classifier.Classify(PreprocessImageTests.Noise(9, 7));
    }

    private static void RunOnce(VisionDevice device, bool convolution)
    {
        Graph network = convolution
            ? OperatorHarness.GraphOf(new Conv(new SlidingWindow()), [TestData.Random(1, 1, 3, 2, 2), TestData.Random(2, 4, 3, 1, 1)], [TestData.Random(3, 1)], [1], 1)
            : ScaleNetworks.WithConstant(TestData.Random(2, 2, 3));
        using var worker = new Worker(network, device);
        worker.SetInput(convolution ? TestData.Random(1, 1, 3, 2, 2) : TestData.Random(1, 1, 4));
        worker.Schedule();
        worker.PeekOutput().Readback();
    }

    private static int FailEveryStep(Action create)
    {
        for (int step = 1; step < Most; step++)
        {
            FaultInjection.FailAt(step);
            bool threw = Throws(create);
            bool pending = FaultInjection.Pending;
            FaultInjection.FailAt(0);
            if (pending)
                return step - 1;
            Assert.True(threw, $"creation {step} failed without an exception");
        }
        return Most;
    }

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (VulkanException)
        {
            return true;
        }
    }
}
