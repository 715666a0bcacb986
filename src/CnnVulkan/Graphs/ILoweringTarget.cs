using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Graphs;

/// <summary>The plan in the making, as <see cref="LoweringContext"/> needs it: gives values their memory and takes the dispatches.</summary>
internal interface ILoweringTarget
{
    /// <summary>What is planned for.</summary>
    DeviceProfile Profile { get; }

    /// <summary>How real numbers are stored.</summary>
    Precision Precision { get; }

    /// <summary>What is known of the fastest ways; null where operators go by their rules.</summary>
    IKernelChoices? Choices { get; }

    /// <summary>Where a value lies in a layout, written or known.</summary>
    TensorView ViewOf(string value, Layout layout);

    /// <summary>Memory for a value in a layout; the same view on every call.</summary>
    TensorView AllocateOutput(string value, Layout layout);

    /// <summary>Has a value lie in memory that there is already.</summary>
    void SetView(string value, Layout layout, TensorView view);

    /// <summary>An arranged constant, made now.</summary>
    TensorView Constant(string name, Tensor source, string purpose, Func<Tensor> arrange);

    /// <summary>An arranged constant of known shape, made when it is uploaded.</summary>
    TensorView Constant(string name, Tensor source, string purpose, TensorShape shape, Func<Tensor> arrange);

    /// <summary>Memory for what lies between a node's dispatches.</summary>
    TensorView Scratch(string name, TensorShape shape, StorageType type);

    /// <summary>Adds a dispatch of a node.</summary>
    void Add(Node node, KernelCall call);

    /// <summary>Adds a dispatch of one of the library's kernels, with the way its operator took for reports.</summary>
    void Add(Node node, ShaderCall call, Way? way);
}
