using CnnVulkan.Kernels;

namespace CnnVulkan.Dispatching;

/// <summary>Where a plan's only output goes that another plan takes as its input: written there at once, not copied.</summary>
/// <param name="Executor">The other plan; both run on its timeline, and it is disposed last.</param>
/// <param name="Input">Its input, of the output's shape and storage type.</param>
internal sealed record OutputPlace(PlanExecutor Executor, TensorView Input);
