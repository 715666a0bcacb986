using CnnVulkan.Plans;

namespace CnnVulkan;

/// <summary>How long one dispatch took on the GPU.</summary>
/// <param name="Name">The node it belongs to.</param>
/// <param name="Operator">That node's operator.</param>
/// <param name="Shader">The shader and its variant.</param>
/// <param name="Way">The way its operator is computed, where it has a choice; else null.</param>
/// <param name="Milliseconds">The time between the stamps before and after it.</param>
/// <param name="MultiplyAdds">Multiply-adds it did; 0 where they are not counted.</param>
public sealed record DispatchTiming(string Name, string Operator, string Shader, Way? Way, double Milliseconds, long MultiplyAdds)
{
    internal static DispatchTiming Of(Dispatch dispatch, double milliseconds)
        => new(dispatch.Name, dispatch.Operator, $"{dispatch.Kernel.Shader}.{dispatch.Variant}", dispatch.Way, milliseconds, dispatch.MultiplyAdds);
}
