using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// Copies elements from one regular pattern to another: nested loops, each with a stride in the input and one in the output.
/// Transposing, slicing, splitting, joining, repeating and shuffling blocks are all this; only the loops differ.
/// </summary>
internal sealed class StridedCopy
{
    /// <summary>Loops one dispatch can have: three push constants each, and 128 bytes in all.</summary>
    public const int MaxRank = 8;

    private const int Width = Layouts.Width;

    /// <summary>Describes a copy; loops of one step are dropped and loops that run on into each other are joined.</summary>
    /// <param name="axes">The loops, outermost first.</param>
    /// <param name="inputStart">The input element that the first step of all loops reads.</param>
    /// <param name="outputStart">The output element that it writes.</param>
    public StridedCopy(IEnumerable<StridedAxis> axes, int inputStart = 0, int outputStart = 0)
    {
        Axes = Collapse(axes);
        InputStart = inputStart;
        OutputStart = outputStart;
        Count = Axes.Aggregate(1, (count, axis) => count * axis.Extent);
    }

    /// <summary>The loops, outermost first.</summary>
    public ImmutableArray<StridedAxis> Axes { get; }

    /// <summary>The first input element read.</summary>
    public int InputStart { get; }

    /// <summary>The first output element written.</summary>
    public int OutputStart { get; }

    /// <summary>How many elements are copied.</summary>
    public int Count { get; }

    /// <summary>Whether input and output both run through consecutive elements.</summary>
    public bool IsContiguous => Count <= 1 || (Axes.Length == 1 && Axes[0] is { InputStride: 1, OutputStride: 1 });

    /// <summary>A copy that fills a dense output in order.</summary>
    /// <param name="axes">Extent and input stride of each loop, outermost first.</param>
    /// <param name="inputStart">The input element that the first step of all loops reads.</param>
    public static StridedCopy ToDense(IReadOnlyList<(int Extent, int InputStride)> axes, int inputStart = 0)
    {
        int[] strides = new TensorShape(axes.Select(a => a.Extent).ToArray()).Strides();
        return new StridedCopy(axes.Select((a, i) => new StridedAxis(a.Extent, a.InputStride, strides[i])), inputStart);
    }

    /// <summary>Copies on the CPU.</summary>
    public void Run(Tensor input, Tensor output)
    {
        switch (input)
        {
            case Tensor<float> t:
                Run(t.Data, ((Tensor<float>)output).Data, 0, InputStart, OutputStart);
                break;
            case Tensor<int> t:
                Run(t.Data, ((Tensor<int>)output).Data, 0, InputStart, OutputStart);
                break;
            case Tensor<long> t:
                Run(t.Data, ((Tensor<long>)output).Data, 0, InputStart, OutputStart);
                break;
            case Tensor<bool> t:
                Run(t.Data, ((Tensor<bool>)output).Data, 0, InputStart, OutputStart);
                break;
        }
    }

    /// <summary>Adds the dispatches that copy on the GPU; none where the input already is where it should go.</summary>
    public void Lower(LoweringContext context, TensorView input, TensorView output)
    {
        bool inPlace = IsContiguous && input.Tensor == output.Tensor && input.Offset + InputStart == output.Offset + OutputStart;
        if (Count == 0 || inPlace)
            return;
        long range = context.Limits.MaxBindingBytes / input.Type.Bytes();
        var left = new Stack<StridedCopy>([this]);
        while (left.Count > 0)
        {
            StridedCopy piece = left.Pop();
            int axis = piece.AxisToDivide(range);
            if (axis < 0)
                context.Add(piece.Call(input, output));
            else
                piece.Divide(axis).Reverse().ToList().ForEach(left.Push);
        }
    }

    private static ImmutableArray<StridedAxis> Collapse(IEnumerable<StridedAxis> axes)
    {
        var result = new List<StridedAxis>();
        foreach (StridedAxis axis in axes)
        {
            if (axis.Extent == 0)
                return [axis];
            if (axis.Extent == 1)
                continue;
            bool joins = result.Count > 0
                && result[^1].InputStride == (long)axis.InputStride * axis.Extent
                && result[^1].OutputStride == (long)axis.OutputStride * axis.Extent;
            if (joins)
                result[^1] = axis with { Extent = result[^1].Extent * axis.Extent };
            else
                result.Add(axis);
        }
        return [.. result];
    }

