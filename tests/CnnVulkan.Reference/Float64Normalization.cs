namespace CnnVulkan.Reference;

/// <summary>Normalisations by their definitions in float64, elements row-major: N×C×pixels. To compare gradients and training with.</summary>
public static class Float64Normalization
{
    /// <summary>Mean and population variance of each channel over a batch.</summary>
    public static (double[] Mean, double[] Variance) Statistics(double[] x, int channels, int pixels)
    {
        var mean = new double[channels];
        var variance = new double[channels];
        double count = (double)x.Length / channels;
        for (int i = 0; i < x.Length; i++)
            mean[i / pixels % channels] += x[i] / count;
        for (int i = 0; i < x.Length; i++)
            variance[i / pixels % channels] += Math.Pow(x[i] - mean[i / pixels % channels], 2) / count;
        return (mean, variance);
    }

    /// <summary>Batch normalisation with given statistics.</summary>
    public static double[] Batch(double[] x, double[] gamma, double[] beta, double[] mean, double[] variance, int pixels, double epsilon)
    {
        int channels = gamma.Length;
        return [.. x.Select((value, i) =>
        {
            int c = i / pixels % channels;
            return (value - mean[c]) / Math.Sqrt(variance[c] + epsilon) * gamma[c] + beta[c];
        })];
    }

    /// <summary>Batch normalisation with the batch's own statistics.</summary>
    public static double[] Batch(double[] x, double[] gamma, double[] beta, int pixels, double epsilon)
    {
        (double[] mean, double[] variance) = Statistics(x, gamma.Length, pixels);
        return Batch(x, gamma, beta, mean, variance, pixels, epsilon);
    }

    /// <summary>The gradients of x, gamma and beta of batch normalisation with the batch's own statistics, from that of its output.</summary>
    public static (double[] X, double[] Gamma, double[] Beta) BatchGradient(double[] x, double[] gamma, double[] gradient, int pixels, double epsilon)
    {
        int channels = gamma.Length;
        (double[] mean, double[] variance) = Statistics(x, channels, pixels);
        double[] normal = Batch(x, [.. gamma.Select(_ => 1.0)], new double[channels], mean, variance, pixels, epsilon);
        double[] gammas = new double[channels], betas = new double[channels];
        for (int i = 0; i < x.Length; i++)
        {
            gammas[i / pixels % channels] += gradient[i] * normal[i];
            betas[i / pixels % channels] += gradient[i];
        }
        double count = (double)x.Length / channels;
        return ([.. gradient.Select((g, i) =>
        {
            int c = i / pixels % channels;
            return gamma[c] / Math.Sqrt(variance[c] + epsilon) * (g - betas[c] / count - normal[i] * gammas[c] / count);
        })], gammas, betas);
    }

    /// <summary>Local response normalisation across channels: ONNX LRN.</summary>
    public static double[] LocalResponse(double[] x, int channels, int pixels, int size, double alpha, double beta, double bias)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / pixels % channels;
            double squares = 0;
            for (int d = Math.Max(c - (size - 1) / 2, 0); d <= Math.Min(c + size / 2, channels - 1); d++)
                squares += x[i + (d - c) * pixels] * x[i + (d - c) * pixels];
            y[i] = x[i] / Math.Pow(bias + alpha / size * squares, beta);
        }
        return y;
    }

    /// <summary>The gradient of its input from that of its output.</summary>
    public static double[] LocalResponseGradient(double[] x, double[] gradient, int channels, int pixels, int size, double alpha, double beta, double bias)
    {
        double[] y = LocalResponse(x, channels, pixels, size, alpha, beta, bias);
        double[] norm = [.. x.Select((_, i) => bias)];
        int before = (size - 1) / 2, after = size / 2;
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / pixels % channels;
            for (int d = Math.Max(c - before, 0); d <= Math.Min(c + after, channels - 1); d++)
                norm[i] += alpha / size * x[i + (d - c) * pixels] * x[i + (d - c) * pixels];
        }
        double[] result = [.. gradient.Select((g, i) => g * Math.Pow(norm[i], -beta))];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / pixels % channels;
            // The output at i shrinks with each element of its window.
            for (int d = Math.Max(c - before, 0); d <= Math.Min(c + after, channels - 1); d++)
                result[i + (d - c) * pixels] -= 2 * beta * alpha / size * gradient[i] * y[i] / norm[i] * x[i + (d - c) * pixels];
        }
        return result;
    }
}
