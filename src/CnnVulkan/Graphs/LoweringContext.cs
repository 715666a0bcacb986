using System.Collections.Immutable;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tensors;

namespace CnnVulkan.Graphs;

/// <summary>What an operator lowers itself with: views of its tensors, room for arranged weights and scratch, and a list to add dispatches to.</summary>
public sealed class LoweringContext
{
    private readonly ILoweringTarget _target;
    private readonly Node _node;
    private readonly IReadOnlyDictionary<string, TensorInfo> _values;

    internal LoweringContext(ILoweringTarget target, Node node, IReadOnlyDictionary<string, TensorInfo> values)
    {
        _target = target;
        _node = node;
        _values = values;
    }

    /// <summary>What the device can do.</summary>
    public DeviceLimits Limits => _target.Profile.Limits;

    /// <summary>All that planning knows of the device.</summary>
    internal DeviceProfile Device => _target.Profile;

    /// <summary>What is fast on the device.</summary>
    public DeviceTraits Traits => _target.Profile.Traits;

    /// <summary>How real numbers are stored.</summary>
    public Precision Precision => _target.Precision;

    /// <summary>The way to compute the node, one of <see cref="ITunable.Ways"/>; null to go by the operator's rule.</summary>
    internal Way? Choice => _target.Choices?.Find(_node, _values, Precision);

    /// <summary>The way the operator took, for reports.</summary>
    internal Way? Taken { get; set; }

    /// <summary>How many inputs the node lists.</summary>
    public int InputCount => _node.Inputs.Length;

    /// <summary>How many outputs the node lists.</summary>
    public int OutputCount => _node.Outputs.Length;

    /// <summary>Whether optional input <paramref name="index"/> is given.</summary>
    public bool HasInput(int index) => index < _node.Inputs.Length && _node.Inputs[index].Length > 0;

    /// <summary>Whether output <paramref name="index"/> is asked for.</summary>
    public bool HasOutput(int index) => index < _node.Outputs.Length && _node.Outputs[index].Length > 0;

    /// <summary>Shape, element type, the layout it is read in and, for constants, the elements of an input.</summary>
    public TensorInfo InputInfo(int index)
        => HasInput(index) ? _values[_node.Inputs[index]] with { Layout = _node.Layouts.Input(index) } : throw Error($"input {index} is missing");

    /// <summary>Shape, element type and layout of an output.</summary>
    public TensorInfo OutputInfo(int index)
        => HasOutput(index) ? _values[_node.Outputs[index]] with { Layout = _node.Layouts.Output(index) } : throw Error($"output {index} is missing");

    /// <summary>The elements of an input known at load, or null.</summary>
    public Tensor? Value(int index) => HasInput(index) ? InputInfo(index).Value : null;

    /// <summary>An input in GPU memory. A constant is uploaded as it is; for one in another order see <see cref="Constant(Tensor, string, Func{Tensor})"/>.</summary>
    public TensorView Input(int index) => HasInput(index) ? _target.ViewOf(_node.Inputs[index], _node.Layouts.Input(index)) : throw Error($"input {index} is missing");

    /// <summary>Memory for an output; the same view on every call.</summary>
    public TensorView Output(int index) => HasOutput(index) ? _target.AllocateOutput(_node.Outputs[index], _node.Layouts.Output(index)) : throw Error($"output {index} is missing");

    /// <summary>Makes an output a view of existing memory: nothing is computed or copied.</summary>
    public void SetOutputView(int index, TensorView view)
        => _target.SetView(_node.Outputs[index], _node.Layouts.Output(index), view.Reshape(OutputInfo(index).Shape));

    /// <summary>
    /// Weights arranged in the order a kernel reads them, made once per plan, and on the device once for all nodes of an operator's type, of this plan and others, that ask with
    /// the same elements and purpose.
    /// </summary>
    /// <param name="source">The constant it is made from; its elements and shape count.</param>
    /// <param name="purpose">What the order is for, with all that it depends on beside the source, such as <c>subgroup/g1r16</c>: fields of the node too.</param>
    /// <param name="arrange">Makes the arranged tensor.</param>
    public TensorView Constant(Tensor source, string purpose, Func<Tensor> arrange) => _target.Constant(_node.Name, source, Named(purpose), arrange);

    /// <summary>The same for a shape that is known before: weights are then arranged when they are uploaded, those of all nodes at once on all processors.</summary>
    /// <param name="source">The constant it is made from; its elements and shape count.</param>
    /// <param name="purpose">What the order is for, with all that it depends on beside the source.</param>
    /// <param name="shape">The arranged tensor's shape.</param>
    /// <param name="arrange">Makes the arranged tensor, of the source's element type; on any thread.</param>
    public TensorView Constant(Tensor source, string purpose, TensorShape shape, Func<Tensor> arrange) => _target.Constant(_node.Name, source, Named(purpose), shape, arrange);

    /// <summary>Operators of users are kept from the library's words, and from each other's.</summary>
    private string Named(string purpose)
        => _node.Operator.GetType() is var type && type.Assembly.GetName().Name!.StartsWith("CnnVulkan", StringComparison.Ordinal) ? purpose : $"{type.FullName}/{purpose}";

    /// <summary>Memory that lives from the first to the last dispatch of this node that uses it.</summary>
    public TensorView Scratch(string name, TensorShape shape, StorageType type) => _target.Scratch($"{_node.Name}/{name}", shape, type);

    /// <summary>Adds a dispatch.</summary>
    /// <exception cref="ShapeException">A binding spans more than the device allows.</exception>
    /// <exception cref="ArgumentException">A buffer, push constant or specialisation constant is missing, unknown or of the wrong type.</exception>
    public void Add(KernelCall call) => _target.Add(_node, call);

    /// <summary>Adds a dispatch of one of the library's kernels.</summary>
    /// <exception cref="ShapeException">A binding spans more than the device allows.</exception>
    internal void Add(ShaderCall call) => _target.Add(_node, call, Taken);

    /// <summary>
    /// Ranges along the outermost axis such that every view's share of a range stays within one storage-buffer binding.
    /// Mostly one range: everything.
    /// </summary>
    /// <param name="extent">The extent of the outermost axis, which every view has.</param>
    /// <param name="views">The views that are split together.</param>
    /// <exception cref="ShapeException">A single entry along the axis is larger than a binding can span.</exception>
    public ImmutableArray<(int Start, int Count)> SplitOuter(int extent, params TensorView[] views)
    {
        long range = Limits.MaxBindingBytes;
        long perEntry = Math.Max(views.Max(v => v.Bytes / Math.Max(extent, 1)), 1);
        long most = range / perEntry;
        if (most == 0)
            throw Error($"one entry along the outermost axis takes {perEntry:N0} bytes, but the device binds at most {Limits.MaxStorageBufferRange:N0}");
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        for (int start = 0; start < extent; start += (int)Math.Min(most, extent))
            ranges.Add((start, (int)Math.Min(most, extent - start)));
        return ranges.ToImmutable();
    }

    /// <summary>An error that names this node, its operator and its input shapes.</summary>
    public ShapeException Error(string rule)
        => new($"Node '{_node.Name}' ({_node.Operator.Type}): {rule}. Inputs: {string.Join(", ", _node.Inputs.Select(i => i.Length == 0 ? "none" : _values[i].ToString()))}.");
}
