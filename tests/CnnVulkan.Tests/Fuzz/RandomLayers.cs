using CnnVulkan.Reference;

namespace CnnVulkan.Tests.Fuzz;

/// <summary>The layers of a <see cref="RandomGraph"/>. Weights keep values near 1, so that errors are seen against the output's scale.</summary>
internal static class RandomLayers
{
    private static readonly string[] Activations = ["Relu", "LeakyRelu", "Sigmoid", "HardSwish", "Tanh", "Clip", "Elu"];

    private static readonly Action<RandomGraph>[] All =
    [
        Conv, Conv, Conv, Conv, BatchNorm, BatchNorm, Activate, Activate, Activate, Shortcut, Shortcut, Shortcut, PerChannel, PerChannel,
        Concat, Concat, Concat, Concat, Pool, Slice, Split, Transpose, Reshape, Identity, Pad, Resize, Reduce, Gemm, Gemm, MatMul, Transposed,
        Softmax, Unsqueeze,
    ];

    /// <summary>What channel packing has to do with, and now and then something that reads plain values.</summary>
    private static readonly Action<RandomGraph>[] Pictures =
    [
        AddConvolution, AddConvolution, AddConvolution, AddConvolution, Conv, Activate, BatchNorm, Shortcut, Shortcut, Shortcut, Channels, Channels, Channels, Pool, Pool, Pool, Normalize,
        PerChannel, Slice, Split, Reshape, Resize, Transposed, Identity,
    ];

    /// <summary>Adds a layer, where a value fits it.</summary>
    public static void AddOne(RandomGraph g) => g.Dice.Pick(g.OfPictures ? Pictures : All)(g);

