using System.Diagnostics;
using CnnVulkan.Dispatching;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tuning;
using CnnVulkan.Vulkan;

namespace CnnVulkan.GpuTests.Dispatching;

/// <summary>A dispatch that does not return in time: a typed error, and nothing that stays behind.</summary>
public sealed class PatienceTests
{
    /// <summary>Nanoseconds a wait takes at most here.</summary>
    private const ulong Patience = 200_000_000;

    /// <summary>What the dispatch takes, about: ten times as long, and less than what a driver resets a GPU for.</summary>
    private const double Milliseconds = 2000;

    /// <summary>Rounds of the loop: Mesa's CPU driver ends any loop after 65535.</summary>
    private const int Rounds = 60_000;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_dispatch_that_takes_too_long_is_a_typed_error(bool timelineSemaphores)
    {
        VisionDevice host = GpuFixture.Device;
        Skip.If(timelineSemaphores && !host.Info.TimelineSemaphores, "The device has no timeline semaphores.");
        Tensor<float> chains = ChainsOf(host);
        GpuFixture.Validated(host, () =>
        {
            VisionDevice device = Borrow(host, timelineSemaphores);
            VulkanObjects objects = device.Vulkan.Objects;
            // A short one first: what a pipeline is warmed up with would take as long as the long one.
            using (var runner = new PlanRunner(MultiplyAddLoop.Plan(chains, 1, device.Profile), device))
                runner.Run(new Dictionary<string, Tensor>());

            using (var executor = new PlanExecutor(MultiplyAddLoop.Plan(chains, Rounds, device.Profile), device))
            {
                Assert.Equal(timelineSemaphores, executor.Timeline is SemaphoreTimeline);
                SubmittedRun run = SubmittedRun.Of(executor, profile: false);
                run.Schedule();
                var clock = Stopwatch.StartNew();
                Assert.Contains("no answer for 0.2 s", Assert.Throws<DeviceLostException>(run.Wait).Message);
                Assert.True(clock.ElapsedMilliseconds >= 150);
                while (!executor.Timeline.IsDone(executor.Timeline.Last))
                {
                    Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "the dispatch has not ended");
                    Thread.Sleep(20);
                }
                // It was only late.
                run.Wait();
            }
            device.Dispose();
            Assert.Equal(0, objects.Live);
        });
    }

    /// <summary>As many chains as take so long here.</summary>
    private static Tensor<float> ChainsOf(VisionDevice device)
    {
        double longest = 0;
        int count = 32;
        while (longest < Milliseconds / 20)
        {
            count *= 2;
            using var executor = new PlanExecutor(MultiplyAddLoop.Plan(TestData.Random(1, count), Rounds, device.Profile), device);
            SubmittedRun run = SubmittedRun.Of(executor, profile: false);
            var clock = Stopwatch.StartNew();
            run.Schedule();
            run.Wait();
            longest = clock.Elapsed.TotalMilliseconds;
        }
        return TestData.Random(1, (int)(count * Milliseconds / longest));
    }

    private static VisionDevice Borrow(VisionDevice host, bool timelineSemaphores) => VisionDevice.Borrow(
        new BorrowedHandles
        {
            Instance = host.Vulkan.Instance.Handle.Handle,
            ApiVersion = new Version(1, 2),
            PhysicalDevice = host.Vulkan.Facts.Handle.Handle,
            Device = host.Vulkan.Handle.Handle,
            EnabledFeatures = timelineSemaphores ? VulkanFeatures.TimelineSemaphore : VulkanFeatures.None,
            Queues = [new BorrowedQueue { Handle = host.Vulkan.Queue.Handle.Handle, FamilyIndex = (int)host.Vulkan.Queue.Family }],
        },
        new VisionDeviceOptions { CacheDirectory = "off", Patience = Patience });
}
