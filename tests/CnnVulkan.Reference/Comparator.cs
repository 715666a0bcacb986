namespace CnnVulkan.Reference;

/// <summary>
/// Compares a result with the reference. Real numbers: every error within the tolerance times the reference's largest magnitude, and
/// the normalised mean square error within the tolerance squared; integers and truth values exactly.
/// </summary>
public static class Comparator
{
    /// <summary>What is wrong, or null where nothing is.</summary>
    public static string? Difference(Tensor expected, Tensor actual, double tolerance)
    {
        if (!expected.Shape.Equals(actual.Shape))
            return $"the shape is {actual.Shape}, not {expected.Shape}";
        if (expected.ElementType != actual.ElementType)
            return $"the elements are {actual.ElementType}, not {expected.ElementType}";
        return (expected, actual) switch
        {
            (Tensor<float> e, Tensor<float> a) => Real(e, a, tolerance),
            _ => Whole(expected, actual),
        };
    }

    private static string? Whole(Tensor expected, Tensor actual)
    {
        long[] e = expected.ToInt64Array(), a = actual.ToInt64Array();
        int wrong = Enumerable.Range(0, e.Length).Count(i => e[i] != a[i]);
        if (wrong == 0)
            return null;
        int first = Enumerable.Range(0, e.Length).First(i => e[i] != a[i]);
        return $"{wrong} of {e.Length} elements differ, the first at {Place(expected.Shape, first)}: {a[first]} instead of {e[first]}";
    }

    private static string? Real(Tensor<float> expected, Tensor<float> actual, double tolerance)
    {
        float[] e = expected.Data, a = actual.Data;
        double scale = e.Where(float.IsFinite).Select(v => Math.Abs((double)v)).DefaultIfEmpty(0).Max();
        if (scale > 0 && a.All(v => v == 0))
            return $"everything is zero, but the reference reaches {scale:g4}";
        double worst = -1, errors = 0, energy = 0;
        int at = -1;
        for (int i = 0; i < e.Length; i++)
        {
            if (float.IsNaN(e[i]) && float.IsNaN(a[i]) || e[i] == a[i])
            {
                energy += float.IsFinite(e[i]) ? (double)e[i] * e[i] : 0;
                continue;
            }
            if (!float.IsFinite(e[i]) || !float.IsFinite(a[i]))
                return $"at {Place(expected.Shape, i)}: {a[i]} instead of {e[i]}";
            double error = Math.Abs((double)a[i] - e[i]);
            errors += error * error;
            energy += (double)e[i] * e[i];
            if (error > worst)
                (worst, at) = (error, i);
        }
        // Where the reference is all zeros, the tolerance counts as it stands.
        double allowed = tolerance * (scale > 0 ? scale : 1);
        if (worst > allowed)
            return $"the largest error is {worst:g4} at {Place(expected.Shape, at)}: {a[at]:g7} instead of {e[at]:g7}; {allowed:g4} is allowed (scale {scale:g4})";
        double nmse = energy > 0 ? errors / energy : 0;
        return nmse > tolerance * tolerance ? $"the normalised mean square error is {nmse:g4}; {tolerance * tolerance:g4} is allowed" : null;
    }

    private static string Place(TensorShape shape, int index)
    {
        int[] strides = shape.Strides();
        return $"[{string.Join(", ", strides.Select((s, i) => index / s % shape[i]))}]";
    }
}
