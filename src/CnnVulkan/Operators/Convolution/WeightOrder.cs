using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// An order in which a kernel reads weights: [groups·blocks][taps][⌈inputs/inner⌉ rounded up to depth][rows][inner] of O×I×…, zero past the
/// last channels of a group. <see cref="ConvWeights"/> says it in loops for weights known at load, <c>conv_weights.comp</c> for all others.
/// </summary>
/// <param name="Name">A name for the order, with all that it depends on.</param>
/// <param name="Groups">Groups of output channels.</param>
/// <param name="Outputs">Output channels of a group.</param>
/// <param name="Inputs">Input channels of a group.</param>
/// <param name="Taps">Elements of a filter for one input channel.</param>
/// <param name="Rows">Output channels in a block.</param>
/// <param name="Inner">Input channels that lie side by side: 1 or 4.</param>
/// <param name="Depth">What the vectors of input channels are rounded up to.</param>
internal sealed record WeightOrder(string Name, int Groups, int Outputs, int Inputs, int Taps, int Rows, int Inner, int Depth = 1)
{
    /// <summary>Blocks of output channels of a group.</summary>
    public int Blocks => (Outputs + Rows - 1) / Rows;

    /// <summary>Elements of a block at one tap.</summary>
    private int PerTap => ((Inputs + Inner - 1) / Inner + Depth - 1) / Depth * Depth * Rows * Inner;

    /// <summary>The shape of the arranged weights, outermost by blocks.</summary>
    public TensorShape Shape => new(Groups * Blocks, Taps * PerTap);

    /// <summary>Arranges weights on the GPU, in front of the kernel that reads them.</summary>
    /// <param name="context">The node.</param>
    /// <param name="weights">The weights as the file has them.</param>
    public TensorView Arrange(LoweringContext context, TensorView weights)
    {
        TensorView arranged = context.Scratch(Name, Shape, weights.Type), source = weights.Reshape(new TensorShape(Groups * Outputs, Inputs * Taps));
        // Within groups weights are never as large as a binding.
        foreach ((int first, int count) in Groups == 1 ? context.SplitOuter(Blocks, arranged) : [(0, Shape[0])])
        {
            int outputs = Groups == 1 ? Math.Min(count * Rows, Outputs - first * Rows) : Outputs;
            context.Add(new ConvWeightsCall
            {
                Input = source.Range(first * Rows, Groups * outputs),
                Output = arranged.Range(first, count),
                Count = (long)count * PerTap,
                Blocks = count / Groups,
                GroupInputs = Inputs,
                GroupOutputs = outputs,
                Rows = Rows,
                Taps = Taps,
                PerTap = PerTap,
                Inner = Inner,
                Invocations = (long)count * PerTap,
            });
        }
        return arranged;
    }
}
