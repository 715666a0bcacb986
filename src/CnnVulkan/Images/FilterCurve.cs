namespace CnnVulkan.Images;

/// <summary>The curves behind <see cref="Resample"/>, as Pillow defines them; x in source pixels when nothing is widened.</summary>
internal static class FilterCurve
{
    /// <summary>Keys' parameter of the cubic.</summary>
    private const double A = -0.5;

    /// <summary>The distance from which on the curve is 0.</summary>
    public static double Support(Resample filter) => filter switch
    {
        Resample.Box => 0.5,
        Resample.Bicubic => 2,
        _ => 1,
    };

    public static double At(Resample filter, double x) => filter switch
    {
        Resample.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
        Resample.Bicubic => Bicubic(Math.Abs(x)),
        _ => Math.Max(1 - Math.Abs(x), 0),
    };

    private static double Bicubic(double x)
    {
        if (x < 1)
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
}
