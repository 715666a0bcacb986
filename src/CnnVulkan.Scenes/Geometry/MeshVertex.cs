using System.Numerics;

namespace CnnVulkan.Scenes.Geometry;

/// <summary>A corner of a mesh.</summary>
/// <param name="Position">In the prop's units, Y up.</param>
/// <param name="Normal">Of unit length, pointing out of the body.</param>
/// <param name="Slot">Which of the prop's materials it is made of.</param>
/// <param name="Openness">How much of the sky it sees, 0 to 1; what the prop and the ground hide is left out.</param>
internal readonly record struct MeshVertex(Vector3 Position, Vector3 Normal, int Slot, float Openness);
