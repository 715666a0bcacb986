using CnnVulkan.Graphs;
using CnnVulkan.Operators;

namespace CnnVulkan.Checking;

/// <summary>Answers by the operations' definitions, in plain loops on the CPU. Slow, and right by being short.</summary>
internal static class KnownAnswers
{
    /// <summary>Small whole numbers without a pattern: sums of products of them are exact in any order, in 16 bits too.</summary>
    /// <param name="seed">Others for another seed.</param>
    /// <param name="most">The largest magnitude.</param>
    /// <param name="dimensions">The shape.</param>
    public static Tensor<float> Numbers(int seed, int most, params int[] dimensions)
    {
        var random = new Random(seed);
        var shape = new TensorShape(dimensions);
        return new Tensor<float>(shape, [.. Enumerable.Range(0, shape.Count).Select(_ => (float)random.Next(-most, most + 1))]);
    }

    /// <summary>The same as integers.</summary>
    public static Tensor<int> Integers(int seed, int most, params int[] dimensions) => (Tensor<int>)Numbers(seed, most, dimensions).ConvertTo(ElementType.Int32);

    /// <summary>What an operator itself makes of known values on the CPU.</summary>
    public static Tensor?[] Evaluate(Operator op, params Tensor?[] inputs)
    {
        string[] names = [.. inputs.Select((t, i) => t is null ? "" : $"{i}")];
        var node = new Node("known", op, [.. names], ["output"]);
        Dictionary<string, TensorInfo> values = Enumerable.Range(0, inputs.Length).Where(i => inputs[i] is not null).ToDictionary(i => names[i], i => TensorInfo.Of(inputs[i]!));
        return op.Evaluate(new InferenceContext(node, values)) ?? throw new InvalidOperationException($"{op.Type} is not computed on the CPU.");
    }

    /// <summary>A tensor of which each element is told from its place.</summary>
    public static Tensor<float> Each(TensorShape shape, Func<int[], double> element)
    {
        var result = new Tensor<float>(shape);
        var place = new int[shape.Rank];
        for (int i = 0; i < result.Data.Length; i++)
        {
            int rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
                (rest, place[axis]) = (rest / shape[axis], rest % shape[axis]);
            result.Data[i] = (float)element(place);
        }
        return result;
    }

    /// <summary>An element; of pictures 0 outside them.</summary>
    public static double At(this Tensor<float> tensor, params int[] place)
    {
        int index = 0;
        for (int axis = 0; axis < place.Length; axis++)
        {
            if (place[axis] < 0 || place[axis] >= tensor.Shape[axis])
                return 0;
            index = index * tensor.Shape[axis] + place[axis];
        }
        return tensor.Data[index];
    }

    /// <summary>A convolution of pictures, with an activation at its end.</summary>
    public static Tensor<float> Convolve(Tensor<float> x, Tensor<float> weights, Tensor<float>? bias, CheckWindow window, int groups = 1, Tensor<float>? added = null)
    {
        int perGroup = weights.Shape[0] / groups, inputs = weights.Shape[1];
        return Each(window.OutputOf(x.Shape, weights.Shape[0]), p =>
        {
            double sum = (bias?.Data[p[1]] ?? 0) + (added?.At(p) ?? 0);
            foreach ((int ky, int kx, int y, int px) in window.Taps(p[2], p[3]))
            {
                for (int c = 0; c < inputs; c++)
                    sum += x.At(p[0], p[1] / perGroup * inputs + c, y, px) * weights.At(p[1], c, ky, kx);
            }
            return Math.Max(sum, 0);
        });
    }

    /// <summary>A transposed convolution: each input element adds its window to the output. Weights I×O×….</summary>
    public static Tensor<float> ConvolveTransposed(Tensor<float> x, Tensor<float> weights, int stride)
    {
        int kernel = weights.Shape[2];
        var shape = new TensorShape(x.Shape[0], weights.Shape[1], (x.Shape[2] - 1) * stride + kernel, (x.Shape[3] - 1) * stride + kernel);
        return Each(shape, p =>
        {
            double sum = 0;
            for (int c = 0; c < x.Shape[1]; c++)
            {
                for (int tap = 0; tap < kernel * kernel; tap++)
                {
                    int y = p[2] - tap / kernel, px = p[3] - tap % kernel;
                    if (y >= 0 && px >= 0 && y % stride == 0 && px % stride == 0)
                        sum += x.At(p[0], c, y / stride, px / stride) * weights.At(c, p[1], tap / kernel, tap % kernel);
                }
            }
            return sum;
        });
    }

    /// <summary>What a function makes of the elements of a picture under each place of a window.</summary>
    public static Tensor<float> Pool(Tensor<float> x, CheckWindow window, Func<IEnumerable<double>, double> function) => Each(
        window.OutputOf(x.Shape, x.Shape[1]),
        p => function(window.Taps(p[2], p[3]).Where(t => t.Y >= 0 && t.Y < x.Shape[2] && t.X >= 0 && t.X < x.Shape[3]).Select(t => x.At(p[0], p[1], t.Y, t.X)).ToArray()));

    /// <summary>A product of matrices, of the last two axes, with something added to every row.</summary>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b, Tensor<float>? added = null)
    {
        int depth = a.Shape[-1];
        TensorShape shape = a.Shape.With(a.Shape.Rank - 1, b.Shape[-1]);
        return Each(shape, p =>
        {
            double sum = added?.Data[p[^1]] ?? 0;
            for (int k = 0; k < depth; k++)
                sum += a.At([.. p[..^1], k]) * b.At(b.Shape.Rank == 2 ? [k, p[^1]] : [.. p[..^2], k, p[^1]]);
            return sum;
        });
    }

    /// <summary>The elements along an axis through a place.</summary>
    public static double[] Along(this Tensor<float> x, int[] place, int axis)
    {
        int[] at = [.. place];
        return [.. Enumerable.Range(0, x.Shape[axis]).Select(i =>
        {
            at[axis] = i;
            return x.At(at);
        })];
    }
}
