using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>A convolution to be computed: its shapes, what it ends with, and what it is computed on.</summary>
internal sealed record ConvProblem : IDeviceProblem
{
    public required ConvGeometry Geometry { get; init; }

    /// <summary>How pictures and residual lie.</summary>
    public required Layout Layout { get; init; }

    /// <summary>Whether weights and bias are known at load, so that they can be transformed there.</summary>
    public required bool HasConstantWeights { get; init; }

    /// <summary>Whether a bias is added.</summary>
    public required bool HasBias { get; init; }

    /// <summary>Whether input 3 is added before the activation.</summary>
    public required bool HasResidual { get; init; }

    /// <summary>Whether input 4 decides what goes on to the activation.</summary>
    public bool HasGate { get; init; }

    /// <summary>The function it ends with.</summary>
    public required Activation Activation { get; init; }

    /// <summary>How real numbers are stored.</summary>
    public required Precision Precision { get; init; }

    /// <summary>What it is computed on.</summary>
    public required DeviceProfile Device { get; init; }

    public string Variant => StorageTypes.Of(ElementType.Float32, Precision).Variant() + (Layout == Layout.Nc4hw ? "_nc4hw" : "");

    /// <summary>
    /// Whether it is a matrix product of whole vectors of channels: pictures in vectors of channels, and groups that do not share a vector.
    /// </summary>
    public bool IsProductOfVectors => Layout == Layout.Nc4hw && Geometry.IsPlanar
        && (Geometry.Group == 1 || (Geometry.GroupInputs % Layouts.Width == 0 && Geometry.GroupOutputs % Layouts.Width == 0));

    /// <summary>The convolution of a node that is being lowered.</summary>
    public static ConvProblem Of(Conv conv, LoweringContext context) => new()
    {
        Geometry = ConvGeometry.Of(conv.Window, conv.Group, context.InputInfo(0), context.InputInfo(1)),
        Layout = context.InputInfo(0).Layout,
        HasConstantWeights = context.Value(1) is not null && (!context.HasInput(2) || context.Value(2) is not null),
        HasBias = context.HasInput(2),
        HasResidual = conv.HasResidual,
        HasGate = conv.HasGate,
        Activation = conv.Activation,
        Precision = context.Precision,
        Device = context.Device,
    };

    /// <summary>The same while layouts are chosen.</summary>
    public static ConvProblem Of(Conv conv, InferenceContext context, Layout layout) => new()
    {
        Geometry = ConvGeometry.Of(conv.Window, conv.Group, context.Input(0), context.Input(1)),
        Layout = layout,
        HasConstantWeights = context.Value(1) is not null && (!context.HasInput(2) || context.Value(2) is not null),
        HasBias = context.HasInput(2),
        HasResidual = conv.HasResidual,
        HasGate = conv.HasGate,
        Activation = conv.Activation,
        Precision = context.Precision,
        Device = context.Device,
    };
}
