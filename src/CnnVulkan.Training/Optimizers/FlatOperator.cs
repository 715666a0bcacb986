using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Training;

/// <summary>
/// An operator on flat stores: lists that hold all parameters, or all numbers of a kind about them, one element of each by itself. Its outputs
/// may lie where its inputs do: every invocation reads its own elements before it writes them.
/// </summary>
internal abstract class FlatOperator : Operator
{
    /// <summary>Its first inputs that are stores; single numbers follow.</summary>
    protected abstract int Stores { get; }

    /// <summary>How many stores it writes, one for each of certain inputs.</summary>
    protected abstract int Results { get; }

    public override ReceptiveField? FieldStep(FieldContext context, int output) => context.Joined(output);

    public sealed override TensorInfo[] Infer(InferenceContext context)
    {
        for (int i = 0; i < context.InputCount; i++)
        {
            if (!context.HasInput(i))
                continue;
            if (context.Input(i).ElementType != ElementType.Float32)
                throw context.Error($"input {i} must hold real numbers");
            if (i < Stores ? !context.Shape(i).Equals(context.Shape(0)) : context.Shape(i).Count != 1)
                throw context.Error(i < Stores ? $"input {i} is {context.Shape(i)}, but all stores must have the shape of input 0" : $"input {i} must be one number, not {context.Shape(i)}");
        }
        return [.. Enumerable.Repeat(new TensorInfo(context.Shape(0), ElementType.Float32), Results)];
    }

    public sealed override void Lower(LoweringContext context)
    {
        TensorView[] stores = [.. Enumerable.Range(0, Stores).Select(context.Input), .. Enumerable.Range(0, Results).Select(context.Output)];
        if (stores[0].Count == 0)
            return;
        foreach (TensorView[] lists in FlatVectors.WithRest(stores))
        {
            foreach ((int start, int count) in FlatVectors.Split(context, lists))
                context.Add(Call(context, [.. lists.Select(l => FlatVectors.Part(l, start, count))], count));
        }
    }

    /// <summary>The dispatch for a range of the stores.</summary>
    /// <param name="context">The node, for its single numbers.</param>
    /// <param name="lists">The input stores, then the output stores.</param>
    /// <param name="count">How many vectors, or elements, they have.</param>
    private protected abstract ShaderCall Call(LoweringContext context, TensorView[] lists, int count);
}
