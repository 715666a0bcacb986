using CnnVulkan.Tensors;

namespace CnnVulkan.Checking;

/// <summary>Compares what a kernel gave with what it should have given.</summary>
internal static class CheckAnswer
{
    /// <summary>
    /// Error allowed, in parts of the largest answer: most answers are whole numbers and come out exactly; Winograd's and those of exponentials do not.
    /// A wrong kernel is off by a whole one of some sixty.
    /// </summary>
    private const double Float32Tolerance = 1e-3, Float16Tolerance = 1e-2;

    /// <summary>What stands in channels past the last of an input: finite, and in no answer.</summary>
    private const float Filler = 77;

    /// <summary>A plain tensor as it is fed.</summary>
    public static Tensor Stored(Tensor plain, Layout layout)
    {
        if (layout == Layout.Nchw)
            return plain;
        var stored = new Tensor<float>(layout.Stored(plain.Shape));
        stored.Data.AsSpan().Fill(Filler);
        float[] elements = ((Tensor<float>)plain).Data;
        for (int i = 0; i < elements.Length; i++)
            stored.Data[Place(plain.Shape, i)] = elements[i];
        return stored;
    }

    /// <summary>What is wrong with an answer; null where nothing is.</summary>
    /// <param name="expected">What it should be; plain.</param>
    /// <param name="actual">What it is, as it lies.</param>
    /// <param name="layout">How it lies.</param>
    /// <param name="precision">How reals were stored.</param>
    public static string? Difference(Tensor expected, Tensor actual, Layout layout, Precision precision)
    {
        float[] wanted = expected.ToFloatArray(), given = actual.ToFloatArray();
        double allowed = expected.ElementType != ElementType.Float32 ? 0
            : Math.Max(wanted.Max(Math.Abs), 1) * (precision == Precision.Float16 ? Float16Tolerance : Float32Tolerance);
        for (int i = 0; i < wanted.Length; i++)
        {
            float value = given[layout == Layout.Nchw ? i : Place(expected.Shape, i)];
            // Written so that a NaN is wrong.
            if (!(Math.Abs(value - wanted[i]) <= allowed))
                return FormattableString.Invariant($"element {i} of {wanted.Length} is {value}, but {wanted[i]} was expected");
        }
        // The next convolution multiplies channels that only fill up a vector by 0.
        return given.Any(v => !float.IsFinite(v)) ? "a channel past the last holds no finite number" : null;
    }

    /// <summary>Where element i of N×C×… lies with channels in vectors.</summary>
    private static int Place(TensorShape shape, int i)
    {
        int pixels = shape.CountOf(2, shape.Rank), plane = i / pixels;
        int picture = plane / shape[1], channel = plane % shape[1];
        return ((picture * Layouts.Vectors(shape[1]) + channel / Layouts.Width) * pixels + i % pixels) * Layouts.Width + channel % Layouts.Width;
    }
}
