using CnnVulkan.Files;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>The constants of a plan in GPU memory: those that other plans have there already are shared, the rest is uploaded.</summary>
internal sealed class PlanWeights : IDisposable
{
    private readonly Dictionary<PlanTensor, WeightStore.Lease> _leases = [];

    /// <summary>Returns when the GPU has them all.</summary>
    /// <param name="device">The device.</param>
    /// <param name="pool">For the commands of the upload.</param>
    /// <param name="timeline">Where they are submitted.</param>
    /// <param name="plan">The plan, with the elements of its constants.</param>
    /// <exception cref="GpuOutOfMemoryException">There is not enough memory.</exception>
    public PlanWeights(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, Plan plan)
    {
        PlanTensor[] wanted = [.. plan.Tensors.Where(t => t.Kind == PlanTensorKind.Constant && t.HasElements)];
        Concurrently.ForEach(wanted, static tensor => tensor.Key());
        try
        {
            // Again for what another thread began to bring and could not.
            while (wanted.Length > 0)
            {
                foreach (PlanTensor tensor in wanted)
                    _leases[tensor] = device.Weights.Take(tensor, timeline.Queue.Family);
                Fill(device, pool, timeline, [.. wanted.Where(t => _leases[t].IsNew)]);
                wanted = [.. wanted.Where(t => !_leases[t].IsNew && !_leases[t].Wait())];
                foreach (PlanTensor tensor in wanted)
                    _leases[tensor].Dispose();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where a constant lies.</summary>
    public GpuBuffer this[PlanTensor tensor] => _leases[tensor].Buffer;

    public void Dispose()
    {
        foreach (WeightStore.Lease lease in _leases.Values)
        {
            // Where it was never brought; who waits for it must not wait for ever.
            if (lease.IsNew)
                lease.Filled(false);
            lease.Dispose();
        }
    }

    private void Fill(VisionDevice device, GpuCommandPool pool, GpuTimeline timeline, PlanTensor[] tensors)
    {
        new ConstantUpload(device, pool, timeline).Run([.. tensors.Select(t => (t, _leases[t].Buffer))]);
        foreach (PlanTensor tensor in tensors)
            _leases[tensor].Filled(true);
    }
}
