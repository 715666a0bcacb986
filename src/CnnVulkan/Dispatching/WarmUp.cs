using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Silk.NET.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Runs one workgroup of every new pipeline while the network is loaded. Drivers put off work until a pipeline's first dispatch, llvmpipe
/// all of its compiling: 1.0 s for SqueezeNet and 2.4 s for ResNet-50 with the driver's own cache empty, which would be in the first frame.
/// </summary>
internal static class WarmUp
{
    /// <summary>Returns when they have run. The arena holds nothing of use yet, and zeros and their results afterwards.</summary>
    public static void Run(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, GpuBuffer arena, Plan plan, GpuPipeline[] pipelines, DescriptorSet[] sets)
    {
        var seen = new HashSet<GpuPipeline>();
        // What writes parameters must not write them now: other plans may already work with them.
        int[] first = [.. Enumerable.Range(0, pipelines.Length).Where(i => !pipelines[i].HasRun && !WritesParameters(plan.Dispatches[i]) && seen.Add(pipelines[i]))];
        if (first.Length == 0)
            return;
        CommandBuffer commands = pool.Allocate("warm-up");
        var writer = new CommandWriter(device.Vulkan, commands);
        writer.Begin(CommandBufferUsageFlags.OneTimeSubmitBit);
        // Kernels that take indices from memory must find valid ones, and zero is one. It also touches the arena's pages.
        writer.Clear(arena.Handle);
        foreach (int i in first)
        {
            writer.FullBarrier();
            writer.Dispatch(plan.Dispatches[i] with { GroupsX = 1, GroupsY = 1 }, pipelines[i], sets[i]);
        }
        writer.End();
        timeline.Wait(timeline.Submit([commands]));
        foreach (int i in first)
            pipelines[i].HasRun = true;
    }

    private static bool WritesParameters(Dispatch dispatch) => dispatch.Bindings.Any(b => b.Writes && b.Tensor.Kind == PlanTensorKind.Parameter);
}
