namespace CnnVulkan.Models;

/// <summary>Checks shapes as files declare them, before anything is sized by them.</summary>
internal static class StoredShape
{
    /// <summary>NumPy's own limit; ONNX names none, and a file could list millions.</summary>
    private const int MostAxes = 64;

    /// <param name="extents">The extents, outermost first.</param>
    /// <param name="error">Makes the error; its text says what "declares" the shape.</param>
    /// <exception cref="ModelFormatException">An extent is negative, or there are too many axes or elements.</exception>
    public static TensorShape Check(IReadOnlyList<long> extents, Func<string, ModelFormatException> error)
    {
        string Shown() => string.Join("×", extents.Take(8)) + (extents.Count > 8 ? "×…" : "");
        if (extents.Count > MostAxes)
            throw error($"declares a shape of {extents.Count:N0} axes; at most {MostAxes} are read");
        long count = 1;
        foreach (long extent in extents)
        {
            if (extent < 0)
                throw error($"declares the shape {Shown()}; extents must not be negative");
            if (extent > int.MaxValue || count * extent > int.MaxValue)
                throw error($"declares the shape {Shown()}, more than {int.MaxValue:N0} elements");
            count *= extent;
        }
        return TensorShape.FromLongs(extents);
    }
}
