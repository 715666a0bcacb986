using CnnVulkan.Checking;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>Runs cases on a device and compares what comes out.</summary>
internal static unsafe class CheckRun
{
    /// <summary>What is wrong with each case, in their order; null where nothing is.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cases">The cases, one at least.</param>
    /// <param name="profile">The device, as if nothing were wrong with it.</param>
    /// <param name="precision">How reals are stored.</param>
    /// <param name="queue">Where they run; null for the device's first queue.</param>
    /// <exception cref="DeviceLostException">A kernel has hung the GPU.</exception>
    /// <exception cref="VulkanException">Something failed that says nothing about a kernel, such as for want of memory.</exception>
    public static string?[] Run(VisionDevice device, IReadOnlyList<CheckCase> cases, DeviceProfile profile, Precision precision, DeviceQueue? queue = null)
    {
        try
        {
            return Together(device, cases, profile, precision, queue);
        }
        catch (VulkanException error) when (IsRefusal(error))
        {
            // A driver that does not take one kernel takes the others.
            return cases.Count == 1 ? [error.Message] : [.. cases.SelectMany(c => Run(device, [c], profile, precision, queue))];
        }
    }

    /// <summary>Whether the driver did not take a kernel's code: what is remembered of that must be true of the driver, and not of the moment.</summary>
    private static bool IsRefusal(VulkanException error)
        => (error.Call.StartsWith("vkCreateComputePipelines", StringComparison.Ordinal) || error.Call.StartsWith("vkCreateShaderModule", StringComparison.Ordinal))
            && error is not (DeviceLostException or GpuOutOfMemoryException) && !error.Result.Contains("OutOf", StringComparison.Ordinal);

    private static string?[] Together(VisionDevice device, IReadOnlyList<CheckCase> cases, DeviceProfile profile, Precision precision, DeviceQueue? queue)
    {
        Plan plan = CheckSuite.PlanOf(cases, profile, precision);
        using var executor = new PlanExecutor(plan, device, queue: queue);
        SubmittedRun run = SubmittedRun.Of(executor, profile: false);
        foreach ((string name, Tensor input) in cases.SelectMany(c => c.Inputs).GroupBy(i => i.Key).Select(g => (g.Key, g.First().Value)))
            executor.Input(name).Set(CheckAnswer.Stored(input, plan.Inputs[name].Layout), name);
        run.Schedule();
        run.Wait();
        // All copies are submitted before the first is waited for.
        (CheckCase Case, (string Name, ReadbackSlot Slot)[] Outputs)[] begun =
            [.. cases.Select(c => (c, c.Expected.Keys.Select(o => (o, executor.Readback.Begin(o, plan.Outputs[o]))).ToArray()))];
        return [.. begun.Select(b => b.Outputs.Select(o => Difference(b.Case, o.Name, o.Slot)).ToArray().FirstOrDefault(d => d is not null))];

        string? Difference(CheckCase checkCase, string name, ReadbackSlot slot)
        {
            TensorView view = plan.Outputs[name];
            TensorInfo info = plan.Values[name];
            Tensor actual = executor.Readback.End(name, slot, bytes => TensorTransfer.Read((byte*)bytes, view.Type, info.ElementType, view.Layout.Stored(info.Shape)));
            return CheckAnswer.Difference(checkCase.Expected[name], actual, view.Layout, precision);
        }
    }
}
