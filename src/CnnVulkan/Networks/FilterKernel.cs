using System.Collections.Immutable;

namespace CnnVulkan;

/// <summary>A 9×9 filter by name; smaller ones lie in the middle. Row-major, applied as a correlation.</summary>
internal sealed record FilterKernel(string Name, ImmutableArray<float> Weights)
{
    public const int Radius = 4;
    public const int Size = 2 * Radius + 1;

    /// <summary>Positive where it gets brighter to the right; a step from 0 to 1 gives 1.</summary>
    public static FilterKernel SobelX(string name) => Make(name, (x, y) => Math.Abs(x) > 1 || Math.Abs(y) > 1 ? 0 : x * (2 - Math.Abs(y)) / 4.0);

    /// <summary>Positive where it gets brighter downwards; a step from 0 to 1 gives 1.</summary>
    public static FilterKernel SobelY(string name) => Make(name, (x, y) => Math.Abs(x) > 1 || Math.Abs(y) > 1 ? 0 : y * (2 - Math.Abs(x)) / 4.0);

    /// <summary>A mean weighted by a Gaussian; the weights sum to 1.</summary>
    public static FilterKernel Gaussian(string name, double sigma)
    {
        double sum = Sum(sigma, (r, g) => g);
        return Make(name, (x, y) => Bell(x, y, sigma) / sum);
    }

    /// <summary>
    /// The negative Laplacian of a Gaussian: strongest in the middle of bright spots of radius √2·sigma. Weights sum to 0, so that even
    /// surfaces give none; the positive ones sum to 1.
    /// </summary>
    public static FilterKernel Blob(string name, double sigma)
    {
        // Cut off at 9×9 the sum is not quite 0: the rest is spread by the Gaussian itself.
        double rest = Sum(sigma, (r, g) => Laplacian(r, sigma) * g) / Sum(sigma, (r, g) => g);
        double positive = Sum(sigma, (r, g) => Math.Max((Laplacian(r, sigma) - rest) * g, 0));
        return Make(name, (x, y) => (Laplacian(x * x + y * y, sigma) - rest) * Bell(x, y, sigma) / positive);
    }

    /// <summary>Twice the picture less its blur: even surfaces stay as they are, edges gain contrast.</summary>
    public static FilterKernel Sharpen(string name, double sigma)
    {
        FilterKernel blur = Gaussian(name, sigma);
        return Make(name, (x, y) => (x == 0 && y == 0 ? 2 : 0) - blur.Weights[(y + Radius) * Size + x + Radius]);
    }

    /// <summary>The same filter for the opposite contrast.</summary>
    public FilterKernel Negative() => this with { Weights = [.. Weights.Select(w => -w)] };

    private static double Bell(int x, int y, double sigma) => Math.Exp(-(x * x + y * y) / (2 * sigma * sigma));

    private static double Laplacian(double squaredRadius, double sigma) => 1 - squaredRadius / (2 * sigma * sigma);

    private static double Sum(double sigma, Func<double, double, double> term)
        => Positions().Sum(p => term(p.X * p.X + p.Y * p.Y, Bell(p.X, p.Y, sigma)));

    private static FilterKernel Make(string name, Func<int, int, double> weight) => new(name, [.. Positions().Select(p => (float)weight(p.X, p.Y))]);

    private static IEnumerable<(int X, int Y)> Positions()
        => Enumerable.Range(-Radius, Size).SelectMany(y => Enumerable.Range(-Radius, Size).Select(x => (x, y)));
}
