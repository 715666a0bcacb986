using CnnVulkan.Kernels;

namespace CnnVulkan.Plans;

/// <summary>Bytes of a planned tensor that a dispatch reads or writes, and where they are bound.</summary>
/// <param name="Tensor">The memory.</param>
/// <param name="BindOffset">The binding's first byte, from the start of the tensor; a multiple of the device's alignment.</param>
/// <param name="BindBytes">The bytes the binding spans.</param>
/// <param name="Start">The first byte touched.</param>
/// <param name="End">The byte past the last touched.</param>
/// <param name="Reads">Whether they are read.</param>
/// <param name="Writes">Whether they are written.</param>
public sealed record Access(PlanTensor Tensor, long BindOffset, long BindBytes, long Start, long End, bool Reads, bool Writes);
