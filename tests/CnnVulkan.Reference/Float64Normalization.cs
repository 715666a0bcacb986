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
}
