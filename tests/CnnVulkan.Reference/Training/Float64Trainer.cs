namespace CnnVulkan.Reference;

/// <summary>Trains a stack of layers in float64: softmax with cross-entropy, gradient descent with momentum and weight decay.</summary>
public sealed class Float64Trainer(IReadOnlyList<Float64Layer> layers, double momentum, double decay)
{
    private readonly Dictionary<double[], double[]> _velocities = [];

    /// <summary>One step; returns the mean loss before it.</summary>
    /// <param name="pictures">A batch, row-major.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="rate">The learning rate.</param>
    public double Step(double[] pictures, int[] labels, int classes, double rate)
    {
        double[] values = layers.Aggregate(pictures, (x, layer) => layer.Forward(x, labels.Length));
        var gradient = new double[values.Length];
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            double[] scores = values[(n * classes)..((n + 1) * classes)];
            double most = scores.Max(), sum = scores.Sum(s => Math.Exp(s - most));
            loss -= (scores[labels[n]] - most - Math.Log(sum)) / labels.Length;
            for (int k = 0; k < classes; k++)
                gradient[n * classes + k] = (Math.Exp(scores[k] - most) / sum - (k == labels[n] ? 1 : 0)) / labels.Length;
        }
        foreach (Float64Layer layer in layers.Reverse())
            gradient = layer.Backward(gradient, labels.Length);
        foreach ((double[] weights, double[] slope) in layers.SelectMany(l => l.Parameters))
        {
            if (!_velocities.TryGetValue(weights, out double[]? velocity))
                _velocities[weights] = velocity = new double[weights.Length];
            for (int i = 0; i < weights.Length; i++)
            {
                velocity[i] = momentum * velocity[i] + slope[i] + decay * weights[i];
                weights[i] -= rate * velocity[i];
            }
        }
        return loss;
    }
}
