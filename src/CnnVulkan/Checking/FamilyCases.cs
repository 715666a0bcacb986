using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;

namespace CnnVulkan.Checking;

/// <summary>Pooling, functions of elements, normalisation and reduction: kernels that nothing stands in for.</summary>
internal static class FamilyCases
{
    private const string Pooling = "pooling", Elementwise = "elementwise function", Normalization = "normalisation", Reduction = "reduction";

    public static void Add(CheckCaseList list)
    {
        // Channels that fill no vector, a width that no vector divides.
        Tensor<float> x = KnownAnswers.Numbers(1, 3, 2, 5, 7, 6);
        AddPools(list, x);
        AddElementwise(list, x);
        AddNormalizations(list, x);
        AddReductions(list, x);
    }

    private static void AddPools(CheckCaseList list, Tensor<float> x)
    {
        var window = new CheckWindow((3, 2), (2, 1), (1, 0), (1, 1));
        list.Add(Pooling, new MaxPool(window.AsSliding), [x], [KnownAnswers.Pool(x, window, v => v.Max())]);
        list.Add(Pooling, new AveragePool(window.AsSliding), [x], [KnownAnswers.Pool(x, window, v => v.Average())]);
        var whole = new CheckWindow((7, 6), (1, 1), (0, 0), (0, 0));
        list.Add(Pooling, new GlobalPool(GlobalPoolFunction.Average), [x], [KnownAnswers.Pool(x, whole, v => v.Average())]);
    }

    private static void AddElementwise(CheckCaseList list, Tensor<float> x)
    {
        Tensor<float> y = KnownAnswers.Numbers(20, 3, 2, 5, 7, 6), perChannel = KnownAnswers.Numbers(21, 3, 5, 1, 1);
        Tensor integers = x.ConvertTo(ElementType.Int32), others = y.ConvertTo(ElementType.Int32);
        Known(new Activate(new Activation(ActivationFunction.Relu)), x);
        Known(new Activate(new Activation(ActivationFunction.Sigmoid)), x);
        Known(new Binary(BinaryFunction.Add), x, y);
        Known(new Binary(BinaryFunction.Mul), x, perChannel);
        Known(new Binary(BinaryFunction.Add), integers, others);
        Known(new Binary(BinaryFunction.Greater), x, y);
        Known(new Unary(UnaryFunction.Exp), x);
        Known(new Where(), KnownAnswers.Evaluate(new Binary(BinaryFunction.Less), x, y)[0]!, x, y);
        Known(new Cast(ElementType.Int32), x);
        Known(new Cast(ElementType.Float32), integers);

        void Known(Operator op, params Tensor[] inputs) => list.Add(Elementwise, op, inputs, KnownAnswers.Evaluate(op, inputs));
    }

    private static void AddNormalizations(CheckCaseList list, Tensor<float> x)
    {
        Tensor<float> scale = KnownAnswers.Numbers(22, 3, 5), bias = KnownAnswers.Numbers(23, 3, 5), variance = KnownAnswers.Each(new TensorShape(5), p => p[0] + 1);
        list.Add(Normalization, new BatchNormalization(), [x, scale, bias, bias, variance], [KnownAnswers.Each(x.Shape, p
            => (x.At(p) - bias.Data[p[1]]) / Math.Sqrt(variance.Data[p[1]] + 1e-5) * scale.Data[p[1]] + bias.Data[p[1]])], constants: [1, 2, 3, 4]);

        const int Size = 3;
        list.Add(Normalization, new LRN(Size, alpha: 0.5f, beta: 0.75f, bias: 1), [x], [KnownAnswers.Each(x.Shape, p =>
        {
            double squares = Enumerable.Range(p[1] - 1, Size).Sum(c => Math.Pow(x.At(p[0], c, p[2], p[3]), 2));
            return x.At(p) / Math.Pow(1 + 0.5 / Size * squares, 0.75);
        })]);

        list.Add(Normalization, new InstanceNormalization(), [x, scale, bias], [KnownAnswers.Each(x.Shape, p =>
        {
            double[] plane = [.. x.Data.Skip((p[0] * x.Shape[1] + p[1]) * 42).Take(42).Select(v => (double)v)];
            double mean = plane.Average(), spread = plane.Average(v => (v - mean) * (v - mean));
            return (x.At(p) - mean) / Math.Sqrt(spread + 1e-5) * scale.Data[p[1]] + bias.Data[p[1]];
        })]);

        foreach (int axis in (int[])[1, 3])
        {
            list.Add("softmax", new Softmax(axis: axis), [x], [KnownAnswers.Each(x.Shape, p => Math.Exp(x.At(p)) / x.Along(p, axis).Sum(Math.Exp))]);
        }
    }

    private static void AddReductions(CheckCaseList list, Tensor<float> x)
    {
        // Some lanes for each sum, and one for each.
        Tensor<float> rows = KnownAnswers.Numbers(24, 3, 3, 130);
        Tensor integers = rows.ConvertTo(ElementType.Int32);
        var sums = new Reduce(ReduceFunction.Sum, [1]);
        list.Add(Reduction, sums, [rows], [KnownAnswers.Each(rows.Shape.With(1, 1), p => rows.Along(p, 1).Sum())]);
        list.Add(Reduction, sums, [integers], KnownAnswers.Evaluate(sums, integers));
        list.Add(Reduction, new Reduce(ReduceFunction.Max, [1]), [x], [KnownAnswers.Each(x.Shape.With(1, 1), p => x.Along(p, 1).Max())]);
        list.Add(Reduction, new ArgReduce(largest: true, axis: 1), [x], [Longs(KnownAnswers.Each(x.Shape.With(1, 1), p =>
        {
            double[] channels = x.Along(p, 1);
            return Array.IndexOf(channels, channels.Max());
        }))]);
        list.Add(Reduction, new CumSum(exclusive: false, reverse: false), [x, TensorFactory.Longs([2]).Reshape(TensorShape.Scalar)],
            [KnownAnswers.Each(x.Shape, p => x.Along(p, 2).Take(p[2] + 1).Sum())], constants: [1]);

        const int Most = 5;
        TensorShape best = rows.Shape.With(1, Most);
        // Of equals the first, as the sort keeps them.
        int Best(int[] p) => Enumerable.Range(0, 130).OrderByDescending(i => rows.At(p[0], i)).ElementAt(p[1]);
        list.Add("topk", new Operators.TopK(Most), [rows], [KnownAnswers.Each(best, p => rows.At(p[0], Best(p))), Longs(KnownAnswers.Each(best, p => Best(p)))]);
    }

    private static Tensor Longs(Tensor<float> numbers) => numbers.ConvertTo(ElementType.Int64);
}