    private void Run<T>(T[] input, T[] output, int depth, int from, int to)
    {
        if (depth == Axes.Length)
        {
            output[to] = input[from];
            return;
        }
        StridedAxis axis = Axes[depth];
        if (depth == Axes.Length - 1)
        {
            for (int i = 0; i < axis.Extent; i++)
                output[to + i * axis.OutputStride] = input[from + i * axis.InputStride];
            return;
        }
        for (int i = 0; i < axis.Extent; i++)
            Run(input, output, depth + 1, from + i * axis.InputStride, to + i * axis.OutputStride);
    }

    /// <summary>The loop to take apart because one dispatch cannot run all of this, or -1.</summary>
    private int AxisToDivide(long range)
    {
        if (Axes.Length > MaxRank)
            return IndexOfMost(a => -a.Extent);
        long inputSpan = Axes.Sum(a => Math.Abs(a.InputSpan)) + 1;
        long outputSpan = Axes.Sum(a => a.OutputSpan) + 1;
        return inputSpan <= range && outputSpan <= range ? -1 : IndexOfMost(a => Math.Abs(a.InputSpan) + a.OutputSpan);
    }

    private int IndexOfMost(Func<StridedAxis, long> measure) => Axes.IndexOf(Axes.OrderByDescending(measure).First());

    /// <summary>Single steps where there are too many loops, else halves.</summary>
    private IEnumerable<StridedCopy> Divide(int axis)
    {
        StridedAxis whole = Axes[axis];
        int size = Axes.Length > MaxRank ? 1 : (whole.Extent + 1) / 2;
        for (int start = 0; start < whole.Extent; start += size)
        {
            StridedAxis part = whole with { Extent = Math.Min(size, whole.Extent - start) };
            yield return new StridedCopy(Axes.SetItem(axis, part), InputStart + start * whole.InputStride, OutputStart + start * whole.OutputStride);
        }
    }

    private StridedCopyCall Call(TensorView input, TensorView output)
    {
        int lowest = InputStart + (int)Axes.Sum(a => Math.Min(a.InputSpan, 0));
        int inputCount = (int)Axes.Sum(a => Math.Abs(a.InputSpan)) + 1;
        int outputCount = (int)Axes.Sum(a => a.OutputSpan) + 1;
        if (CopiesVectors(input, output, lowest))
        {
            StridedAxis[] vectors = [.. Axes.Select((a, i) => i == Axes.Length - 1
                ? a with { Extent = a.Extent / Width }
                : new StridedAxis(a.Extent, a.InputStride / Width, a.OutputStride / Width))];
            return Call(FlatVectors.List(input, lowest, inputCount), FlatVectors.List(output, OutputStart, outputCount), vectors, Count / Width, (InputStart - lowest) / Width);
        }
        return Call(input.Part(lowest, new TensorShape(inputCount)), output.Part(OutputStart, new TensorShape(outputCount)), Axes, Count, InputStart - lowest);
    }

    /// <summary>Whether it moves whole vectors of four, side by side.</summary>
    private bool CopiesVectors(TensorView input, TensorView output, int lowest)
        => input.Type != StorageType.Int32 && Axes.Length > 0 && Axes[^1] is { InputStride: 1, OutputStride: 1 } && Axes[^1].Extent % Width == 0
            && (input.Offset + lowest) % Width == 0 && (output.Offset + OutputStart) % Width == 0 && (InputStart - lowest) % Width == 0
            && Axes.SkipLast(1).All(a => a.InputStride % Width == 0 && a.OutputStride % Width == 0);

    private static StridedCopyCall Call(TensorView input, TensorView output, IReadOnlyList<StridedAxis> axes, int count, int inputStart)
        => new()
        {
            Input = input,
            Output = output,
            Count = count,
            InputStart = inputStart,
            Extent = [.. axes.Select(a => a.Extent).Reverse()],
            InputStride = [.. axes.Select(a => a.InputStride).Reverse()],
            OutputStride = [.. axes.Select(a => a.OutputStride).Reverse()],
            Rank = axes.Count,
            Invocations = count,
        };
}
