using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;

namespace CnnVulkan.Operators;

/// <summary>
/// Transposed convolution over 1 to 3 spatial axes, with groups. ONNX ConvTranspose. Inputs: pictures N×C×…, weights C×(O/group)×…,
/// optional bias O.
/// </summary>
internal sealed class ConvTranspose(TransposedWindow window, int group = 1, Activation? activation = null) : Operator, IActivatable
{
    /// <summary>Output channels one invocation computes; that of the shader.</summary>
    private const int Tile = 4;

    /// <summary>The window each input element covers.</summary>
    public TransposedWindow Window { get; } = window;

    /// <summary>How many groups the channels fall into.</summary>
    public int Group { get; } = group;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation ?? Activation.None;

    public static Operator Create(NodeAttributes attributes)
    {
        int group = attributes.Int("group", 1);
        if (group < 1)
            throw attributes.Error($"'group' is {group}; it must be at least 1");
        return new ConvTranspose(TransposedWindow.FromAttributes(attributes), group);
    }

    public Operator WithActivation(Activation activation) => new ConvTranspose(Window, Group, activation);

    internal override NodeDescription Export(ExportContext context)
    {
        context.RequireUnfused(Activation);
        NodeDescription node = Window.Describe(context);
        node["group"] = Group;
        return node;
    }

    internal override void Differentiate(GradientContext context)
        => ConvGradient.AddTransposed(context, Window.Resolve(context.InputInfo(0).Shape, context.InputInfo(1).Shape), Group);

    public override OperatorKind Kind => OperatorKind.Convolution;

    public override string Label => "deconv";

    public override string WindowText(IReadOnlyList<TensorInfo> inputs) => Window.Window.Text(inputs[0].Shape, inputs[1].Shape, Group);

    public override ReceptiveField? FieldStep(FieldContext context, int output) => Window.Spread(context);

    // A bias is one addition per output.
    public override long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => 2 * MultiplyAdds(inputs, outputs) + (inputs.Count > 2 ? outputs[0].Shape.Count : 0);

    public override ParameterRole RoleOf(int input) => input == 2 ? ParameterRole.Bias : ParameterRole.Weight;

    internal override int? AffineAxis => Group == 1 && Activation.Function == ActivationFunction.None ? 1 : null;

    public override TensorInfo[] Infer(InferenceContext context)
    {
        TensorInfo input = context.Input(0);
        TensorShape weights = context.Shape(1);
        var axes = Window.Resolve(input.Shape, weights);
        if (weights[0] != input.Shape[1] || weights[0] % Group != 0)
            throw context.Error($"the weights take {weights[0]} channels in {Group} group{(Group == 1 ? "" : "s")}, but the input has {input.Shape[1]}");
        int outputs = new TensorShape(weights[1], Group).Count;
        if (context.HasInput(2) && context.Shape(2).Count != outputs)
            throw context.Error($"the bias has {context.Shape(2).Count} elements for {outputs} output channels");
        return [new TensorInfo(new TensorShape([input.Shape[0], outputs, .. axes.Select(a => a.Output)]), input.ElementType)];
    }

    public override long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
        => (long)inputs[0].Shape.Count * (inputs[1].Shape.Count / Math.Max(inputs[1].Shape[0], 1));

    public override void Lower(LoweringContext context)
    {
        TensorView input = context.Input(0), weights = context.Input(1), output = context.Output(0);
        TensorView? bias = context.HasInput(2) ? context.Input(2) : null;
        ImmutableArray<WindowAxis> axes = SlidingWindow.AsVolume(Window.Resolve(input.Shape, weights.Shape));
        long outPixels = (long)axes[0].Output * axes[1].Output * axes[2].Output;
        int groupOutputs = weights.Shape[1];
        foreach ((int start, int count) in context.SplitOuter(input.Shape[0], input, output))
        {
            long invocations = (long)count * Group * ((groupOutputs + Tile - 1) / Tile) * outPixels;
            context.Add(new ConvTransposeCall
            {
                Input = input.Range(start, count),
                Weight = weights,
                Bias = bias,
                Output = output.Range(start, count),
                Count = invocations,
                Groups = Group,
                GroupInputs = weights.Shape[0] / Group,
                GroupOutputs = groupOutputs,
                VolumeExtents = axes.Extents(),
                VolumeWindow = axes.Window(),
                Activation = Activation,
                Invocations = invocations,
                MultiplyAdds = (long)count * (input.Count / input.Shape[0]) * (weights.Count / Math.Max(weights.Shape[0], 1)),
            });
        }
    }
}