    /// <summary>A convolution between numbers of channels of which most fill vectors of four, in any groups that do.</summary>
    public static void AddConvolution(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 4 && s[2] * s[3] > 1);
        if (x.Length == 0)
            return;
        int inputs = g.ShapeOf(x)[1];
        int group = g.Dice.Pick([1, 1, 1, 2, inputs]), outputs = group == inputs && group > 1 ? inputs : g.Dice.Pick([inputs, 4, 8, 12, 16, 6, 33]);
        if (inputs % group != 0 || outputs % group != 0)
            return;
        int k = g.Dice.Pick([1, 1, 3, 3, 3, 5]), dilation = g.Dice.Pick([1, 1, 1, 2]), pad = g.Dice.Chance(0.8) ? k / 2 * dilation : 0;
        int[] strides = g.Dice.Chance(0.8) ? [1, 1] : g.Dice.Several(2, 1, 2);
        float reach = 1.5f / MathF.Sqrt(inputs / group * k * k);
        string weights = g.Constant(g.Dice.Tensor(-reach, reach, outputs, inputs / group, k, k));
        string[] bias = g.Dice.Chance(0.5) ? [g.Constant(g.Dice.Tensor(outputs))] : [];
        g.Add("Conv", [x, weights, .. bias], 1,
            ("pads", Longs([pad, pad, pad, pad])), ("strides", Longs(strides)), ("dilations", Longs([dilation, dilation])), ("group", (long)group));
    }

    /// <summary>Pictures of one size side by side.</summary>
    private static void Channels(RandomGraph g)
    {
        string first = g.Value(s => s.Rank == 4);
        TensorShape shape = first.Length == 0 ? TensorShape.Scalar : g.ShapeOf(first);
        string[] parts = [.. Enumerable.Range(0, g.Dice.From(1, 2)).Select(_ => g.Value(s => s.Rank == 4 && s.With(1, 0).Equals(shape.With(1, 0))))];
        if (first.Length > 0)
            g.Add("Concat", [first, .. parts], 1, ("axis", 1L));
    }

    private static void Normalize(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 4);
        if (x.Length > 0)
            g.Add("LRN", [x], 1, ("size", (long)g.Dice.From(1, 7)), ("alpha", 0.5f), ("bias", 1.5f));
    }

    private static void Conv(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 4);
        if (x.Length == 0)
            return;
        int inputs = g.ShapeOf(x)[1];
        int group = g.Dice.Chance(0.25) ? inputs : 1;
        // Often as many as there are: then a shortcut fits.
        int outputs = g.Dice.Chance(0.5) ? inputs : group * g.Dice.From(1, 9);
        bool same = g.Dice.Chance(0.6);
        int k = g.Dice.Pick([1, 1, 3, 5]);
        int[] kernel = same ? [k, k] : g.Dice.Several(2, 1, 3);
        int[] pads = same ? [k / 2, k / 2, k / 2, k / 2] : g.Dice.Several(4, 0, 2);
        int[] strides = same ? [1, 1] : g.Dice.Several(2, 1, 2);
        float reach = 1.5f / MathF.Sqrt(inputs / group * kernel[0] * kernel[1]);
        string weights = g.Constant(g.Dice.Tensor(-reach, reach, outputs, inputs / group, kernel[0], kernel[1]));
        string[] bias = g.Dice.Chance(0.5) ? [g.Constant(g.Dice.Tensor(outputs))] : [];
        g.Add("Conv", [x, weights, .. bias], 1, ("pads", Longs(pads)), ("strides", Longs(strides)), ("group", (long)group));
    }

    private static void Transposed(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 4);
        if (x.Length == 0)
            return;
        int inputs = g.ShapeOf(x)[1], outputs = g.Dice.From(1, 5);
        g.Add("ConvTranspose", [x, g.Constant(g.Dice.Tensor(-0.5f, 0.5f, inputs, outputs, 2, 3))], 1,
            ("strides", Longs(g.Dice.Several(2, 1, 2))), ("pads", Longs(g.Dice.Several(4, 0, 1))));
    }

    private static void BatchNorm(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 2);
        if (x.Length == 0)
            return;
        int channels = g.ShapeOf(x)[1];
        string[] parameters = [.. new[] { (0.5f, 1.5f), (-1f, 1f), (-1f, 1f), (0.5f, 1.5f) }.Select(r => g.Constant(g.Dice.Tensor(r.Item1, r.Item2, channels)))];
        g.Add("BatchNormalization", [x, .. parameters]);
    }

    private static void Activate(RandomGraph g)
    {
        string type = g.Dice.Pick(Activations);
        string[] bounds = type == "Clip" ? [g.Constant(Scalar(-0.4f)), g.Constant(Scalar(0.6f))] : [];
        g.Add(type, [g.Value(), .. bounds]);
    }

    /// <summary>Two values of one shape, perhaps twice the same.</summary>
    private static void Shortcut(RandomGraph g)
    {
        string a = g.Value();
        string b = g.Value(s => s.Equals(g.ShapeOf(a)));
        g.Add(g.Dice.Pick(["Add", "Add", "Add", "Sub", "Mul", "Max", "Sum"]), g.Dice.Chance(0.5) ? [a, b] : [b, a]);
    }

    /// <summary>A constant: per channel, of one element, along the last axis, or of any shape that broadcasts.</summary>
    private static void PerChannel(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 2);
        TensorShape shape = g.ShapeOf(x);
        int[] channel = [shape[1], .. Enumerable.Repeat(1, shape.Rank - 2)];
        int[] any = [.. shape.Dimensions.Select(d => g.Dice.Chance(0.5) ? d : 1)];
        string c = g.Constant(g.Dice.Tensor(0.5f, 1.5f, g.Dice.Pick([channel, channel, [1, .. channel], [], [shape[-1]], any])));
        g.Add(g.Dice.Pick(["Add", "Mul", "Sub", "Div"]), g.Dice.Chance(0.7) ? [x, c] : [c, x]);
    }

    private static void Concat(RandomGraph g)
    {
        string first = g.Value(s => s.Rank >= 1);
        TensorShape shape = g.ShapeOf(first);
        int axis = g.Dice.Chance(0.6) && shape.Rank > 1 ? 1 : g.Dice.From(0, shape.Rank - 1);
        string[] parts = [.. Enumerable.Range(0, g.Dice.From(1, 3)).Select(_ => g.Value(s => s.Rank == shape.Rank && s.With(axis, 0).Equals(shape.With(axis, 0))))];
        g.Add("Concat", g.Dice.Chance(0.5) ? [first, .. parts] : [.. parts, first], 1, ("axis", (long)(g.Dice.Chance(0.5) ? axis : axis - shape.Rank)));
    }

    private static void Pool(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 4);
        if (x.Length == 0)
            return;
        string type = g.Dice.Pick(["MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool"]);
        if (type.StartsWith("Global", StringComparison.Ordinal))
            g.Add(type, [x]);
        else
            g.Add(type, [x], 1, ("kernel_shape", Longs([2, 3])), ("strides", Longs(g.Dice.Several(2, 1, 2))), ("pads", Longs(g.Dice.Several(4, 0, 1))),
                ("ceil_mode", g.Dice.From(0, 1) * 1L));
    }

    private static void Slice(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 1);
        TensorShape shape = g.ShapeOf(x);
        int axis = g.Dice.From(0, shape.Rank - 1);
        int start = g.Dice.From(0, shape[axis] - 1);
        bool back = g.Dice.Chance(0.2);
        g.Add("Slice",
        [
            x, g.Constant(TestData.Longs(start)), g.Constant(TestData.Longs(back ? -100 : g.Dice.From(start + 1, shape[axis]))),
            g.Constant(TestData.Longs(axis)), g.Constant(TestData.Longs(back ? -g.Dice.From(1, 2) : g.Dice.From(1, 2))),
        ]);
    }

    private static void Split(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 1);
        TensorShape shape = g.ShapeOf(x);
        int axis = g.Dice.From(0, shape.Rank - 1);
        if (shape[axis] < 2)
            return;
        int first = g.Dice.From(1, shape[axis] - 1);
        g.Add("Split", [x, g.Constant(TestData.Longs(first, shape[axis] - first))], 2, ("axis", (long)axis));
    }

    private static void Transpose(RandomGraph g)
    {
        string x = g.Value();
        g.Add("Transpose", [x], 1, ("perm", Longs(g.Dice.Shuffled(g.ShapeOf(x).Rank))));
    }

    private static void Reshape(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 2);
        TensorShape s = g.ShapeOf(x);
        long[] shape = g.Dice.Pick<long[]>([[s[0], -1], [1, -1], [1, -1, 1, s[-1]], [s[0], s[1], -1, 1], [1, s[0], s[1], -1]]);
        g.Add("Reshape", [x, g.Constant(TestData.Longs(shape))]);
    }

    private static void Unsqueeze(RandomGraph g)
    {
        string x = g.Value(s => s.Rank is >= 1 and <= 3);
        if (x.Length > 0)
            g.Add("Unsqueeze", [x, g.Constant(TestData.Longs(g.Dice.From(0, 1)))]);
    }

    private static void Identity(RandomGraph g) => g.Add(g.Dice.Pick(["Identity", "Dropout"]), [g.Value()]);

    private static void Pad(RandomGraph g)
    {
        string x = g.Value();
        int rank = g.ShapeOf(x).Rank;
        g.Add("Pad", [x, g.Constant(TestData.Longs([.. g.Dice.Several(2 * rank, -1, 1).Select(p => (long)p)]))], 1, ("mode", g.Dice.Pick(["constant", "edge"])));
    }

    private static void Resize(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 4);
        if (x.Length > 0)
            g.Add("Resize", [x, "", g.Constant(new Tensor<float>(new TensorShape(4), [1, 1, 2, 0.7f]))], 1, ("mode", g.Dice.Pick(["nearest", "linear"])));
    }

    private static void Reduce(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 1);
        int axis = g.Dice.From(0, g.ShapeOf(x).Rank - 1);
        g.Add(g.Dice.Pick(["ReduceMean", "ReduceMax"]), [x], 1, ("axes", Longs([axis])), ("keepdims", g.Dice.From(0, 1) * 1L));
    }

    private static void Gemm(RandomGraph g)
    {
        string x = g.Value(s => s.Rank == 2);
        if (x.Length == 0)
        {
            g.Add("Flatten", [g.Value(s => s.Rank > 2)]);
            return;
        }
        int depth = g.ShapeOf(x)[1], columns = g.Dice.From(1, 9);
        bool transposed = g.Dice.Chance(0.5);
        float reach = 1.5f / MathF.Sqrt(depth);
        string weights = g.Constant(g.Dice.Tensor(-reach, reach, transposed ? [columns, depth] : [depth, columns]));
        string[] bias = g.Dice.Chance(0.6) ? [g.Constant(g.Dice.Tensor(g.Dice.Pick<int[]>([[columns], [1, columns], [1], [g.ShapeOf(x)[0], 1]])))] : [];
        g.Add("Gemm", [x, weights, .. bias], 1, ("transB", transposed ? 1L : 0L), ("alpha", g.Dice.Pick([1f, 1f, 0.5f])), ("beta", g.Dice.Pick([1f, 1f, 2f])));
    }

    private static void MatMul(RandomGraph g)
    {
        string a = g.Value(s => s.Rank >= 2);
        int depth = g.ShapeOf(a)[-1], columns = g.Dice.From(1, 5);
        string b = g.Value(s => s.Rank >= 2 && s[-2] == depth);
        g.Add("MatMul", [a, b.Length > 0 && g.Dice.Chance(0.5) ? b : g.Constant(g.Dice.Tensor(-0.4f, 0.4f, depth, columns))]);
    }

    private static void Softmax(RandomGraph g)
    {
        string x = g.Value(s => s.Rank >= 1);
        g.Add("Softmax", [x], 1, ("axis", (long)g.Dice.From(0, g.ShapeOf(x).Rank - 1)));
    }

    private static Tensor<float> Scalar(float value) => new(TensorShape.Scalar, [value]);

    private static long[] Longs(int[] values) => Array.ConvertAll(values, v => (long)v);
}
