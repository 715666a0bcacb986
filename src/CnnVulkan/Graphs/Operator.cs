using CnnVulkan.Kernels;

namespace CnnVulkan.Graphs;

/// <summary>
/// What a node computes: an immutable description with named fields. Says what comes out for given inputs, what that costs,
/// and how it becomes dispatches. Derive from it to add a layer of your own.
/// </summary>
public abstract class Operator
{
    /// <summary>The operator's name, ONNX's where ONNX has it.</summary>
    public virtual string Type => GetType().Name;

    /// <summary>The shapes and element types of the outputs, one entry per output.</summary>
    /// <exception cref="ShapeException">The inputs do not fit the operator; made by <see cref="InferenceContext.Error"/>.</exception>
    public abstract TensorInfo[] Infer(InferenceContext context);

    /// <summary>
    /// Computes the outputs on the CPU, for values known at load (shape arithmetic, constant subgraphs).
    /// Null where the operator leaves it to the GPU. Called only when every input's value is known.
    /// </summary>
    public virtual Tensor[]? Evaluate(InferenceContext context) => null;

    /// <summary>Multiply-adds for these shapes, as the papers count them: convolutions and matrix products; 0 for all else.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 0;

    /// <summary>
    /// Operations on reals for these shapes: additions, multiplications, comparisons, and functions as one each; 0 for what only moves
    /// elements. Twice the multiply-adds where an operator does not say more.
    /// </summary>
    public virtual long Operations(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs) => 2 * MultiplyAdds(inputs, outputs);

    /// <summary>
    /// What an output sees of the picture, from what the inputs see; null where it depends on no element of any input. Asked only where
    /// the picture reaches an input. Everything where an operator does not say less.
    /// </summary>
    public virtual ReceptiveField? FieldStep(FieldContext context, int output) => context.Whole();

    /// <summary>What kind of layer it is, as diagrams tell them apart.</summary>
    public virtual OperatorKind Kind => OperatorKind.Other;

    /// <summary>What diagrams call it, in few small letters.</summary>
    public virtual string Label => Type.ToLowerInvariant();

    /// <summary>The window it slides, as papers write it: <c>7×7/2</c> is 7×7 with stride 2; empty for what slides none.</summary>
    /// <param name="inputs">What is known of the inputs.</param>
    public virtual string WindowText(IReadOnlyList<TensorInfo> inputs) => "";

    /// <summary>What a constant is to it, by the input it comes in as: a summary counts weights apart from biases and settings.</summary>
    public virtual ParameterRole RoleOf(int input) => ParameterRole.Weight;

    /// <summary>
    /// Adds the nodes that compute the gradients of those inputs that need one, from the gradients of the outputs: ordinary nodes, in the
    /// operator's own terms where they say it. Asked before anything is simplified, so nothing is fused into the operator yet.
    /// </summary>
    /// <exception cref="ShapeException">The operator has no gradient; by default none has.</exception>
    internal virtual void Differentiate(GradientContext context)
        => throw context.Error("its gradient is not known, so nothing before it can be trained; freeze what comes before it");

    /// <summary>What it computes instead while the network is trained; null for the same.</summary>
    /// <param name="node">The node, typed.</param>
    internal virtual TrainingForm? ForTraining(TypedNode node) => null;

    /// <summary>
    /// The layouts it can compute in for these inputs; what is not offered is converted before or behind it. Plain unless said otherwise.
    /// Among several that with the fewest bytes of conversions is taken.
    /// </summary>
    internal virtual IReadOnlyList<NodeLayouts> Layouts(InferenceContext context) => [NodeLayouts.Plain];

    /// <summary>Adds the dispatches that compute the outputs, or names the outputs as views of inputs.</summary>
    public abstract void Lower(LoweringContext context);

    /// <summary>What a file would say of the node: the way back from its attributes. Null where no file format has the operator.</summary>
    /// <exception cref="NotSupportedException">The file's operator set cannot say it; the message says why.</exception>
    internal virtual NodeDescription? Export(ExportContext context) => null;

    /// <summary>Whether output 0 is input 0, unchanged.</summary>
    internal virtual bool IsIdentity(TypedNode node) => false;

    /// <summary>The activation function it applies to input 0; null where it is none that a kernel can end with.</summary>
    internal virtual Activation? AsActivation(TypedNode node) => null;

    /// <summary>What it does to each channel of one input, all else being known at load; null where it does more or less.</summary>
    internal virtual (int DataInput, ChannelAffine Affine)? AsAffine(TypedNode node) => null;

    /// <summary>The function it ends with, where it is the sum of its two inputs; else null.</summary>
    internal virtual Activation? AsSum => null;

    /// <summary>
    /// The axis of its weights (input 1) that counts output channels, where a factor per channel can go into them and a term into its
    /// bias (input 2); null where none can.
    /// </summary>
    internal virtual int? AffineAxis => null;

    /// <summary>The same operator with one more input that is added to its output before an activation; null where it cannot.</summary>
    /// <param name="activation">The function it then ends with.</param>
    internal virtual (Operator Operator, int ResidualInput)? WithResidual(Activation activation) => null;

    /// <summary>Whether it gives input 0 where input 1, of its shape, is above 0, and 0 elsewhere: the gradient of ReLU from its output.</summary>
    internal virtual bool IsGate => false;

    /// <summary>The same operator with one more input of its output's shape: where that is not above 0, the output is 0; null where it cannot.</summary>
    internal virtual (Operator Operator, int GateInput)? WithGate() => null;

    /// <summary>The axis along which it only joins its inputs, so that they can be written into their places; null where it does more.</summary>
    internal virtual int? ConcatenationAxis => null;

    /// <summary>Whether a classifier's scores pass through it as they are.</summary>
    internal virtual bool KeepsScores => false;

    /// <summary>Whether it turns scores into probabilities, or their logarithms, in the same order.</summary>
    internal virtual bool GivesProbabilities => false;

    /// <summary>Whether it averages each map of its input 0, N×C×H×W, to one number.</summary>
    internal virtual bool AveragesMaps(TypedNode node) => false;

    /// <summary>The weights as outputs×inputs, where it is a dense layer of known weights and nothing more than a bias; else null.</summary>
    internal virtual Tensor<float>? DenseWeights(TypedNode node) => null;
}
